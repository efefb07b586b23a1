"""AWS signatures of requests to API Gateway, for the calls that IAM authorizes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from clippings_local.account import ACCESS_KEY, REGION, SECRET_KEY
from clippings_local.cli_errors import CommandError

_API_HOST = re.compile(r"\.execute-api\.([a-z0-9-]+)\.amazonaws\.")


def sign(method: str, address: str, body: bytes, headers: Mapping[str, str]) -> dict[str, str]:
    """Return *headers* and those that sign the request with the caller's credentials.

    For the service on this machine, the key of its own account is used, since it has no users.

    Raises:
        CommandError: There are no credentials, or no region is set.
    """
    host = urlsplit(address).hostname or ""
    if host in ("127.0.0.1", "localhost"):
        credentials, region = Credentials(ACCESS_KEY, SECRET_KEY), REGION
    else:
        session = boto3.session.Session()
        found, named = session.get_credentials(), _API_HOST.search(host)
        if found is None:
            raise CommandError("no AWS credentials: this call must be signed with them, and an API key is not enough")
        credentials, region = found.get_frozen_credentials(), named[1] if named else session.region_name or ""  # type: ignore[assignment]
        if not region:
            raise CommandError("no region given: set AWS_DEFAULT_REGION to the region of the API")
    request = AWSRequest(method, address, dict(headers), body)
    SigV4Auth(credentials, "execute-api", region).add_auth(request)
    return dict(request.headers.items())
