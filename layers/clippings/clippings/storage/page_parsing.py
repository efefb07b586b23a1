"""Extracts the article from an uploaded page, if the uploader, the stack or a later decision admits it."""

from __future__ import annotations

from clippings.article import ParsedArticle
from clippings.errors import RejectedPage
from clippings.storage.admissions import Admissions
from clippings.storage.kept_pictures import Pictures
from clippings.storage.page_store import UploadedPage


def parse_uploaded(page: UploadedPage, admissions: Admissions, pictures: Pictures) -> ParsedArticle:
    """Return the article in *page*; its pictures are kept if the stack keeps them.

    Only for a page that would be rejected, the table is read for a later admission.

    Raises:
        RejectedPage: The page is not an article and was not admitted, or it has no text.
    """
    from clippings.parsing import parse  # loads the parser and the rules

    capture = page.capture
    choice = admissions.choice_for(capture)
    data, found = pictures.take(page.data)
    try:
        article = parse(data, capture.source_url, capture.captured_at, charset=page.charset, admit=choice)
    except RejectedPage:
        if choice == "everything" or not admissions.is_admitted(capture):
            raise
        article = parse(data, capture.source_url, capture.captured_at, charset=page.charset, admit="everything")
    return pictures.keep(article, capture, found, lambda: _find_renditions(data, page))


def _find_renditions(data: bytes, page: UploadedPage) -> dict[str, tuple[str, ...]]:
    from clippings.fields.images.renditions import find_renditions
    from clippings.page.decoding import read_page

    return find_renditions(read_page(data, page.capture.source_url, page.charset))
