"""One client for each service: how it retries, how it signs, and which endpoint it has."""

from __future__ import annotations

from tests.support.client_maker import ClientMaker, make_wiring

from clippings.settings import Settings
from clippings.storage import Wiring


def test_stores_share_one_client_of_a_service() -> None:
    maker = ClientMaker()
    wiring = make_wiring(maker)
    wiring.articles.get_record("a")
    wiring.keys.get("b")
    wiring.table.get("c", "d")
    assert maker.made == ["dynamodb"]


def test_no_client_waits_longer_than_a_function_may_work_and_each_retries_what_is_throttled() -> None:
    """boto3 waits a minute by default, and the reads of the API's functions end after half of that."""
    maker = ClientMaker()
    wiring = make_wiring(maker)
    for service in (wiring._dynamodb, wiring._s3, wiring._sqs, wiring.cursors._secret):
        assert service
    assert sorted(maker.how) == ["dynamodb", "s3", "secretsmanager", "sqs"]
    for service, config in maker.how.items():
        assert config["connect_timeout"] <= 1, service
        assert config["read_timeout"] <= 5, service
        assert config["retries"] == {"mode": "standard", "total_max_attempts": 3}, service


def test_presigned_addresses_are_signed_with_their_headers() -> None:
    """The older signature, boto3's default for presigning, binds neither size nor type."""
    maker = ClientMaker()
    assert make_wiring(maker)._s3
    assert maker.how["s3"]["signature_version"] == "s3v4"


def test_presigned_urls_name_the_public_endpoint_and_everything_else_the_functions_own() -> None:
    """In a container S3 has another address than in the browser that the URL is for."""
    maker = ClientMaker()
    wiring = Wiring(Settings("inbox", "parsed", "articles", public_s3_endpoint="http://127.0.0.1:5577"), maker)
    wiring.inbox._signer()
    assert maker.endpoints == ["http://127.0.0.1:5577"]
    wiring.inbox._client()
    assert maker.endpoints == ["http://127.0.0.1:5577", None]
    assert maker.how["s3"]["signature_version"] == "s3v4"


def test_without_a_public_endpoint_one_client_reads_and_signs() -> None:
    wiring = make_wiring(maker := ClientMaker())
    assert wiring.parsed._signer() is wiring.parsed._client()
    assert maker.endpoints == [None]
