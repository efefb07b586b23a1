"""Secrets stay what they were made with."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.stores import Stores


def test_a_secret_is_read_by_its_name_and_by_its_arn(stores: Stores) -> None:
    arn = stores.secrets.create_secret(Name="cursor", SecretString="s1")["ARN"]
    assert stores.secrets.get_secret_value(SecretId="cursor")["SecretString"] == "s1"
    assert stores.secrets.get_secret_value(SecretId=arn)["SecretString"] == "s1"
    assert stores.secrets.describe_secret(SecretId="cursor")["ARN"] == arn
    assert [each["Name"] for each in stores.secrets.list_secrets()["SecretList"]] == ["cursor"]


def test_duplicate_and_missing_secrets_are_errors(stores: Stores) -> None:
    stores.secrets.create_secret(Name="cursor", SecretString="s1")
    with pytest.raises(ClientError, match="already exists"):
        stores.secrets.create_secret(Name="cursor", SecretString="s2")
    assert stores.secrets.get_secret_value(SecretId="cursor")["SecretString"] == "s1"
    with pytest.raises(ClientError, match="can't find"):
        stores.secrets.get_secret_value(SecretId="other")
