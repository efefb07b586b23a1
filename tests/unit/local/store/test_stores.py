"""Clients that take the place of boto3's, and settings."""

from __future__ import annotations

import pytest

from clippings_local.store.stores import Stores


def test_a_setting_is_kept_until_it_is_overwritten(stores: Stores) -> None:
    assert stores.setting("api_port") is None
    stores.set("api_port", "1")
    stores.set("api_port", "2")
    assert stores.setting("api_port") == "2"


def test_only_supported_services_have_clients(stores: Stores) -> None:
    assert stores.client("dynamodb") is stores.tables
    assert stores.client("sqs") is stores.queues
    assert stores.client("secretsmanager") is stores.secrets
    with pytest.raises(KeyError):
        stores.client("lambda")


def test_presigned_urls_name_the_address_of_the_account(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3 = stores.client("s3", {"signature_version": "s3v4"})
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"}, ExpiresIn=60)
    assert url.startswith("http://127.0.0.1:1/b/k?")
