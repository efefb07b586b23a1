"""Cutting the article out of an uploaded page, by what its uploader, the stack or a later decision lets in."""

from __future__ import annotations

from clippings.article import ParsedArticle
from clippings.errors import RejectedPage
from clippings.parsing import parse
from clippings.storage.admissions import Admissions
from clippings.storage.page_store import UploadedPage


def parse_uploaded(page: UploadedPage, admissions: Admissions) -> ParsedArticle:
    """Return the article in *page*.

    Only a page that would be refused costs a look-up of whether it was admitted since.

    Raises:
        RejectedPage: The page is no article and was not admitted, or it has no text.
    """
    capture = page.capture
    choice = admissions.choice_for(capture)
    try:
        return parse(page.data, capture.source_url, capture.captured_at, charset=page.charset, admit=choice)
    except RejectedPage:
        if choice == "everything" or not admissions.is_admitted(capture):
            raise
    return parse(page.data, capture.source_url, capture.captured_at, charset=page.charset, admit="everything")
