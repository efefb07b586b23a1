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


def test_clients_time_out_before_the_function_and_retry_throttling() -> None:
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


def test_only_presigned_urls_use_the_public_endpoint() -> None:
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
