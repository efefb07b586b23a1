"""An emulated AWS account on one machine: SQLite behind one HTTP endpoint with the protocols of AWS."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from clippings_local.data_folder import DataFolder, opened_data_folder
from clippings_local.store.database import Durability, create_or_upgrade
from clippings_local.store.stores import ACCOUNT_ID, REGION, Stores

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

__all__ = ["ACCOUNT_ID", "REGION", "Account", "HeldAccount", "host_in_url", "local_account"]

#: The default address, which no other machine can reach.
LOOPBACK = "127.0.0.1"
#: No signature is checked, but boto3 needs credentials to sign with.
ACCESS_KEY = "local"
SECRET_KEY = "local"  # noqa: S105
_NO_CONFIGURATION = {
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass(frozen=True)
class Account:
    """Clients of the account at *endpoint*. They ignore the user's AWS configuration and proxies."""

    endpoint: str

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment variables with which boto3 uses this account and no other."""
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
    """Remove the user's AWS configuration, since boto3 would fail for a missing profile."""
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


@dataclass(frozen=True)
class HeldAccount(Account):
    """An account that this process serves; *stores* reach its data without HTTP."""

    stores: Stores
    folder: DataFolder


@contextmanager
def local_account(port: int = 0, host: str = LOOPBACK, folder: DataFolder | None = None) -> Iterator[HeldAccount]:
    """Serve the account of *folder* at *host* and *port* (0: any free port) until the block ends.

    Without *folder* the account is empty and temporary.
    """
    # Imported here, since `clippings parse` or `get` must not load a server.
    from werkzeug.serving import WSGIRequestHandler, make_server

    from clippings_local.store.endpoint import Endpoint

    class AccountRequestHandler(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"

        def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
            """Log nothing, since a line for each request would hide everything else."""

    with ExitStack() as stack:
        stack.enter_context(_without_users_aws())
        held = folder or stack.enter_context(opened_data_folder(None))
        database = create_or_upgrade(held.database, Durability.POWER_LOSS if held.keeps else Durability.NOTHING)
        stack.callback(database.close)
        endpoint = Endpoint()
        server = make_server(host, port, endpoint, threaded=True, request_handler=AccountRequestHandler)
        stack.callback(server.server_close)
        address = f"http://{host_in_url(host)}:{server.server_port}"
        stores = Stores.over(database, address)
        # Messages that the last service received and did not finish are delivered again.
        stores.queues.show_received()
        stores.tables.delete_expired()
        endpoint.stores = stores
        thread = threading.Thread(target=server.serve_forever, name="account", daemon=True)
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        yield HeldAccount(address, stores, held)


def host_in_url(host: str) -> str:
    """Return the IP address *host* in the form of a URL; an address for all interfaces becomes the loopback address."""
    if ip_address(host).is_unspecified:
        return LOOPBACK if "." in host else "[::1]"
    return f"[{host}]" if ":" in host else host
