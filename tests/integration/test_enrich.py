"""The enrich function with bad input: nothing is lost, and nothing is stored that was not read."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import urllib3
from tests.integration.conftest import EVENT_KEY, Bench
from tests.integration.enrich_steps import enrich, notification_of, parsed
from tests.support.queue_messages import message

from clippings_local.project import sample_pages

#: The tests share one account: a test that must file an article first uses a separate page.
PAGES = {page.name: page.read_bytes() for page in sample_pages()}


def rewrite(bench: Bench, key: str, change: Any) -> None:
    """Replace a parsed object by what *change* makes of its JSON."""
    bucket = bench.resources.ref("ParsedBucket")
    plain = json.loads(bench.account.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    bench.account.s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(change(plain)).encode())


def table(bench: Bench) -> list[dict[str, Any]]:
    return bench.account.dynamodb.scan(TableName=bench.resources.ref("ArticleTable"))["Items"]


def articles(bench: Bench) -> int:
    return sum(item["sk"]["S"] == "RECORD" for item in table(bench))


def without(name: str) -> Any:
    return lambda plain: {key: value for key, value in plain.items() if key != name}


UNREADABLE = {
    "another service": lambda plain: plain | {"service": "somebody-else"},
    "a newer schema": lambda plain: plain | {"article": plain["article"] | {"schema": 99}},
    "no capture": without("capture"),
    "no article": without("article"),
    "no extractor": without("extractor"),
    "a list": lambda _: [],
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_foreign_objects_fail_without_their_batch(shared_bench: Bench, case: str) -> None:
    good = parsed(shared_bench, f"good beside {case}.html", PAGES["02-microdata.html"])
    bad = parsed(shared_bench, f"{case}.html")
    rewrite(shared_bench, bad, UNREADABLE[case])

    left = enrich(
        shared_bench,
        message(notification_of(shared_bench, bad), "bad"),
        message(notification_of(shared_bench, good), "good"),
    )

    assert left == ["bad"]
    assert [row["status"] for row in shared_bench.ingestions(f"{case}.html")] == ["parsed"]
    assert shared_bench.ingestions(f"good beside {case}.html")[0]["status"] in ("stored", "unchanged")


def test_an_object_of_an_older_schema_is_filed(shared_bench: Bench) -> None:
    def older(plain: Any) -> Any:
        return plain | {"schema": 0, "extractor": 0, "article": without("truncated")(plain["article"]) | {"schema": 0}}

    key = parsed(shared_bench, "older.html", PAGES["03-bare-meta.html"])
    rewrite(shared_bench, key, older)
    before = articles(shared_bench)

    assert enrich(shared_bench, message(notification_of(shared_bench, key))) == []
    assert articles(shared_bench) == before + 1


def test_expired_objects_are_retried(shared_bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """A queue keeps messages for 14 days and the bucket its objects for 30; a dead letter can be older still."""
    assert enrich(shared_bench, message(notification_of(shared_bench, "parsed/0/v/1-1.json"))) == ["m1"]
    assert "does not exist any more: replay its upload" in caplog.text


def test_a_failure_at_the_last_receive_is_recorded_and_can_be_redriven(
    shared_bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = parsed(shared_bench, "unlucky.html", PAGES["06-opinion-with-comments.html"])

    def refuse(*_: Any, **__: Any) -> Any:
        raise TimeoutError("the table does not answer")

    with monkeypatch.context() as outage:
        outage.setattr("clippings.storage.filing.Filer.file", refuse)
        assert enrich(shared_bench, message(notification_of(shared_bench, key), receives=4)) == ["m1"]
        assert shared_bench.ingestions("unlucky.html")[0]["status"] == "parsed"
        assert enrich(shared_bench, message(notification_of(shared_bench, key), receives=5)) == ["m1"]
    (row,) = shared_bench.ingestions("unlucky.html")
    assert (row["status"], row["reason"]) == ("failed", "internal-error")
    assert "does not answer" not in row["detail"]

    assert enrich(shared_bench, message(notification_of(shared_bench, key))) == []
    assert shared_bench.ingestions("unlucky.html")[0]["status"] == "stored"


def test_every_object_of_a_message_is_processed(shared_bench: Bench) -> None:
    good = parsed(shared_bench, "behind an expired one.html", PAGES["02-microdata.html"])
    told = [json.loads(notification_of(shared_bench, key))["Records"][0] for key in ("parsed/0/v/1-1.json", good)]

    assert enrich(shared_bench, message(json.dumps({"Records": told}))) == ["m1"]
    assert shared_bench.ingestions("behind an expired one.html")[0]["status"] in ("stored", "unchanged")


def test_log_lines_name_only_the_upload_of_their_message(shared_bench: Bench) -> None:
    good = parsed(shared_bench, "logged.html", PAGES["02-microdata.html"])
    told = [message(notification_of(shared_bench, key), key) for key in (good, "parsed/0/v/1-1.json")]
    before = len(shared_bench.log.getvalue())

    assert enrich(shared_bench, *told) == ["parsed/0/v/1-1.json"]

    lines = [json.loads(line) for line in shared_bench.log.getvalue()[before:].splitlines() if '"level"' in line]
    filed, failed = lines
    assert (filed["key"], filed["parsed_key"]) == ("logged.html", good)
    assert failed["parsed_key"] == "parsed/0/v/1-1.json"
    assert not {"bucket", "key", "version"} & failed.keys()


def read_api(bench: Bench, path: str, accept: str) -> dict[str, Any]:
    request = {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": "GET",
        "headers": {"host": "api.example", "accept": accept, "x-api-key": EVENT_KEY},
        "multiValueHeaders": {"host": ["api.example"], "accept": [accept], "x-api-key": [EVENT_KEY]},
        "pathParameters": {"proxy": path.lstrip("/")},
        "requestContext": {"stage": "live", "path": f"/live{path}", "requestId": "1", "identity": {}},
        "body": None,
        "isBase64Encoded": False,
    }
    answer: dict[str, Any] = bench.functions["LookupFunction"].invoke(request)
    return answer


def test_a_live_blog_of_five_megabytes_is_filed_and_read_from_the_bucket(shared_bench: Bench) -> None:
    """Its content is too big for an item and, as an answer, for Lambda: the API sends its reader to the bucket."""
    dice = random.Random(7)
    words = ["".join(dice.choices("aeioubcdfglmnprst", k=dice.randint(3, 9))) for _ in range(20_000)]
    entries = [" ".join(dice.choices(words, k=130)) for _ in range(6_000)]

    def grown(plain: dict[str, Any]) -> dict[str, Any]:
        block = plain["article"]["blocks"][0]
        blocks = [
            block | {"id": f"b{n}", "role": "paragraph", "content": [{"text": entry}]}
            for n, entry in enumerate(entries)
        ]
        return plain | {"article": plain["article"] | {"blocks": blocks}}

    key = parsed(shared_bench, "live.html")
    rewrite(shared_bench, key, grown)

    assert enrich(shared_bench, message(notification_of(shared_bench, key))) == []

    (row,) = shared_bench.ingestions("live.html")
    assert row["status"] == "stored"
    answer = read_api(shared_bench, f"/v1/articles/{row['article_id']}", "application/json")
    assert answer["statusCode"] == 307
    (address,) = answer["multiValueHeaders"]["Location"]
    article = urllib3.request("GET", address, timeout=60).json()  # its bytes are gzip, and say so
    assert article["text"] == "\n\n".join(entries)
    assert len(article["text"]) > 5_000_000
    assert max(len(str(item)) for item in table(shared_bench)) < 100_000
