"""Cutting the article out of an uploaded page, by what its uploader, the stack or a later decision lets in."""

from __future__ import annotations

from clippings.article import ParsedArticle
from clippings.errors import RejectedPage
from clippings.parsing import parse
from clippings.storage.admissions import Admissions
from clippings.storage.kept_pictures import Pictures
from clippings.storage.page_store import UploadedPage


def parse_uploaded(page: UploadedPage, admissions: Admissions, pictures: Pictures) -> ParsedArticle:
    """Return the article in *page*; its pictures that came along are kept where the stack keeps them.

    Only a page that would be refused costs a look-up of whether it was admitted since.

    Raises:
        RejectedPage: The page is no article and was not admitted, or it has no text.
    """
    capture = page.capture
    choice = admissions.choice_for(capture)
    data, found = pictures.take(page.data)
    try:
        article = parse(data, capture.source_url, capture.captured_at, charset=page.charset, admit=choice)
    except RejectedPage:
        if choice == "everything" or not admissions.is_admitted(capture):
            raise
        article = parse(data, capture.source_url, capture.captured_at, charset=page.charset, admit="everything")
    return pictures.keep(article, capture, found) if found else article
