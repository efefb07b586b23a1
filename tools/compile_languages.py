"""Check the language files and compile them into what the package loads.

    python tools/compile_languages.py             # write layers/clippings/clippings/languages/compiled/*.json
    python tools/compile_languages.py --new cy Welsh   # create the file of a new language

The exit status is 1, with a message, if a file has an unknown table or list, or a malformed list.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

LANGUAGES = Path(__file__).resolve().parents[1] / "layers" / "clippings" / "clippings" / "languages"

#: The tables and lists of a language file, with the meaning of their words. Words are in lower case.
LISTS: dict[str, dict[str, str]] = {
    "dates": {
        "months": "twelve lists: the names of each month, full and short, that mean another month in no other language",
        "months_solar_hijri": "twelve lists: the months of the Solar Hijri calendar",
        "months_of_own_pages": "twelve lists: further names, which count on pages in this language alone",
        "updated": "words before the day of a change: updated, modified",
        "published": "words before the day of publication: published, posted",
        "reading_times": "text after the number of a reading time: min read",
        "ago": "units of a date that is relative to today: days ago",
        "day_endings": "text directly after the number of the day: st, nd",
        "before_month": "prepositions between day and month: of",
        "elided_before_month": "the same with an apostrophe at its end: d'",
        "after_month": "the word for month after its name",
        "before_year": "prepositions between month and year: of",
        "after_year": "text after a year that comes first: an abbreviation of the word for year",
        "years": "words for year between a year that comes first and the day",
        "clock": "words after a time of day: uhr",
        "forenoon": "the half of the day before a time, in languages that write it first: 上午",
        "afternoon": "the other half",
        "formats": "a day with words between its numbers: {year} 年 {month} 月; of [a|b] none or one is there",
        "weekdays": "days and times of day after a name: monday",
        "row_headers": "what the header of a table's row with the article's date says: date",
    },
    "bylines": {
        "by": "the preposition before who wrote: by",
        "before_by": "words before it: written, a story",
        "more": "how an invitation to read more of an author begins: view all, more",
        "more_pieces": "what there is more of: the articles",
        "more_by": "the preposition before the author: by, from",
        "pictures": "pictures, as in a byline of words and pictures: photos",
        "with": "what joins the two: and",
        "texts": "texts, in the same: words",
        "articles": "the indefinite article, before the pieces: a, an",
        "pieces": "what may be by somebody: report, essay",
        "introductions": "other words that a byline begins with: author",
        "close_labels": "words that begin a byline only with a colon directly after them: words",
        "labels": "words that begin a byline only with a colon after them, or a space and a colon: text",
        "labels_without_space": "the same in scripts without spaces, with a colon, a slash or a dot after them",
        "before_a_space": "words that begin a byline with a colon, a slash or a space after them",
        "run_in": "words that begin a byline whatever follows, in scripts where a word has no clear end",
        "glued": "words that run into the name after them (ByJane); case counts",
        "before_two_names": "common words that begin a byline before two capitalized words; case counts",
        "author_labels": "how a card of the author is labelled, whole: written by",
        "about": "how the link to the page on a site's owner begins: about",
        "posts": "how the title of a link to an author's page begins: posts",
        "posts_by": "the preposition after it: by",
        "inner_labels": "words that begin a byline inside of a line, with a colon; case counts",
        "ends": "beginnings of the text after the names: published, read more",
        "end_words": "the same as whole words: in, at, is a",
        "joins": "words between two names: and",
        "joins_before_a_name": "the same, short words that need a capital letter after them",
        "joins_behind_a_comma": "the same after a comma",
        "others": "what introduces people who did not write: reviewed by",
        "editors": "what the editors sign as",
        "asides": "how lines begin that name other people: edited, contact",
        "aside_stems": "stems of words that such lines begin with: photograph",
        "dateline_words": "words of a date line beside the month: on, Monday, posted",
        "introduces": "verbs after a name in a note on the author: is, writes",
    },
    "names": {
        "jobs": "jobs and ranks: reporter, editor, manager",
        "degrees": "degrees and suffixes after a name: ph.d., jr",
        "no_names": "texts in bylines that are not names: admin, subscribe",
        "no_name_begins": "beginnings of lines that are not names: view, image:",
        "furniture": "words that no name has: read, share, today",
        "trailing_jobs": "jobs directly after a name",
        "before_trailing_jobs": "words before such a job: senior, political",
        "organisation_words": "words in the names of organizations: press, university",
        "organisation_marks": "the same in scripts where a word has no clear end",
        "agencies": "news agencies, as they sign",
        "reporter_titles": "titles after a reporter's name, with or without a space",
        "reporter_titles_unspaced": "the same in scripts without spaces, at the end of the line",
        "photographer_stems": "stems of words that say of a name that it took the pictures: photo",
        "photographer_words": "the same as whole words",
        "illustrator_stems": "the same of drawings: illustra",
        "translator_stems": "the same of translations: translat",
        "writer_stems": "the same of the text: text, story",
        "before_dates": "prepositions before a date after a name: on",
        "given_months": "names of months that people are called too: april",
        "particles": "small words inside of people's names: van, de",
    },
    "line_starts": {
        "read_also": "how a pointer to another page begins: read also, more on this",
        "read_about": "how a pointer begins that names its subject: more about",
        "one_letter_words": "words of one letter, which a drop cap may be",
        "one_letter_words_doubtful": "the same, unless the element's class names a drop cap",
        "credits": "how a picture's credit begins: photo, credit",
        "credited_agencies": "agencies that such a line begins with",
        "by": "the word before the author in a line of nothing else: by",
        "within_names": "small words within the names in such a line: van, and",
        "back": "how the link from a footnote to the text begins: back",
        "text_by": "the word before the author in a line of plain text: by",
        "corrected": "how a note on a correction begins: this article was corrected",
        "correction": "the same with a colon, a dash or a bracket after it: correction",
    },
    "furniture": {
        "subscribe": "words of subscriptions and newsletters",
        "account": "words of registration and login",
        "share": "words of share buttons",
        "related": "words of pointers to other articles",
        "comment": "words around readers' comments",
        "advert": "words that mark advertisements",
        "legal": "words of copyright, privacy and consent notices",
        "credit": "words of picture credits",
        "time": "words around dates and times",
        "byline": "words of bylines",
        "tag": "words before tags",
        "act": "words of buttons",
        "notice": "words of editorial notices",
        "reader": "words that address the reader",
    },
    "standfirst": {
        "class_names": "class names of a standfirst: dek, lead",
        "notes": "notes that are not part of a standfirst: contains affiliate links; * stands for up to three words",
        "archive_pictures": "what the caption of a picture from an archive begins with, before a dash: file",
    },
    "rejections": {
        "search_addresses": "the segment of an address with search results: search",
        "documentation_addresses": "segments of addresses of documentation: docs",
        "forum_addresses": "segments of addresses of forums: thread",
        "product_addresses": "segments of addresses of products: shop",
        "errors": "words before the number of an error in a title: error",
        "errors_without_space": "the same in scripts without spaces",
        "error_titles": "phrases in the title of an error page: not found",
        "consent": "words of a prompt for consent: cookies",
        "paywall": "words of a prompt to subscribe: subscribe",
    },
    "access": {
        "calls": "how a call to subscribe begins: subscribe, log in",
        "promises": "what it promises: to continue reading",
        "reserved": "how a note begins that an article is not for all: this article is for",
        "readers": "the readers that it is for: subscribers",
        "prompts": "other calls to subscribe; # stands for a number",
        "meters": "how many articles are still free; # stands for a number",
        "asides": "what may be kept for subscribers beside the article: comments",
    },
    "kinds": {
        **{
            kind: f"words of sections, labels and addresses of the kind {kind}"
            for kind in (
                *("opinion", "review", "interview", "live", "gallery", "video", "podcast", "recipe", "analysis"),
                *("obituary", "advertisement"),
            )
        },
        "only_labels": "of those words the ones that tell nothing in an address",
    },
    "labels": {
        "no_section": "placeholders for a section: home, uncategorized",
        "no_tag": "placeholders for a tag",
        "section_joins": "what joins two words of one section: and",
        "small_words": "words that stay in lower case in a title: of, and",
        "all_rights": "words after the holder in a copyright line: all rights, reserved",
        "rights_reserved": "words of a page's own copyright line: rights reserved",
        "no_holder": "words in place of the holder in a copyright line: all, policy",
        "footer_links": "words of the links after a copyright line: terms, privacy",
        "logo_words": "words of a logo's text beside the name: logo, home",
        "before_logo_names": "words before the name in a logo's text: to",
        "permalinks": "texts of a link from a heading to itself: permalink",
    },
    "pictures": {
        "credit_labels": "words before a picture's credit, with a colon: photo, source",
        "after_a_name": "words for a picture after a name and a slash: photo",
        "rights": "phrases at the end of a credit: all rights reserved",
        "credit_ends": "ends of credits in scripts without spaces: 撮影",
        "agencies": "agencies in scripts without spaces, as credits name them",
        "caption_labels": "words before a caption, with a colon",
        "no_credit_words": "words that begin no credit: left, pictured",
        "no_credit_stems": "stems of such words",
        "controls": "what buttons in figures say, whole",
    },
    "entities": {
        "titles": "offices and forms of address before a person's name, without a full stop: mr, minister",
        "title_ends": "ends of compounds that are such titles",
        "organisation_words": "words that make a capitalized phrase an organization",
        "organisation_ends": "ends of compounds that are organizations",
        "locatives": "prepositions of place",
        "speech": "verbs of saying, as they stand beside a name",
        "sources": "phrases that give a source without a verb: according to",
        "place_words": "words in front of a place: city",
        "no_person_ends": "last words of phrases that are not person: street, award",
        "person_links": "small words within people's names",
        "organisation_links": "small words within the names of organizations",
        "known_organisations": "organizations that are known by a bare name; case counts",
        "no_organisations": "words in capitals that are not organizations; case counts",
        "land_initials": "countries by their initials; case counts",
        "regions": "regions, districts and waters that are not in the gazetteer; case counts",
        "years_of_age": "the word for years after an age",
        "aged": "what follows an age and a hyphen: year-old",
    },
    "sentences": {
        "abbreviations": "abbreviations that a full stop belongs to, without the last one",
    },
    "keywords": {
        "determiners": "articles, possessives and prepositions, which stand before nouns",
        "empty": "words of measure, time and newsrooms, which no article is about",
    },
    "search": {
        "common_words": "about twenty words frequent in this language and rare in others: nobody looks for them",
    },
    "stop_words": {
        "words": "words that say nothing about a text's subject",
    },
}


class InvalidLanguage(Exception):
    """A language file cannot be compiled. The text says which one and why."""


def read_language(path: Path) -> dict[str, dict[str, list[str]]]:
    """Return the lists of one language file, by table and list; the names of a month are joined by tabs.

    Raises:
        InvalidLanguage: The file is not TOML, or has an unknown table or list or an invalid word.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidLanguage(f"{path.name}: {error}") from error
    if not isinstance(tables.pop("name", None), str):
        raise InvalidLanguage(f"{path.name}: the language's English name is missing (name = …)")
    found: dict[str, dict[str, list[str]]] = {}
    for table, lists in tables.items():
        if table not in LISTS or not isinstance(lists, dict):
            raise InvalidLanguage(f"{path.name}: there is no table {table!r}; there are {', '.join(LISTS)}")
        for name, words in lists.items():
            if name not in LISTS[table]:
                raise InvalidLanguage(f"{path.name}: [{table}] has no list {name!r}; it has {', '.join(LISTS[table])}")
            found.setdefault(table, {})[name] = _checked(words, f"{path.name}: [{table}] {name}", name)
    return found


