"""A deployed stack on an emulated account: ministack, IAM enforced, over TLS, on the loopback interface alone.

Over TLS because the template's policies refuse anything else: S3 itself could not tell the queues over plain HTTP.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import boto3
import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

TOOLS = Path(__file__).parents[2] / ".tools"
REGION = "eu-west-1"
#: The account's root; ministack takes an account's number for its access key.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "000000000000", "AWS_SECRET_ACCESS_KEY": "test"}
STACK_NAME = "clippings"
FINAL = {"stored", "unchanged", "rejected", "failed"}
#: How long something may take to happen: a busy machine takes many times what a quiet one does.
PATIENCE_SECONDS = 400


def until(answer: Callable[[], Any], what: str) -> Any:
    """Ask again until there is an answer that is true; AssertionError after PATIENCE_SECONDS."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := answer()):
        assert time.monotonic() < deadline, f"{what} did not come to pass within {PATIENCE_SECONDS} s"
        time.sleep(0.2)
    return found


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def plain(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Stack:
    """The stack *name* in the account at *endpoint*.

    The account's certificate lies at *certificate*; *log* is what its functions printed.
    """

    endpoint: str
    certificate: Path
    log: Path
    name: str = STACK_NAME

    def client(self, service: str) -> Any:
        session = boto3.session.Session(*CREDENTIALS.values(), region_name=REGION)
        config = Config(proxies={}, signature_version="s3v4" if service == "s3" else None)
        return session.client(service, endpoint_url=self.endpoint, verify=str(self.certificate), config=config)

    @cached_property
    def outputs(self) -> dict[str, str]:
        """The stack's outputs by their names."""
        (found,) = self.client("cloudformation").describe_stacks(StackName=self.name)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}

    @cached_property
    def resources(self) -> dict[str, str]:
        """The physical names by their logical ones."""
        pages = self.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=self.name)
        found = (resource for page in pages for resource in page["StackResourceSummaries"])
        return {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in found}

    @cached_property
    def api_key(self) -> str:
        gateway = self.client("apigateway")
        key: str = gateway.get_api_key(apiKey=self.outputs["ApiKeyId"], includeValue=True)["value"]
        return key

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        return urllib3.PoolManager(ca_certs=str(self.certificate), retries=False)

    def send(self, method: str, address: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        answer = self._pool.request(method, address, headers=headers, body=body, redirect=False)
        return Reply(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.data)

    @property
    def api_host(self) -> str:
        """The host that the emulated API Gateway answers to: the API's own, under localhost instead of AWS's domain."""
        api = self.outputs["ApiUrl"].removeprefix("https://").partition(".")[0]
        return f"{api}.execute-api.localhost:{self.endpoint.rpartition(':')[2]}"

    def ask(
        self, path: str, key: str | None = "right", method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Reply:
        """Ask the deployed API with the right key, another one or none."""
        sent = {"host": self.api_host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if key:
            sent["x-api-key"] = self.api_key if key == "right" else key
        return self.send(method, f"{self.endpoint}/live{path}", sent, body)

    def ask_signed(self, method: str, path: str, body: bytes) -> Reply:
        """Ask with the signature of the account's root instead of a key."""
        address = f"{self.endpoint}/live{path}"
        headers = {"host": self.api_host, "content-type": "application/json"}
        request = AWSRequest(method, f"https://{self.api_host}/live{path}", headers=headers, data=body)
        SigV4Auth(Credentials(*CREDENTIALS.values()), "execute-api", REGION).add_auth(request)
        return self.send(method, address, dict(request.headers.items()), body)

    def put(self, key: str, body: bytes, **rest: Any) -> str:
        """Put a page into the inbox; return its version."""
        version: str = self.client("s3").put_object(Bucket=self.outputs["InboxBucket"], Key=key, Body=body, **rest)[
            "VersionId"
        ]
        return version

    def ended(self, key: str) -> dict[str, Any]:
        """Return the newest ingestion of *key*, once it has ended."""

        def newest() -> dict[str, Any] | None:
            answer = self.ask(f"/v1/ingestions?key={quote(key, safe='')}")
            if answer.status != 200:  # a first call of a function may take too long
                return None
            items = answer.plain["items"]
            return items[0] if items and items[0]["status"] in FINAL else None

        found: dict[str, Any] = until(newest, f"the end of {key}")
        return found

    def invoke(self, function: str, event: Mapping[str, Any]) -> Any:
        """Invoke a function directly; return its answer, or the error in the form of Lambda."""
        payload = json.dumps(event).encode()
        answer = self.client("lambda").invoke(FunctionName=self.resources[function], Payload=payload)
        return json.loads(answer["Payload"].read() or "null")

    @contextmanager
    def without(self, role: str, sid: str) -> Iterator[None]:
        """The stack with one statement taken out of a role's policy, for a while."""
        iam, name = self.client("iam"), self.resources[role]
        (policy,) = iam.list_role_policies(RoleName=name)["PolicyNames"]
        whole = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
        left = {**whole, "Statement": [each for each in whole["Statement"] if each["Sid"] != sid]}
        assert len(left["Statement"]) == len(whole["Statement"]) - 1, f"{role} has no statement {sid}"
        iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=json.dumps(left))
        try:
            yield
        finally:
            iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=json.dumps(whole))


@contextmanager
def deployed_stack(ministack: Path, sam: Path, built: Path, architecture: str, folder: Path) -> Iterator[Stack]:
    """Start an empty account in *folder*, deploy what was built, and end it all."""
    with running_account(ministack, folder) as stack:
        ran = deploy(stack, sam, built, folder, f"Architecture={architecture}")
        assert ran.returncode == 0, ran.stdout[-6_000:] + ran.stderr[-2_000:]
        yield stack


@contextmanager
def running_account(ministack: Path, folder: Path) -> Iterator[Stack]:
    """Start an empty account in *folder*, and end it. The stack that is returned is not deployed yet."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = folder / "log"
    # Nothing of the caller's environment: no proxy, no profile, no credentials of a real account.
    environment = {
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "USE_SSL": "1",
        "AUTH": "true",
        "MINISTACK_REGION": REGION,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [ministack], cwd=folder, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    stack = Stack(f"https://127.0.0.1:{port}", folder / "ministack-tls" / "server.crt", log)
    try:
        until(lambda: _is_listening(port), f"ministack on port {port}")
        stack.client("s3").create_bucket(
            Bucket="built-by-sam", CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        yield stack
    finally:
        # Its workers, which hold the functions, belong to its session. Asked politely, it waits for every connection.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _is_listening(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def deploy(stack: Stack, sam: Path, built: Path, folder: Path, *parameters: str) -> subprocess.CompletedProcess[str]:
    """Deploy what was built as *stack*, with *parameters* written ``Name=value``; return how `sam deploy` ended."""
    command = [sam, "deploy", "--template-file", built / "template.yaml", "--stack-name", stack.name]
    command += ["--s3-bucket", "built-by-sam", "--capabilities", "CAPABILITY_IAM", "--no-progressbar"]
    command += ["--parameter-overrides", *parameters, "--no-confirm-changeset", "--no-fail-on-empty-changeset"]
    return run(stack, command, folder)


def run(stack: Stack, command: list[Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in *folder* with the account's root credentials."""
    environment = {
        **CREDENTIALS,
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": stack.endpoint,
        "AWS_CA_BUNDLE": str(stack.certificate),
        "NO_PROXY": "127.0.0.1",
        "SAM_CLI_TELEMETRY": "0",
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
