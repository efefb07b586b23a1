"""``local/sam-local.json`` connects a function to the data of a running ``clippings serve``."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from tests.integration.conftest import ROOT, Bench

GIVEN: dict[str, str] = json.loads((ROOT / "local" / "sam-local.json").read_text("utf-8"))["Parameters"]
#: The addresses differ on purpose: a container reaches the service by another one.
ADDRESSES = {"AWS_ENDPOINT_URL", "CLIPPINGS_PUBLIC_S3_ENDPOINT"}
#: A connection that fails is not tried again: a person waits for what is wrong.
CHOSEN = {"CLIPPINGS_CALL_ATTEMPTS": "1"}


def test_sam_local_variables_match_the_local_service(shared_bench: Bench) -> None:
    secret = shared_bench.account.secretsmanager.describe_secret(SecretId=GIVEN["CLIPPINGS_CURSOR_SECRET_ARN"])
    used = {name: value for each in shared_bench.functions.values() for name, value in each.environment.items()}
    named = GIVEN | {"CLIPPINGS_CURSOR_SECRET_ARN": secret["ARN"]}
    for name in set(GIVEN) - ADDRESSES - set(CHOSEN):
        if name.endswith("_URL"):
            assert urlsplit(named[name]).path == urlsplit(used[name]).path
        else:
            assert named[name] == used[name], name
    assert CHOSEN.items() <= GIVEN.items()


def test_sam_local_variables_cover_all_resources(shared_bench: Bench) -> None:
    made = {value for resource in shared_bench.resources._made.values() for value in resource.values()}
    for function in shared_bench.functions.values():
        naming = {name for name, value in function.environment.items() if value in made}
        assert naming <= set(GIVEN), function.name
