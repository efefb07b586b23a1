"""``clippings serve --data``: what was answered is kept, whenever and however the service ended."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from tests.support.served_process import COMMAND, FINAL, Service

from clippings_local.project import sample_pages

PAGE = sample_pages()[0].read_bytes()
#: How often the service is killed; `make soak` does it more often.
KILLS = int(os.environ.get("CLIPPINGS_KILLS", "2"))


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Service]:
    """Serve *folder*; end the service with SIGKILL, unless it has ended."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--json", "--port", "0", "--workers", "2", "--data", str(folder), *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with process:
        try:
            assert process.stdout is not None
            yield Service(process, json.loads(process.stdout.readline()))
        finally:
            process.kill()


def page(number: int) -> bytes:
    """Return a page that is no copy of another one."""
    return PAGE.replace(b"</title>", b" %d</title>" % number).replace(b"https://", b"https://n%d." % number)


def test_all_data_is_available_after_a_restart(tmp_path: Path) -> None:
    with served(tmp_path) as first:
        versions = [first.put("a.html", page(1)), first.put("a.html", page(1).replace(b"bearing", b"hinge"))]
        (article,) = {first.ended("a.html", version)["article_id"] for version in versions}
        before = first.api.article(article).plain
        revisions = first.api.get(f"/v1/articles/{article}/revisions").plain
        first.process.send_signal(signal.SIGTERM)
        assert first.process.wait(timeout=180) == 0
    with served(tmp_path) as second:
        # The addresses, the key, the articles and the pages, all as they were.
        assert second.told == first.told
        assert second.api.article(article).plain == before
        assert second.api.get(f"/v1/articles/{article}/revisions").plain == revisions
        listed = second.s3.list_object_versions(Bucket=second.told["inbox_bucket"])["Versions"]
        assert [each["VersionId"] for each in listed] == versions[::-1]
        oldest = second.s3.get_object(Bucket=second.told["inbox_bucket"], Key="a.html", VersionId=versions[0])
        assert oldest["Body"].read() == page(1)
        # Nothing is worked on once more.
        with closing(sqlite3.connect(tmp_path / "clippings.sqlite3")) as database:
            assert database.execute("SELECT count(*) FROM messages").fetchone() == (0,)


def test_acknowledged_writes_survive_a_kill(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    answered: dict[str, str] = {}  # keys of uploads that S3 confirmed, with their versions
    known: dict[str, dict[str, Any]] = {}  # articles as the API answered them
    number = 0
    for _ in range(KILLS):
        with served(tmp_path) as service, ThreadPoolExecutor(4) as pool:
            for key in list(answered):  # nothing that was answered before may be missing or different
                service.s3.head_object(Bucket=service.told["inbox_bucket"], Key=key, VersionId=answered[key])
            for article, text in known.items():
                assert service.api.article(article).plain == text
            numbers = range(number, number + 12)
            number += 12
            moment = chance.uniform(0.2, 4)
            done = pool.map(lambda each, to=service: try_to_put(to, each), numbers)
            time.sleep(moment)
            for item in service.api.items("/v1/articles", {"limit": 100}):
                known[item["id"]] = service.api.article(item["id"]).plain
            service.process.kill()
            answered |= dict(filter(None, done))
    assert answered
    with served(tmp_path) as service:
        ended = {key: service.ended(key, version) for key, version in answered.items()}
        assert {item["status"] for item in ended.values()} == {"stored"}
        for article, text in known.items():
            assert service.api.article(article).plain == text


def try_to_put(service: Service, number: int) -> tuple[str, str] | None:
    """Put a page; return its key and version, or None where the service was gone before it answered."""
    try:
        return f"{number}.html", service.put(f"{number}.html", page(number))
    except (ClientError, BotoCoreError):
        return None


def test_reads_do_not_wait_for_parsing(tmp_path: Path) -> None:
    costly = b"<article>" + b"<div><p>Some words of a text, and some more.</p>" * 20_000 + b"</article>"
    with served(tmp_path) as service:
        service.ended("first.html", service.put("first.html", page(1)))
        service.put("costly.html", costly)
        waits, statuses, start = [], set(), time.monotonic()
        while True:
            time.sleep(0.05)  # fewer requests than the limit of the key
            began = time.monotonic()
            found = list(service.api.items("/v1/ingestions", {"key": "costly.html"}, 1))
            waits.append(time.monotonic() - began)
            statuses |= {item["status"] for item in found}
            if statuses & FINAL:
                break
        # Several reads were answered while the page was worked on; none of them took as long as that did.
        assert len(waits) > 3
        assert max(waits) < (time.monotonic() - start) / 2
