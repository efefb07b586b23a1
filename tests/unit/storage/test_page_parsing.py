"""Uploaded pages are extracted if they are articles or were admitted."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from tests.unit.storage.conftest import MORNING, to_capture

from clippings.errors import RejectedPage
from clippings.storage import Wiring
from clippings.storage.page_parsing import parse_uploaded
from clippings.storage.page_store import UploadedPage
from clippings.storage.s3_events import Upload

STUB = b"<title>Log in</title><p>Log in to read on.</p>"
EMPTY = b"<title>Nothing</title><img src=a.png>"


def uploaded(data: bytes = STUB, **metadata: str) -> UploadedPage:
    return UploadedPage(data, replace(to_capture(), metadata=metadata), None, MORNING)


def test_a_page_without_an_article_is_rejected(store: Wiring) -> None:
    with pytest.raises(RejectedPage):
        parse_uploaded(uploaded(), store.admissions, store.pictures)


def test_the_metadata_can_admit_a_page(store: Wiring) -> None:
    article = parse_uploaded(uploaded(admit="everything"), store.admissions, store.pictures)
    assert article.text == "Log in to read on."
    assert article.rejection_reason is not None


def test_a_page_admitted_afterwards_is_parsed(store: Wiring) -> None:
    capture = uploaded().capture
    store.admissions.admit(Upload(capture.bucket, capture.key, MORNING, capture.version, etag=capture.etag))
    assert parse_uploaded(uploaded(), store.admissions, store.pictures).text == "Log in to read on."


def test_a_page_without_text_is_always_rejected(store: Wiring) -> None:
    with pytest.raises(RejectedPage, match="empty-shell"):
        parse_uploaded(uploaded(EMPTY, admit="everything"), store.admissions, store.pictures)


def test_the_module_is_imported_without_the_parser() -> None:
    program = "import sys, clippings.storage.page_parsing; sys.exit('clippings.page.tree' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
