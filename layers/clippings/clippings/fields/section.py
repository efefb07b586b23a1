"""The section of the publication that the article stands in."""

from __future__ import annotations

from collections.abc import Iterator

from clippings.fields.names import clean
from clippings.fields.rule import Rule, Unfit, first_finding
from clippings.fields.story import Story, plain
from clippings.records import Finding

#: Longest name of a section, in characters.
MAX_SECTION = 60
#: Breadcrumbs begin here.
_HOME = frozenset(
    [
        "home",
        "start",
        "startseite",
        "accueil",
        "inicio",
        "início",
        "homepage",
        "forside",
        "hjem",
        "hem",
        "etusivu",
        "strona",
        "glowna",
        "domu",
        "首页",
        "ホーム",
        "トップ",
        "главная",
        "αρχικη",
        "anasayfa",
    ]
)


def _crumbs(story: Story) -> Iterator[str]:
    data = story.page.linked_data
    title = plain(story.title)
    for _, trail in data.of_type(frozenset({"BreadcrumbList"})):
        names = [_crumb_name(story, item) for item in data.values(trail, "itemListElement") if isinstance(item, dict)]
        yield from (name for name in names if name and plain(name) != title)
        return


def _crumb_name(story: Story, item: dict[str, object]) -> str:
    data = story.page.linked_data
    names = data.texts(item, "name") or [
        n for v in data.values(item, "item") if isinstance(v, dict) for n in data.texts(v, "name")
    ]
    return names[0] if names else ""


RULES = (
    Rule("json-ld:articleSection", lambda s: s.linked("articleSection")),
    Rule(
        "meta:article:section",
        lambda s: s.metas("article:section", "parsely-section", "cxenseparse:section", "section", "sailthru.section"),
    ),
    Rule("itemprop:articleSection", lambda s: s.itemprop("articlesection")),
    Rule("json-ld:breadcrumb", _crumbs),
)


def find_section(story: Story) -> Finding[str] | None:
    """Return the section's name, or None."""
    brand = {plain(name) for name in story.metas("og:site_name")}

    def accept(raw: str) -> str:
        name = clean(raw)
        key = plain(name)
        if not key or len(name) > MAX_SECTION or name.startswith(("http:", "https:")):
            raise Unfit("no section")
        if key in brand or key in _HOME:
            raise Unfit("the front page")
        return name

    return first_finding("section", story, RULES, accept)
