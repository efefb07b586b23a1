# ruff: noqa: E501 - one kind of word a line
"""What kind of article it is: ``article``, ``live``, ``opinion``, ``review``, ``gallery``, ``video`` …"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from clippings.fields.context import ArticleContext, plain
from clippings.fields.rule import finding, rejected
from clippings.fields.section import find_section
from clippings.page.linked_data import types
from clippings.records import Finding, Rejected

_BY_TYPE = {
    "LiveBlogPosting": "live", "OpinionNewsArticle": "opinion", "ReviewNewsArticle": "review", "Review": "review", "CriticReview": "review",
    "AnalysisNewsArticle": "analysis", "AdvertiserContentArticle": "advertisement", "Recipe": "recipe",
    "ImageGallery": "gallery", "ScholarlyArticle": "scholarly", "MedicalScholarlyArticle": "scholarly", "Interview": "interview",
}  # fmt: skip
#: What a page may be about in place of an article.
_MEDIA = {"ImageGallery": "gallery", "MediaGallery": "gallery", "VideoObject": "video"}
#: Words of a section, an address or a label before the title, by the kind that they name.
_WORDS = {
    "opinion": "opinion opinions op-ed oped opinion-piece commentary comment comments commentisfree viewpoint viewpoints column columns columnists editorial editorials meinung meinungen kommentar kommentare kolumne kolumnen leitartikel standpunkt gastkommentar gastbeitrag tribune tribunes chronique chroniques édito edito éditorial débats opinión columna columnas editoriales opinião coluna colunas opinione opinioni commento commenti editoriale opinie columnist ledare debatt krönika kronik meninger mening leder kolumni pääkirjoitus opinia opinie felieton komentarz komentar komentář názor nuomonės nuomonė mielipide mielipiteet arvamus viedokļi komentāri skoðun skoðanir vélemény мнение мнения колонка köşe-yazısı yazarlar 社説 오피니언 사설 칼럼",
    "review": "review reviews kritik kritiken rezension rezensionen test-review critique critiques reseña reseñas crítica críticas recensione recensioni recensie recensies recension recensioner anmeldelse anmeldelser recenzja recenzje recenze рецензия",
    "interview": "interview interviews interviu entrevista entrevistas intervista interviste intervju haastattelu wywiad rozhovor interjú интервью 인터뷰 インタビュー",
    "live": "live liveblog live-blog livestory live-updates live-news liveticker live-ticker ticker newsblog minutebyminute en-direct en-vivo en-directo ao-vivo diretta in-diretta canlı uživo",
    "gallery": "gallery galleries galerie bildergalerie bilderstrecke fotostrecke fotogalerie photos photo-gallery fotogaleria fotogalería galeria fotos slideshow diaporama in-pictures",
    "video": "video videos watch vidéo vidéos vídeo vídeos mediathek",
    "podcast": "podcast podcasts",
    "recipe": "recipe recipes rezept rezepte recette recettes receta recetas receita receitas ricetta ricette recept recepten oppskrift oppskrifter",
    "analysis": "analysis analyse analysen análisis análise analisi analyses analiza анализ",
    "obituary": "obituary obituaries nachruf nachrufe nécrologie obituario obituarios necrologio dödsfall minnesord",
    "advertisement": "advertorial sponsored sponsored-content brandstudio partner-content anzeige paid-content werbung publirreportaje",
}  # fmt: skip
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
#: Too common in addresses of sites about just that, or in those of every page, to say anything there.
_ONLY_LABELS = frozenset({"test", "watch", "photos", "fotos", "comment", "comments", "column", "columns", "live", "ticker", "video", "videos", "analyse", "analysis", "mening", "leder", "reviews", "review", "galerie", "gallery"})  # fmt: skip
_LABEL = re.compile(r"^\s*\W?([^\W\d_][\w' \-]{2,24}?)\s*(?::|\||–|—| - )\s")
_TAIL = re.compile(r"(?:\||–|—| - )\s*([^\W\d_][\w \-]{2,18})\s*$")
#: Entries that make a live blog of an article; a single update is none.
MIN_ENTRIES = 3

#: What a rule reads: what it saw, and the kind that it names.
Evidence = tuple[str, str]


def find_kind(context: ArticleContext) -> Finding[str]:
    """Return the kind; ``article`` where nothing says more."""
    refused: list[Rejected] = []
    found: Finding[str] | None = None
    for rule, read in RULES:
        for raw, kind in read(context):
            if found is None:
                found = finding("kind", rule, kind, raw)
            elif kind != found.value:
                refused.append(rejected(rule, raw, f"says {kind}"))
    if found is None:
        return finding("kind", "default", "article", "")
    return finding("kind", found.rule, found.value, found.raw, refused)


def _entries(context: ArticleContext) -> Iterator[Evidence]:
    count = context.reading.roles.count("live_entry") if context.reading else 0
    if count >= MIN_ENTRIES:
        yield f"{count} entries", "live"


def _typed(context: ArticleContext) -> Iterator[Evidence]:
    """Yield what the article's type says; a recipe or a live blog may stand beside the article that it belongs to."""
    for name in types(context.article):
        if name in _BY_TYPE:
            yield name, _BY_TYPE[name]
    for name in ("LiveBlogPosting", "Recipe"):
        if context.page.linked_data.of_type(frozenset({name})):
            yield name, _BY_TYPE[name]


def _entitled(context: ArticleContext) -> Iterator[Evidence]:
    """Yield what the gallery or the video is that the page is about: its name is the title, and no article is declared."""
    if context.article:
        return
    data = context.page.linked_data
    for name, kind in _MEDIA.items():
        for _, node in data.of_type(frozenset({name})):
            if context.title and plain(context.title) in map(
                plain, data.texts(node, "name") + data.texts(node, "headline")
            ):
                yield name, kind


def _open_graph(context: ArticleContext) -> Iterator[Evidence]:
    for raw in context.metas("og:type"):
        if raw.lower().startswith("video"):
            yield raw, "video"


def _section(context: ArticleContext) -> Iterator[Evidence]:
    name = context.section if context.section is not None else (found.value if (found := find_section(context)) else "")
    kind = _KINDS.get(_word(name))
    if kind:
        yield name, kind


def _labelled(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the label before or behind a title: in the one that was chosen, in the headings, in what the page declares."""
    titles = [context.title or "", *(heading.text for heading in context.headings[:2]), *context.metas("og:title")[:1]]
    for title in dict.fromkeys(titles):
        for pattern in (_LABEL, _TAIL):
            match = pattern.search(title)
            kind = _KINDS.get(_word(match[1])) if match else None
            if match and kind:
                yield match[0].strip(), kind


def _in_address(context: ArticleContext) -> Iterator[Evidence]:
    """Yield what the folders of the address say; the last part is the article's own name."""
    try:
        path = urlsplit(context.page.address or "").path
    except ValueError:
        return
    for folder in path.strip("/").lower().split("/")[:-1]:
        if folder in _KINDS and folder not in _ONLY_LABELS:
            yield folder, _KINDS[folder]


def _word(text: str) -> str:
    return "-".join(text.lower().split())


RULES: tuple[tuple[str, Callable[[ArticleContext], Iterator[Evidence]]], ...] = (
    ("body:entries", _entries),
    ("json-ld:@type", _typed),
    ("json-ld:media", _entitled),
    ("meta:og:type", _open_graph),
    ("title:label", _labelled),
    ("section", _section),
    ("address", _in_address),
)
