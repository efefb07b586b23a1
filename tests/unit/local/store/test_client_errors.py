"""Errors have the form of botocore's."""

from __future__ import annotations

from typing import Any

from clippings_local.store.client_errors import client_error


def test_an_error_has_code_status_and_details() -> None:
    refused = client_error("NoSuchKey", "there is none", "GetObject", 404, Key="a")
    response: Any = refused.response
    assert response["Error"] == {"Code": "NoSuchKey", "Message": "there is none"}
    assert (response["ResponseMetadata"]["HTTPStatusCode"], response["Key"]) == (404, "a")
    assert refused.operation_name == "GetObject"
