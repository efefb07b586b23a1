"""Words and class names that mark the authors of an article, and those that mark other people."""

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

#: Words directly after a name that give it another role than author.
OTHER_PART = lazy_pattern(
    lambda: (
        rf"\W*(?:{any_of(all_words('bylines', 'other_part_stems'))}"
        rf"|{any_of(all_words('bylines', 'other_parts'))}\b)"
    ),
    re.IGNORECASE,
)
#: Class names of authors. A separator or a capital letter follows each.
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
#: Lower-case strings of which every class with a mark contains one. They are found faster.
MARK_STEMS = (
    *("by", "aut", "writ", "contributor", "redakteur", "verfasser", "skribent", "journalist", "reporter", "columnist"),
    *("creator", "signature", "firma", "vcard", "fn"),
)
#: Class names that cancel a mark, in lower case.
NOT_MARK = re.compile(
    r"more|related|other|about|bio|description|social|share|avatar|image|comment|recommend|follow|newsletter|topic"
    r"|categor"
)
#: Folders of addresses of authors' pages, in lower case.
_PROFILES = (
    *("author", "authors", "autor", "autors", "autore", "autoren", "autores", "auteur", "auteurs", "by", "byline"),
    *("staff", "profile", "profiles", "profil", "team", "contributor", "contributors", "writer", "writers"),
    *("journalist", "journalists", "journaliste", "journalistes", "reporter", "reporters", "columnist", "columnists"),
    *("redaktion", "redakteure", "redaccion", "expert", "experts", "kirjoittaja", "forfatter", "yazar", "yazarlar"),
    "avtor",
)
PROFILE = lazy_pattern(lambda: rf"/{any_of(_PROFILES)}/[^/]|/@[\w.-]+/?$|[?&]author=")
