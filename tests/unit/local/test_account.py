"""The account in this process: empty at first, separate from the user's own AWS account, deleted at the end."""

from __future__ import annotations

import os
import socket

import boto3
import pytest
from botocore.config import Config

from clippings_local.account import Account, host_in_url, local_account


def test_the_environment_selects_only_the_local_account() -> None:
    told = Account("http://127.0.0.1:9").environment
    assert told["AWS_ENDPOINT_URL"] == "http://127.0.0.1:9"
    assert told["AWS_REGION"] == told["AWS_DEFAULT_REGION"]
    assert {told["AWS_CONFIG_FILE"], told["AWS_SHARED_CREDENTIALS_FILE"]} == {os.devnull}
    assert told["AWS_EC2_METADATA_DISABLED"] == "true"
    assert "127.0.0.1" in told["NO_PROXY"]


def test_the_profile_and_proxy_of_the_user_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "somebody-elses")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    before = dict(os.environ)
    with local_account() as account:
        assert account.endpoint.startswith("http://127.0.0.1:")
        assert account.s3.list_buckets()["Buckets"] == []
        assert "AWS_PROFILE" not in os.environ
    assert dict(os.environ) == before


def test_each_temporary_account_is_empty() -> None:
    for _ in range(2):
        with local_account() as account:
            assert account.s3.list_buckets()["Buckets"] == []
            assert "QueueUrls" not in account.sqs.list_queues()
            assert account.dynamodb.list_tables()["TableNames"] == []
            assert account.secretsmanager.list_secrets()["SecretList"] == []
            account.s3.create_bucket(Bucket="inbox")
            account.sqs.create_queue(QueueName="news")
            account.secretsmanager.create_secret(Name="key", SecretString="s")


def test_the_account_listens_on_the_given_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with local_account(port) as account:
        assert account.endpoint == f"http://127.0.0.1:{port}"


def test_a_caller_with_another_region_finds_the_same_account() -> None:
    """`sam local` gives a function the region of the user's own configuration."""
    with local_account() as account:
        account.sqs.create_queue(QueueName="news")
        elsewhere = boto3.session.Session("any", "thing", region_name="eu-central-1").client(
            "sqs", endpoint_url=account.endpoint, config=Config(proxies={})
        )
        assert elsewhere.list_queues()["QueueUrls"] == account.sqs.list_queues()["QueueUrls"]


def test_the_account_listens_at_the_given_address() -> None:
    with local_account(host="127.0.0.2") as account:
        assert account.endpoint.startswith("http://127.0.0.2:")
        assert account.environment["NO_PROXY"] == "127.0.0.2"
        port = int(account.endpoint.rpartition(":")[2])
        with socket.socket() as nobody:
            assert nobody.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize(
    ("host", "named"),
    [("127.0.0.2", "127.0.0.2"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("::", "[::1]")],  # noqa: S104
)
def test_a_url_names_an_address_that_can_be_connected_to(host: str, named: str) -> None:
    assert host_in_url(host) == named
