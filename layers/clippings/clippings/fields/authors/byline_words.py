# ruff: noqa: E501 - one kind of word a line
"""What tells that a passage names who wrote the article, and that it names somebody else."""

from __future__ import annotations

import re

#: Passages that name people who did not write the article.
ASIDE = re.compile(
    r"(?:(?-i:[Bb]y [a-z]+ing)|tags?|filed under|topics?|related|more on|in this|mentioned|(?:medically |expert |clinically |fact[- ]?)?(?:reviewed|researched|checked|verified|approved)|edited|editing|"
    r"contributions? from|photos?(?! (?:and|&) (?:story|words|text))|photograph\w*|image|foto(?!s? (?:und|&) text)|bild|credit|copyright|©|posted in|fact[- ]check|read more|more (?:from|by|about)|see also|follow|"
    r"contact|themen|schlagw\w+|stichw\w+|mots[- ]cl|etiquetas|temas|illustrat\w+|video by|produced by|übersetzt|translated|share)\b",
    re.IGNORECASE,
)

#: Right behind a name, it says that this one did not write.
OTHER_PART = re.compile(r"\W*(?:photograph|illustrat|fotograf|illustra[dt]|producer|editor\b)", re.IGNORECASE)
#: Words of a class that mark who wrote, and, in small letters, those that take it back.
MARK = re.compile(
    r"(?:^|[\s_\-/])(?:by-?line|auth?ou?rs?|autore?n?s?|auteurs?|writers?|writtenby|written-by|contributors?|redakteur|verfasser|"
    r"skribent|journalist|reporter|columnist|creator|signature|firma|posted-?by|post-?author|entry-?author|vcard|fn|meta-author|article-author)"
    r"(?=$|[\s_\-/])|[a-z](?:Author|Byline|Writer)|(?:author|byline)[A-Z_-]|author(?:name|link|info|box)|\bbyline",
)
#: Parts of words, in small letters, without which no class has a mark: they are found faster.
MARK_STEMS = (
    "by", "aut", "writ", "contributor", "redakteur", "verfasser", "skribent", "journalist", "reporter", "columnist", "creator",
    "signature", "firma", "vcard", "fn",
)  # fmt: skip
NOT_MARK = re.compile(
    r"(?:more|related|other|about|bio|description|social|share|avatar|image|comment|recommend|follow|newsletter|topic|categor)"
)
#: Addresses of authors' own pages, in small letters.
PROFILE = re.compile(
    r"/(?:authors?|auth?ors?|by|byline|staff|profiles?|profil|team|contributors?|writers?|journalists?|journaliste?s?|reporters?|"
    r"columnists?|autore?n?|autores|auteurs?|auteur|redaktion|redakteure|redaccion|experts?|kirjoittaja|forfatter|yazar(?:lar)?|avtor)"
    r"/[^/]|/@[\w.-]+/?$|[?&]author="
)
