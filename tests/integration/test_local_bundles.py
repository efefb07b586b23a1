"""A bundle through the local stack: the template's own queues, event sources and functions, over SQLite and HTTP."""

from __future__ import annotations

import pytest
from tests.integration.conftest import Bench, opened_bench
from tests.support.bundle_files import http, members, record, tarred, zipped
from tests.support.picture_records import page_record, page_with, picture, picture_address, picture_record

from clippings_local.delivery import Mapping
from clippings_local.project import sample_pages

PAGES = [path.read_bytes() for path in sample_pages()[:2]]
FUNCTIONS = ("UnpackFunction", "ParseFunction", "EnrichFunction")


def event_sources(bench: Bench) -> list[Mapping]:
    """Return the event sources of the template's queues; a failed message comes again at once."""
    queues = {
        bench.resources.attribute(each, "Arn"): each for each in bench.resources.template.of_type("AWS::SQS::Queue")
    }
    made = []
    for name in FUNCTIONS:
        (source,) = bench.resources.properties(name)["Events"].values()
        arn = source["Properties"]["Queue"]
        url = bench.resources.ref(queues[arn])
        function = bench.functions[name]
        made.append(
            Mapping(bench.account.stores.queues, url, arn, function, batch_size=1, reports_failures=True, retry_after=0)
        )
    return made


def settle(bench: Bench) -> None:
    sources = event_sources(bench)
    while any(source.deliver_once() is not None for source in sources):
        pass


@pytest.mark.parametrize(
    ("key", "data", "pages"),
    [
        (
            "crawl.warc.gz",
            members(
                record(http(page), url=f"https://press.example/{n}", date="2026-03-01T10:00:00Z")
                for n, page in enumerate(PAGES)
            ),
            ["crawl.warc.gz#0"],
        ),
        ("saved.tar.gz", tarred({f"{n}.html": page for n, page in enumerate(PAGES)}), []),
    ],
)
def test_a_bundle_that_is_put_into_the_inbox_becomes_articles(
    bench: Bench, key: str, data: bytes, pages: list[str]
) -> None:
    version = bench.put(key, data)
    settle(bench)
    (told,) = bench.ingestions(key)
    assert (told["status"], told["version"]) == ("unpacked", version)
    assert told["counts"] == {"pages": 2, "skipped": {}, "outcomes": {"stored": 2}}
    for page in pages or [f"unpacked/{key}/{version}/0000000{n}.html" for n in range(2)]:
        (row,) = bench.ingestions(page)
        assert (row["status"], row["bundle"]) == ("stored", key)
        assert row["offset"] in (0, 1)
        assert row["counts"] is None


#: The copies state their address.
LINK = b"<link rel=canonical href='https://press.example/2026/quay'><title>"
SHOWN = f"src='{picture_address(0)}'"
SAVED = {"Quay.html": page_with("A", "src='Quay_files/0.png'"), "Quay_files/0.png": picture(0)}


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("crawl.warc.gz", members([page_record(0, SHOWN), picture_record(0)])),
        ("crawl.wacz", zipped({"archive/a.warc": page_record(0, SHOWN) + picture_record(0)}, compression=0)),
        ("saved.zip", zipped({name: data.replace(b"<title>", LINK) for name, data in SAVED.items()})),
        ("saved.tar.gz", tarred({name: data.replace(b"<title>", LINK) for name, data in SAVED.items()})),
    ],
)
def test_with_kept_images_the_picture_is_stored_that_the_bundle_has_beside_the_page(key: str, data: bytes) -> None:
    with opened_bench(Images="keep") as bench:
        bench.put(key, data)
        settle(bench)
        (told,) = bench.ingestions(key)
        assert told["counts"]["outcomes"] == {"stored": 1}
        bucket = bench.resources.ref("ParsedBucket")
        (found,) = bench.account.s3.list_objects_v2(Bucket=bucket, Prefix="pictures/")["Contents"]
        stored = bench.account.s3.get_object(Bucket=bucket, Key=found["Key"])
        assert (stored["Body"].read(), stored["ContentType"]) == (picture(0), "image/png")
