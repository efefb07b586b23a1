"""``clippings serve`` in a process of its own, its bucket filled by boto3 from another one."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.served_process import COMMAND, FINAL, Service

from clippings_local.project import sample_pages

#: Pages that hold an article, and what each one's publisher says; read off the pages themselves.
SAMPLES = {
    "01-json-ld-graph.html": ("The Harbour Gazette", "2026-06-12", ["Maeve Oduya"]),
    "02-microdata.html": ("Fluss & Land", "2026-05-21", ["Friederike Amsel", "Jonas Wittkamp"]),
    "03-bare-meta.html": ("Diario de la Bahía", "2026-06-18", ["Nuria Baldoví"]),
    "04-amp-right-to-left.html": ("الفنار", "2026-04-05", ["ليلى عبد القادر"]),
    "05-shift-jis-no-metadata.html": (None, "2026-03-11", None),
    "06-opinion-with-comments.html": ("The Meridian Review", "2025-10-24", ["Hester Blackwood"]),
    "08-truncated-wrong-charset.html": ("Le Courrier du Plateau", "2026-06-10", ["Rémi Castagné"]),
}

#: Where the corpus of real pages lies, if it lies anywhere: a folder of folders of ``*.html`` or ``*.html.gz``.
CORPUS = Path(os.environ.get("CLIPPINGS_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")


def serve(*options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "serve", "--json", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "AWS_PROFILE": "somebody-elses", "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("inbox")
    (folder / "early.html").write_bytes(sample_pages()[0].read_bytes())
    with serve("--inbox", str(folder)) as process:
        assert process.stdout is not None
        running = Service(process, json.loads(process.stdout.readline()))
        running.folder = folder  # type: ignore[attr-defined]
        yield running
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=150)
        assert (out, errors, process.returncode) == ("", "", 0)


def test_the_ready_line_has_addresses_and_key(service: Service) -> None:
    assert set(service.told) == {"api", "api_key", "s3", "inbox_bucket"}
    assert service.told["api"].startswith("http://127.0.0.1:")
    assert service.told["s3"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_page_is_stored_and_answered_by_id_and_by_url(service: Service, name: str) -> None:
    publisher, day, authors = SAMPLES[name]
    page = next(page for page in sample_pages() if page.name == name)
    service.put(f"samples/{name}", page.read_bytes(), ContentType="text/html")
    ingestion = service.ended(f"samples/{name}")
    assert ingestion["status"] in {"stored", "unchanged"}, ingestion
    article = service.api.article(ingestion["article_id"]).plain
    assert article["published"]["day"] == day
    if publisher:
        assert article["publisher"] == publisher
    if authors:
        assert [author["name"] for author in article["authors"]] == authors
    if article["canonical_url"]:
        assert service.api.article(article["canonical_url"]).plain["id"] == article["id"]


@pytest.mark.parametrize("name", SAMPLES)
def test_an_article_is_found_by_its_headline_and_by_words_of_its_text(service: Service, name: str) -> None:
    page = next(page for page in sample_pages() if page.name == name)
    service.put(f"searched/{name}", page.read_bytes(), ContentType="text/html")
    article = service.api.article(service.ended(f"searched/{name}")["article_id"]).plain
    words = " ".join(article["text"].split()[-4:])[:200].replace('"', " ")
    for wanted in (article["title"], f'"{words}"'):
        found = service.api.get("/v1/articles", {"q": wanted}).plain
        assert article["id"] in [item["id"] for item in found["items"]], wanted
        assert found["engine"] == "sqlite"


def test_a_page_without_an_article_is_rejected_with_a_reason(service: Service) -> None:
    page = next(page for page in sample_pages() if page.name.startswith("07"))
    service.put("shop.html", page.read_bytes())
    ingestion = service.ended("shop.html")
    assert ingestion["status"] == "rejected"
    assert ingestion["reason"]
    assert ingestion["article_id"] is None


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("bad/empty.html", b""),
        ("bad/empty.gz", gzip.compress(b"", mtime=0)),
        ("bad/binary.html", bytes(range(256)) * 40),
        ("bad/paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n"),
        ("bad/large.html", b"<p>" + b"word " * (17 * 1024 * 1024 // 5)),
        ("bad/a +%25 ü.html", b"<p>too short</p>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_invalid_uploads_are_rejected(service: Service, key: str, body: bytes) -> None:
    service.put(key, body)
    assert service.ended(key)["status"] == "rejected"


def test_many_versions_of_one_key_each_have_their_ingestion(service: Service) -> None:
    page = sample_pages()[1].read_bytes()
    versions = [service.put("again.html", page.replace(b"740.000", b"74%d.000" % number)) for number in range(5)]
    service.ended("again.html")
    deadline = time.monotonic() + 120
    told: dict[str, str] = {}
    while time.monotonic() < deadline and not (len(told) == 5 and set(told.values()) <= FINAL):
        told = {item["version"]: item["status"] for item in service.api.items("/v1/ingestions", {"key": "again.html"})}
        time.sleep(0.1)
    assert set(told) == set(versions)
    assert set(told.values()) <= {"stored", "unchanged"}


def test_the_article_has_the_address_in_the_metadata(service: Service) -> None:
    address = "https://www.kohoku-nippo.example/life/20260311.html"
    page = next(page for page in sample_pages() if page.name.startswith("05"))
    service.put("with-address.html", page.read_bytes(), Metadata={"url": address})
    ingestion = service.ended("with-address.html")
    assert service.api.article(address).plain["id"] == ingestion["article_id"]


def test_existing_and_new_pages_of_the_inbox_folder_are_uploaded(service: Service) -> None:
    assert service.ended("early.html")["status"] in {"stored", "unchanged"}
    folder: Path = service.folder  # type: ignore[attr-defined]
    (folder / "later").mkdir()
    (folder / "later" / "copied.html").write_bytes(sample_pages()[2].read_bytes())
    (folder / "notes.txt").write_text("not a page", "utf-8")
    assert service.ended("later/copied.html")["status"] in {"stored", "unchanged"}


def corpus_pages(count: int) -> list[Path]:
    if not CORPUS.is_dir():
        return []
    found = sorted(path for path in CORPUS.rglob("*") if path.name.endswith((".html", ".html.gz")))
    return found[:: max(1, len(found) // count)][:count]


def test_fifty_corpus_pages_are_processed_and_readable(service: Service) -> None:
    pages = corpus_pages(50)
    if not pages:
        pytest.skip("no corpus: set CLIPPINGS_CORPUS to a folder of saved pages")
    for number, page in enumerate(pages):
        gzipped = {"ContentEncoding": "gzip"} if page.suffix == ".gz" else {}
        service.put(f"corpus/{number}-{page.name}", page.read_bytes(), **gzipped)
    ended = [service.ended(f"corpus/{number}-{page.name}") for number, page in enumerate(pages)]
    assert {item["status"] for item in ended} <= {"stored", "unchanged", "rejected"}
    for item in ended:
        if item["status"] == "rejected":
            assert item["reason"]
            continue
        article = service.api.article(item["article_id"]).plain
        address = article["canonical_url"] or article["url"]
        if address:
            assert service.api.article(address).plain["id"] == article["id"], item
