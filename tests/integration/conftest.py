"""The template's functions over buckets, queues and a table of their own, called one by one: no event sources."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from clippings_local.account import HeldAccount, local_account
from clippings_local.functions import Function
from clippings_local.resources import PSEUDO_PARAMETERS, Resources
from clippings_local.stack import make_functions, record_key
from clippings_local.template import read_template

ROOT = Path(__file__).parents[2]
#: The key that the requests in ``events/`` are sent with.
EVENT_KEY = "EXAMPLEexampleEXAMPLEexampleEXAMPLEexampl"
_ONLY = Lock()


@dataclass(frozen=True)
class Bench:
    """*functions* by logical name; *log* holds what they printed."""

    account: HeldAccount
    resources: Resources
    functions: Mapping[str, Function]
    log: io.StringIO

    @property
    def inbox(self) -> str:
        return self.resources.ref("InboxBucket")

    def put(self, key: str, body: bytes, **rest: Any) -> str:
        """Put an object into the inbox; return its version."""
        return self.account.s3.put_object(Bucket=self.inbox, Key=key, Body=body, **rest)["VersionId"]

    def parsed(self) -> list[str]:
        """Return the keys under ``parsed/``."""
        bucket = self.resources.ref("ParsedBucket")
        found = self.account.s3.list_objects_v2(Bucket=bucket, Prefix="parsed/")
        return [item["Key"] for item in found.get("Contents", [])]

    def ingestions(self, key: str) -> list[dict[str, Any]]:
        """What the table says became of *key*, newest first."""
        request = {
            "resource": "/{proxy+}",
            "path": "/v1/ingestions",
            "httpMethod": "GET",
            "headers": {"host": "api.example", "x-api-key": EVENT_KEY},
            "multiValueHeaders": {"host": ["api.example"], "x-api-key": [EVENT_KEY]},
            "queryStringParameters": {"key": key},
            "multiValueQueryStringParameters": {"key": [key]},
            "pathParameters": {"proxy": "v1/ingestions"},
            "requestContext": {"stage": "live", "path": "/live/v1/ingestions", "requestId": "1", "identity": {}},
            "body": None,
            "isBase64Encoded": False,
        }
        answer = self.functions["LookupFunction"].invoke(request)
        assert answer["statusCode"] == 200, answer
        items: list[dict[str, Any]] = json.loads(answer["body"])["items"]
        return items


@contextmanager
def opened_bench(**parameters: str) -> Iterator[Bench]:
    """An empty one; what it holds is forgotten at the end. There is one at a time: the environment is the process's."""
    template = read_template(ROOT / "template.yaml", parameters, PSEUDO_PARAMETERS)
    assert not _ONLY.locked(), "a test that opens a bench of its own would empty the one that its module shares"
    with _ONLY, local_account() as account:
        resources = Resources(template, account)
        resources.make_all()
        record_key(resources, EVENT_KEY)
        log = io.StringIO()
        yield Bench(account, resources, make_functions(resources, ROOT, log), log)


@pytest.fixture
def bench() -> Iterator[Bench]:
    with opened_bench() as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_bench() -> Iterator[Bench]:
    """One for a whole module, whose tests use a key each."""
    with opened_bench() as opened:
        yield opened