def _checked(words: Any, where: str, name: str) -> list[str]:
    months = name.startswith("months")
    if not isinstance(words, list) or (months and len(words) != 12):
        raise InvalidLanguage(f"{where}: {'twelve lists are' if months else 'a list is'} needed")
    checked = ["\t".join(word) if months and isinstance(word, list) else word for word in words]
    for word in checked:
        if not isinstance(word, str) or "\n" in word or (not months and (not word.strip() or "\t" in word)):
            raise InvalidLanguage(f"{where}: {word!r} is not a word")
    if not months and len(set(checked)) < len(checked):
        twice = sorted({word for word in checked if checked.count(word) > 1})
        raise InvalidLanguage(f"{where}: {', '.join(twice)} is there twice")
    return checked


def compile_languages(folder: Path) -> dict[str, str]:
    """Return the compiled files of the languages in *folder*: their text by file name.

    Each subject is one JSON object: list, language code, and the words with a line break between them.

    Raises:
        InvalidLanguage: A language file cannot be compiled.
    """
    compiled: dict[str, dict[str, dict[str, str]]] = {table: {name: {} for name in LISTS[table]} for table in LISTS}
    for path in sorted(folder.glob("*.toml")):
        for table, lists in read_language(path).items():
            for name, words in lists.items():
                if any(words):
                    compiled[table][name][path.stem] = "\n".join(words)
    return {
        f"{table}.json": json.dumps(lists, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for table, lists in compiled.items()
    }


def make_template(name: str) -> str:
    """Return the text of a new language file: every list, empty, with a comment on its words."""
    lines = [
        f"name = {json.dumps(name, ensure_ascii=False)}",
        "# Fill in what you know, and delete the lists that stay empty.",
    ]
    for table, lists in LISTS.items():
        lines += ["", f"[{table}]"]
        for key, meaning in lists.items():
            empty = "[" + ", ".join(["[]"] * 12) + "]" if key.startswith("months") else "[]"
            lines += [f"# {meaning[0].upper()}{meaning[1:]}.", f"{key} = {empty}"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the command line, and return its exit status."""
    parser = argparse.ArgumentParser(description="Check and compile the language files.")
    parser.add_argument("--new", nargs=2, metavar=("CODE", "NAME"), help="begin the file of a new language")
    options = parser.parse_args()
    if options.new:
        code, name = options.new
        path = LANGUAGES / f"{code}.toml"
        if path.exists():
            parser.error(f"{path} is there already")
        path.write_text(make_template(name), "utf-8")
        print(f"fill in {path}, then compile the languages")
        return 0
    try:
        for name, text in compile_languages(LANGUAGES).items():
            (LANGUAGES / "compiled" / name).write_text(text, "utf-8")
    except InvalidLanguage as invalid:
        print(invalid, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
