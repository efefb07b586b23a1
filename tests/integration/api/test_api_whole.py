"""The whole service in one process: pages are put into the bucket, and read through the API and its commands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3
from tests.integration.api.browsing import opened_reader

from clippings_local.command import main
from clippings_local.project import find_project, sample_pages
from clippings_local.stack import LocalStack, running_stack


@pytest.fixture(scope="module")
def stack() -> Iterator[LocalStack]:
    with running_stack(find_project().template) as running:
        yield running


@pytest.fixture(autouse=True)
def _quiet(stack: LocalStack) -> None:
    """No function is still at work for an earlier test: what it prints would be among what a command printed."""
    assert stack.settle()


def put(stack: LocalStack, key: str, page: bytes) -> dict[str, Any]:
    """Put *page* into the inbox and return its ingestion."""
    stack.account.s3.put_object(Bucket=stack.inbox_bucket, Key=key, Body=page, ContentType="text/html")
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        items = ask(stack, "/v1/ingestions", key=key).json()["items"]
        if items and items[0]["status"] in {"stored", "unchanged", "rejected", "failed"}:
            return dict(items[0])
        time.sleep(0.05)
    pytest.fail(f"nothing became of {key}")


def ask(stack: LocalStack, path: str, method: str = "GET", **query: str) -> Any:
    headers = {"x-api-key": stack.api_key}
    return urllib3.request(method, stack.api + path, fields=query or None, headers=headers, redirect=False, timeout=60)


ROOT = Path(__file__).parents[3]


def transcript(document: str) -> list[tuple[str, str]]:
    """Return the commands in *document*, each with the answer that it shows."""
    (shown,) = re.findall(r"```console\n(.*?)```", (ROOT / document).read_text("utf-8"), re.DOTALL)
    parts = [part.partition("\n") for part in ("\n" + shown).split("\n$ ")[1:]]
    return [(command, answer) for command, _, answer in parts]


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl, which the README asks with")
@pytest.mark.parametrize("document", ["README.md", "docs/api.md"])
def test_the_transcript_in_the_documentation_is_correct(stack: LocalStack, document: str) -> None:
    page = sample_pages()[0]
    put(stack, page.name, page.read_bytes())
    environment = {"PATH": os.environ["PATH"], "API": stack.api, "KEY": stack.api_key}
    asked = transcript(document)
    assert len(asked) >= 8
    for command, shown in asked:
        run = subprocess.run(
            ["/bin/bash", "-c", command], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        pattern = ".*".join(re.escape(part) for part in shown.strip("\n").split("…"))
        assert re.fullmatch(pattern, run.stdout.strip("\n"), re.DOTALL), f"{command}\n{run.stdout}"


def own_page(sample: int, word: str) -> bytes:
    """Return a sample page at an address of its own, which no other test takes for a capture of the same article."""
    page = sample_pages()[sample].read_bytes()
    address = re.search(rb'rel="canonical" href="[^"]*/([^"/]+)/?"', page)
    assert address is not None
    return page.replace(address[1], word.encode())


def versions(stack: LocalStack, bucket: str) -> list[str]:
    found = stack.account.s3.list_object_versions(Bucket=stack.resources.ref(bucket))
    return sorted(each["Key"] for each in (*found.get("Versions", ()), *found.get("DeleteMarkers", ())))


def test_the_withdraw_command_takes_an_article_down_permanently(
    stack: LocalStack, capsys: pytest.CaptureFixture[str]
) -> None:
    page = own_page(0, "withdrawn")
    others = versions(stack, "ParsedBucket")
    stored = put(stack, "to-be-withdrawn.html", page)
    article = ask(stack, f"/v1/articles/{stored['article_id']}").json()

    command = ["admin", "withdraw", stored["article_id"], "--reason", "on request", "--api", stack.api]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["done"] is True

    assert ask(stack, f"/v1/articles/{stored['article_id']}").status == 410
    assert ask(stack, "/v1/articles/by-url", url=article["canonical_url"]).status == 410
    assert "to-be-withdrawn.html" not in versions(stack, "InboxBucket")
    assert versions(stack, "ParsedBucket") == others
    again = put(stack, "crawled-again.html", page)
    assert (again["status"], again["reason"]) == ("rejected", "withdrawn")
    assert again["article_id"] == stored["article_id"]
    assert main(["admin", "replay", stored["article_id"], "--api", stack.api]) == 1
    assert main(command) == 0


@pytest.mark.skipif(shutil.which("jq") is None, reason="no jq, which docs/operations.md reads ids with")
def test_all_articles_about_a_person_are_found_and_taken_down_as_the_docs_say(
    stack: LocalStack, tmp_path: Path
) -> None:
    def about(author: str, title: str, word: str) -> str:
        text = "".join(f"<p>{word} {count} was said at the harbor by those who were there that day.</p>" for count in
                       ("First", "Second", "Third", "Fourth", "Fifth", "Sixth"))  # fmt: skip
        told = {"@type": "NewsArticle", "headline": title, "author": {"@type": "Person", "name": author}}
        page = (
            f'<html lang="en"><head><title>{title}</title><link rel="canonical" href="https://p.example/{word}">'
            f'<script type="application/ld+json">{json.dumps(told)}</script></head>'
            f"<body><article><h1>{title}</h1>{text * 3}</article></body></html>"
        )
        return str(put(stack, f"{word}.html", page.encode())["article_id"])

    by_her = about("Jane Roe", "What a quay remembers", "quay")
    of_her = about("Tom Poe", "Jane Roe is elected harbor master", "election")
    of_others = about("Tom Poe", "Jane and Roe are two boats", "boats")
    steps = (ROOT / "docs" / "operations.md").read_text("utf-8").partition("**All articles about a person.**")[2]
    commands = steps.split("```")[1]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "CLIPPINGS_API": stack.api,
        "CLIPPINGS_API_KEY": stack.api_key,
        "AWS_ACCESS_KEY_ID": "of-an-operator",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "eu-central-1",
    }
    ran = subprocess.run(
        ["/bin/bash", "-c", commands], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "What a quay remembers" in ran.stdout, ran.stderr
    found = set((tmp_path / "found").read_text().split())
    assert {by_her, of_her} <= found
    statuses = {each: ask(stack, f"/v1/articles/{each}").status for each in (by_her, of_her)}
    assert statuses == {by_her: 410, of_her: 410}
    # Words of a title are found in any order, which is why the steps show each article before it is withdrawn.
    assert ask(stack, f"/v1/articles/{of_others}").status == (410 if of_others in found else 200)


def test_the_replay_command_keeps_the_history(stack: LocalStack, capsys: pytest.CaptureFixture[str]) -> None:
    stored = put(stack, "replayed.html", own_page(1, "replayed.html"))
    path = f"/v1/articles/{stored['article_id']}"
    before = ask(stack, path).json(), ask(stack, f"{path}/revisions").json()

    assert main(["admin", "replay", stored["article_id"], "--api", stack.api]) == 0
    assert json.loads(capsys.readouterr().out) == {"article_id": stored["article_id"], "captures": 1}
    assert stack.settle()

    assert (ask(stack, path).json(), ask(stack, f"{path}/revisions").json()) == before


def test_unsigned_admin_calls_answer_a_problem(stack: LocalStack) -> None:
    answer = ask(stack, f"/v1/admin/articles/{'a' * 26}/withdrawal", "POST")
    assert (answer.status, answer.headers["content-type"]) == (403, "application/problem+json")
    assert answer.json()["type"] == "urn:clippings:problem:not-signed"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/", "GET, HEAD"),
        ("PUT", "/docs", "GET, HEAD"),
        ("GET", "/v1/uploads", "POST"),
        ("PUT", "/v1/feeds", "GET, HEAD, POST"),
        ("DELETE", "/v1/articles", "GET, HEAD"),
        ("POST", "/v1/changes", "GET, HEAD"),
    ],
)
def test_a_wrong_method_answers_the_allowed_ones_on_every_route(
    stack: LocalStack, method: str, path: str, allowed: str
) -> None:
    answer = urllib3.request(method, stack.api + path, headers={"x-api-key": stack.api_key}, timeout=60)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)
    assert answer.json()["type"] == "urn:clippings:problem:method-not-allowed"


@pytest.mark.parametrize("path", ["/v1", "/v2/articles", "/v1/nothing/at/all"])
def test_an_unknown_path_answers_a_problem_with_and_without_a_key(stack: LocalStack, path: str) -> None:
    known = ask(stack, path)
    assert (known.status, known.json()["type"]) == (404, "urn:clippings:problem:no-such-path")
    unknown = urllib3.request("GET", stack.api + path, timeout=60)
    assert (unknown.status, unknown.json()["type"]) == (403, "urn:clippings:problem:forbidden")


def test_the_list_command_supports_both_orders(
    stack: LocalStack, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPPINGS_API", stack.api)
    monkeypatch.setenv("CLIPPINGS_API_KEY", stack.api_key)
    for page in sample_pages()[1:3]:
        put(stack, page.name, page.read_bytes())
    days = {}
    for order in ("newest", "oldest"):
        assert main(["list", "--sort", order]) == 0
        days[order] = [json.loads(line)["day"] for line in capsys.readouterr().out.splitlines()]
    assert days["newest"] == sorted(days["newest"], reverse=True)
    assert days["oldest"] == sorted(days["newest"])
    assert len(days["oldest"]) >= 2


def test_an_upload_in_the_reader_is_followed_until_it_is_stored_or_refused(stack: LocalStack) -> None:
    with opened_reader(stack.api, stack.api_key) as browser:
        browser.driver.get(f"{stack.api}/#/upload")
        browser.wait(".drop")
        pages = [str(page) for page in sample_pages() if page.name.startswith(("05", "07"))]
        browser.find("input[type=file]")[0].send_keys("\n".join(pages))
        assert browser.wait(".state.bad").text.startswith("not taken: ")
        assert browser.wait(".state.good").text == "stored"
        assert browser.complaints() == []
