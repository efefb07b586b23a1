"""A call by IAM carries AWS's signature, by the caller's credentials and for the API's own region."""

from __future__ import annotations

import re

import pytest

from clippings_local.cli_errors import CommandError
from clippings_local.signing import sign

API = "https://abc123.execute-api.eu-west-1.amazonaws.com/live/v1/admin/articles/x/replay"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A user without any AWS configuration."""
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, f"{tmp_path}/none")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not a secret")


def scope(headers: dict[str, str]) -> tuple[str, ...]:
    """Key, region and service of a signature."""
    named = r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d{8}/([^/]+)/([^/]+)/aws4_request"
    found = re.fullmatch(named + r", SignedHeaders=\S+, Signature=[0-9a-f]{64}", headers["Authorization"])
    assert found
    return found.groups()


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost"])
def test_requests_to_the_local_service_are_signed_with_its_key(host: str) -> None:
    assert scope(sign("POST", f"http://{host}/v1/admin/x", b"{}", {})) == ("local", "us-east-1", "execute-api")


@pytest.mark.usefixtures("somebody")
def test_the_region_is_read_from_the_host_of_the_api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    assert scope(sign("POST", API, b"{}", {})) == ("AKIDEXAMPLE", "eu-west-1", "execute-api")


@pytest.mark.usefixtures("somebody")
def test_behind_a_custom_domain_the_callers_region_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    assert scope(sign("POST", "https://api.example.org/v1/admin/x", b"{}", {}))[1] == "us-west-2"


@pytest.mark.usefixtures("somebody")
def test_without_a_region_the_error_names_the_variable() -> None:
    with pytest.raises(CommandError, match="set AWS_DEFAULT_REGION"):
        sign("POST", "https://api.example.org/v1/admin/x", b"{}", {})


def test_without_credentials_the_error_says_that_an_api_key_is_not_enough() -> None:
    with pytest.raises(CommandError, match="no AWS credentials"):
        sign("POST", API, b"{}", {})


@pytest.mark.usefixtures("somebody")
def test_headers_are_kept_and_the_signature_depends_on_the_body() -> None:
    one, other = (sign("POST", API, body, {"content-type": "application/json"}) for body in (b"{}", b"[]"))
    assert one["content-type"] == "application/json"
    assert "content-type" in one["Authorization"]
    assert one["Authorization"].rpartition("=")[2] != other["Authorization"].rpartition("=")[2]


@pytest.mark.usefixtures("somebody")
def test_the_session_token_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "a token")
    assert sign("POST", API, b"{}", {})["X-Amz-Security-Token"] == "a token"
