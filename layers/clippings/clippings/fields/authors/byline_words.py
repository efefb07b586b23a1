"""What tells that a passage names who wrote the article, and that it names somebody else."""

from __future__ import annotations

import re

from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words

#: Passages that name people who did not write the article.
ASIDE = lazy_pattern(
    lambda: (
        rf"(?:(?-i:[Bb]y [a-z]+ing)|{any_of(all_words('bylines', 'asides'))}"
        rf"|{any_of(all_words('bylines', 'aside_stems'))}\w*"
        r"|photos?(?! (?:and|&) (?:story|words|text))|foto(?!s? (?:und|&) text))\b"
    ),
    re.IGNORECASE,
)

#: Right behind a name, it says that this one did not write.
OTHER_PART = re.compile(r"\W*(?:photograph|illustrat|fotograf|illustra[dt]|producer|editor\b)", re.IGNORECASE)
#: Names of classes that mark who wrote; a separator or a capital letter ends each.
_MARKS = (
    *("byline", "by-line", "author", "authors", "authour", "autor", "autors", "autour", "autore", "autoren", "auteur"),
    *("auteurs", "writer", "writers", "writtenby", "written-by", "contributor", "contributors", "redakteur"),
    *("verfasser", "skribent", "journalist", "reporter", "columnist", "creator", "signature", "firma", "postedby"),
    *("posted-by", "postauthor", "post-author", "entryauthor", "entry-author", "vcard", "fn", "meta-author"),
    "article-author",
)
MARK = lazy_pattern(
    lambda: (
        rf"(?:^|[\s_\-/]){any_of(_MARKS)}(?=$|[\s_\-/])|[a-z](?:Author|Byline|Writer)|(?:author|byline)[A-Z_-]"
        r"|author(?:name|link|info|box)|\bbyline"
    )
)
#: Parts of words, in small letters, without which no class has a mark: they are found faster.
MARK_STEMS = (
    *("by", "aut", "writ", "contributor", "redakteur", "verfasser", "skribent", "journalist", "reporter", "columnist"),
    *("creator", "signature", "firma", "vcard", "fn"),
)
#: What takes a mark back, in small letters.
NOT_MARK = re.compile(
    r"more|related|other|about|bio|description|social|share|avatar|image|comment|recommend|follow|newsletter|topic"
    r"|categor"
)
#: Folders of addresses that are authors' own pages, in small letters.
_PROFILES = (
    *("author", "authors", "autor", "autors", "autore", "autoren", "autores", "auteur", "auteurs", "by", "byline"),
    *("staff", "profile", "profiles", "profil", "team", "contributor", "contributors", "writer", "writers"),
    *("journalist", "journalists", "journaliste", "journalistes", "reporter", "reporters", "columnist", "columnists"),
    *("redaktion", "redakteure", "redaccion", "expert", "experts", "kirjoittaja", "forfatter", "yazar", "yazarlar"),
    "avtor",
)
PROFILE = lazy_pattern(lambda: rf"/{any_of(_PROFILES)}/[^/]|/@[\w.-]+/?$|[?&]author=")
