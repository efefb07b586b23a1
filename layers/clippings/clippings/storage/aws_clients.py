"""The AWS clients of one container, each made on first use."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from clippings.settings import Settings
from clippings.storage.clients import client_config, longest_call

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

#: Without these options boto3 uses S3's global host, which redirects requests for some time after a bucket was created.
_REGIONAL = {"us_east_1_regional_endpoint": "regional", "addressing_style": "virtual"}


class AwsClients:
    """The clients for *settings*. *client* makes one from a service's name and a configuration."""

    def __init__(self, settings: Settings, client: Callable[..., Any]) -> None:
        self.settings = settings
        self._client = client

    def _config(self, **more: Any) -> dict[str, Any]:
        return client_config(self.settings.call_attempts, **more)

    @property
    def longest_call(self) -> int:
        """The longest time that one call of AWS can take, in seconds."""
        return longest_call(self.settings.call_attempts)

    @cached_property
    def _dynamodb(self) -> DynamoDBClient:
        client: DynamoDBClient = self._client("dynamodb", self._config())
        return client

    @cached_property
    def _s3(self) -> S3Client:
        hosts: dict[str, Any] = {} if self.settings.endpoint else {"s3": _REGIONAL}
        client: S3Client = self._client("s3", self._config(signature_version="s3v4", **hosts))
        return client

    @cached_property
    def _signing_s3(self) -> S3Client:
        """The client that signs presigned URLs, whose host may differ from the one that the functions use."""
        endpoint = self.settings.public_s3_endpoint
        if not endpoint:
            return self._s3
        client: S3Client = self._client("s3", self._config(signature_version="s3v4"), endpoint_url=endpoint)
        return client

    @cached_property
    def _sqs(self) -> SQSClient:
        client: SQSClient = self._client("sqs", self._config())
        return client

    @cached_property
    def _apigateway(self) -> Any:
        return self._client("apigateway", self._config())

    @cached_property
    def _firehose(self) -> Any:
        return self._client("firehose", self._config())

    @cached_property
    def _events(self) -> Any:
        return self._client("events", self._config())

    def _secret(self) -> str:
        manager = self._client("secretsmanager", self._config())
        return str(manager.get_secret_value(SecretId=self.settings.cursor_secret_arn)["SecretString"])
