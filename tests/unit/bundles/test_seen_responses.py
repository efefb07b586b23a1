"""What is remembered for revisit records."""

from __future__ import annotations

from clippings.bundles.headers import Headers
from clippings.bundles.seen_responses import SeenResponses


def headers(**values: str) -> Headers:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in values.items()]
    return Headers("\r\n".join(["WARC/1.0", *lines]).encode())


RESPONSE = headers(WARC_Record_ID="<urn:uuid:1>", WARC_Payload_Digest="sha1:A", WARC_Date="2024-05-01T10:00:00Z")


def test_a_response_is_found_by_id_digest_and_address_with_date() -> None:
    responses = SeenResponses(10)
    responses.remember(RESPONSE, "https://press.example/1", 700)
    assert responses.find(headers(WARC_Refers_To="<urn:uuid:1>")) == 700
    assert responses.find(headers(WARC_Payload_Digest="sha1:A")) == 700
    refers = headers(WARC_Refers_To_Target_URI="https://press.example/1", WARC_Refers_To_Date="2024-05-01T10:00:00Z")
    assert responses.find(refers) == 700
    assert responses.find(headers(WARC_Payload_Digest="sha1:B")) is None
    assert responses.find(headers()) is None


def test_the_oldest_are_forgotten() -> None:
    responses = SeenResponses(2)
    for number in range(5):
        response = headers(WARC_Record_ID=f"<{number}>", WARC_Payload_Digest=f"sha1:{number}", WARC_Date="2024")
        responses.remember(response, f"https://press.example/{number}", number)
    assert responses.find(headers(WARC_Refers_To="<0>")) is None
    assert responses.find(headers(WARC_Refers_To="<4>")) == 4


def test_a_single_record_refers_to_the_given_response() -> None:
    assert SeenResponses(0, only=5).find(headers()) == 5
