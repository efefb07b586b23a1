"""An AWS account that lives in this process: moto behind one HTTP endpoint on the loopback interface."""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from clippings_local.shortcuts import take_shortcuts

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

REGION = "us-east-1"
#: Where the service listens unless it is told otherwise: no other machine reaches it.
LOOPBACK = "127.0.0.1"
#: moto's own account; every name and ARN of the local floor carries it.
ACCOUNT_ID = "123456789012"
#: moto checks no signature; boto3 still wants something to sign with.
ACCESS_KEY = "local"
SECRET_KEY = "local"  # noqa: S105
_NO_CONFIGURATION = {
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass(frozen=True)
class Account:
    """Clients of the account at *endpoint*. They ignore the user's AWS configuration and proxies on purpose."""

    endpoint: str

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point boto3 at this account, and away from any other."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            **_NO_CONFIGURATION,
            "NO_PROXY": str(urlsplit(self.endpoint).hostname),
        }

    def _client(self, service: str) -> Any:
        session = boto3.session.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION)
        config = Config(proxies={}, retries={"max_attempts": 2, "mode": "standard"}, max_pool_connections=20)
        return session.client(service, endpoint_url=self.endpoint, config=config)  # type: ignore[call-overload]

    @cached_property
    def s3(self) -> S3Client:
        return self._client("s3")  # type: ignore[no-any-return]

    @cached_property
    def sqs(self) -> SQSClient:
        return self._client("sqs")  # type: ignore[no-any-return]

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        return self._client("dynamodb")  # type: ignore[no-any-return]

    @cached_property
    def secretsmanager(self) -> SecretsManagerClient:
        return self._client("secretsmanager")  # type: ignore[no-any-return]


@contextmanager
def _without_users_aws() -> Iterator[None]:
    """The process without the user's AWS configuration: boto3, in moto too, would stop at a profile that is missing."""
    theirs = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    for name in theirs:
        del os.environ[name]
    os.environ.update(_NO_CONFIGURATION)
    try:
        yield
    finally:
        for name in _NO_CONFIGURATION:
            os.environ.pop(name, None)
        os.environ.update(theirs)


class OneRegion:
    """The application *account*, which sees every signed request as one for :data:`REGION`.

    moto has a separate account in each region. A caller that has another region configured, as `sam local` may have,
    would find that one empty.
    """

    _SCOPE = re.compile(r"(Credential=[^/,]*/[0-9]{8}/)[^/,]+")

    def __init__(self, account: WSGIApplication) -> None:
        self._account = account

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if signed := environ.get("HTTP_AUTHORIZATION"):
            environ["HTTP_AUTHORIZATION"] = self._SCOPE.sub(rf"\g<1>{REGION}", signed)
        return self._account(environ, start_response)


@contextmanager
def local_account(port: int = 0, host: str = LOOPBACK) -> Iterator[Account]:
    """Start moto's server at *host* and *port* (0: any free one), empty; stop it and forget everything at the end."""
    # Imported here: `clippings parse` or `get` must not wait for moto.
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    take_shortcuts()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line a request drowns everything else
    with _without_users_aws():
        _forget()
        application = OneRegion(DomainDispatcherApplication(create_backend_app))
        server = make_server(host, port, application, threaded=True, request_handler=MotoRequestHandler)
        thread = threading.Thread(target=server.serve_forever, name="account", daemon=True)
        thread.start()
        try:
            yield Account(f"http://{host_in_url(host)}:{server.server_port}")
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            _forget()


def host_in_url(host: str) -> str:
    """Return how a URL names the IP address *host*: an address that stands for all interfaces by the loopback one."""
    if ip_address(host).is_unspecified:
        return LOOPBACK if "." in host else "[::1]"
    return f"[{host}]" if ":" in host else host


def _forget() -> None:
    """Empty the account: moto's backends outlive its server."""
    from moto.backends import get_backend

    for service in ("s3", "sqs", "dynamodb", "secretsmanager"):
        get_backend(cast("Any", service)).reset()
