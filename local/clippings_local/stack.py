"""The local stack: the template's resources, functions, event sources and API, in one process."""

from __future__ import annotations

import errno
import io
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from clippings_local.account import LOOPBACK, HeldAccount, local_account
from clippings_local.cli_errors import CommandError
from clippings_local.data_folder import DataFolder, opened_data_folder
from clippings_local.delivery import Delivered
from clippings_local.delivery import Mapping as EventSource
from clippings_local.functions import Function
from clippings_local.gateway import Gateway, Server
from clippings_local.rate_limits import RateLimiter, read_usage_plan
from clippings_local.refusals import read_refusals
from clippings_local.resources import PSEUDO_PARAMETERS, Resources
from clippings_local.routes import read_routes
from clippings_local.search_filling import start_filling
from clippings_local.store.database import read_setting
from clippings_local.template import read_template
from clippings_local.worker import WorkerSettings
from clippings_local.workers import make_pools, pooled, prepare

#: The port of the API, unless another one is chosen.
DEFAULT_PORT = 8080

#: The table with the records of API keys.
KEY_TABLE = "ArticleTable"

#: Variables that Lambda sets for a function, and switches for what would look for a daemon. Metrics are left on, since
#: they would never be cleared otherwise.
_LAMBDA_ENVIRONMENT = {
    "AWS_XRAY_SDK_ENABLED": "false",
    "POWERTOOLS_TRACE_DISABLED": "true",
    "CLIPPINGS_LOCAL": "true",
}


@dataclass(frozen=True)
class Options:
    """How to start a stack.

    Attributes:
        host: An IP address.
        api_port: The port of the API. 0 for any free port, or the last one of *data*; None for the last one of
            *data*, or else :data:`DEFAULT_PORT`.
        s3_port: The port of S3. 0 for any free port, or the last one of *data*.
        values: Template parameters.
        triggers: Whether messages in queues invoke functions.
        data: The folder that keeps everything. Without it nothing is kept.
        workers: The number of processes for messages; with 0, functions run in this process, one at a time.
    """

    host: str = LOOPBACK
    triggers: bool = True
    api_port: int | None = 0
    s3_port: int = 0
    data: Path | None = None
    workers: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    retry_after: int = 2  #: seconds before a failed message is tried again
    log: TextIO = field(default_factory=io.StringIO)
    on_delivered: Callable[[Delivered], None] = lambda _: None


@dataclass(frozen=True)
class LocalStack:
    """A running service. *api* and *s3* are addresses on this machine; *gateway* answers without a network too."""

    api: str
    gateway: Gateway
    account: HeldAccount
    resources: Resources
    functions: Mapping[str, Function]
    sources: tuple[EventSource, ...]

    @property
    def api_key(self) -> str:
        return self.gateway.api_key

    @property
    def s3(self) -> str:
        return self.account.endpoint

    @property
    def inbox_bucket(self) -> str:
        return self.resources.ref("InboxBucket")

    def announcement(self) -> dict[str, str]:
        """Return the output of ``clippings serve --json``."""
        return {"api": self.api, "api_key": self.api_key, "s3": self.s3, "inbox_bucket": self.inbox_bucket}

    def waiting(self) -> int:
        """Return the number of messages in the event sources' queues, with those being processed."""
        names = [f"ApproximateNumberOfMessages{which}" for which in ("", "NotVisible", "Delayed")]
        count = 0
        for source in self.sources:
            told = self.account.stores.queues.get_queue_attributes(QueueUrl=source.queue_url)["Attributes"]
            count += sum(int(told[name]) for name in names)
        return count

    def settle(self, timeout: float = 60.0) -> bool:
        """Wait until every queue is empty, at most *timeout* seconds; return False if one is not."""
        deadline = time.monotonic() + timeout
        while self.waiting():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


@contextmanager
def running_stack(template_path: Path, options: Options | None = None) -> Iterator[LocalStack]:
    """Start the service that the template describes, and stop it when the block ends."""
    options = options or Options()
    if options.workers:
        prepare()
    template = read_template(template_path, options.values, PSEUDO_PARAMETERS)
    with ExitStack() as stack:
        folder = stack.enter_context(opened_data_folder(options.data))
        s3_port = _port("s3_port", options.s3_port, folder, options.host)
        account = _listen(
            "S3",
            options.host,
            s3_port,
            lambda: stack.enter_context(local_account(s3_port, options.host, folder)),
        )
        resources = Resources(template, account)
        resources.make_all()
        # Functions that others invoke, as `sam local` does, do not update the index.
        search_file = folder.search_index if options.triggers else None
        functions = make_functions(resources, template_path.parent, options.log, search_file)
        if options.workers:
            plain = make_functions(resources, template_path.parent, io.StringIO(), search_file)
            database = account.stores.database
            worker_settings = WorkerSettings(database.path, database.durability, account.endpoint, plain)
            pools = make_pools(options.workers, worker_settings)
            stack.callback(pools.stop)
            pools.start()
            functions = pooled(functions, pools, options.log)
        if search_file and folder.keeps and "AdminFunction" in functions:
            start_filling(search_file, functions["AdminFunction"])
        sources = tuple(_event_sources(resources, functions, options, account))
        key = account.stores.setting("api_key") or secrets.token_urlsafe(30)
        account.stores.set("api_key", key)
        record_key(resources, key)
        gateway = _gateway(resources, functions, key)
        api_port = _port("api_port", options.api_port, folder, options.host)
        server = _listen("the API", options.host, api_port, partial(Server, gateway, api_port, options.host))
        account.stores.set("api_port", server.url.rpartition(":")[2])
        account.stores.set("s3_port", account.endpoint.rpartition(":")[2])
        for part in (server, *(sources if options.triggers else ())):
            part.start()
            stack.callback(part.stop)
        # All are asked to stop before waiting, since each may still wait for its last poll.
        for source in sources:
            stack.callback(source.ask_to_stop)
        yield LocalStack(server.url, gateway, account, resources, functions, sources)


def _port(name: str, wanted: int | None, folder: DataFolder, host: str) -> int:
    """Return the port to listen on: *wanted*, or else the last one of *folder*.

    If any port is allowed, the last one is used if it is free.
    """
    last = int(read_setting(folder.database, name) or 0)
    if wanted is None:
        return last or DEFAULT_PORT
    return wanted or (last if last and is_free(host, last) else 0)


def is_free(host: str, port: int) -> bool:
    """Return whether nothing listens on *port* of the IP address *host*."""
    try:
        socket.create_server((host, port), family=_family(host)).close()
    except OSError:
        return False
    return True


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def record_key(resources: Resources, value: str) -> None:
    """Record the one key of this service with every right, as the keys function records those of a usage plan."""
    from clippings.storage.keys import RIGHTS, Keys, PlanKey, fingerprint
    from clippings.storage.table import Table

    if KEY_TABLE in resources.template.resources:
        table = Table(lambda: resources.account.dynamodb, resources.ref(KEY_TABLE))
        key = PlanKey(f"local{fingerprint(value)[:10]}", fingerprint(value), frozenset(RIGHTS))
        Keys(table, lambda: None).synchronize([key], datetime.now(UTC))


def _listen(what: str, host: str, port: int, start: Callable[[], Any]) -> Any:
    # Tried first, because werkzeug would end the process with a message of its own.
    try:
        socket.create_server((host, port), family=_family(host)).close()
        return start()
    except OSError as refused:
        hint = "; use 0 for any free port" if refused.errno == errno.EADDRINUSE else ""
        raise CommandError(
            f"cannot listen on {host}:{port} for {what}: {os.strerror(refused.errno or 0)}{hint}"
        ) from refused


def make_functions(
    resources: Resources, root: Path, log: TextIO, search_file: Path | None = None
) -> dict[str, Function]:
    """Return every function of the template by its logical name, with its environment in the template.

    With *search_file*, full texts are searched by SQLite, with the index in this file.
    """
    search = {"CLIPPINGS_SEARCH": "sqlite", "CLIPPINGS_SEARCH_FILE": str(search_file)} if search_file else {}
    shared = resources.template.globals_of("Function", resources)
    made = {}
    for logical in resources.template.of_type("AWS::Serverless::Function"):
        own = {**shared, **resources.properties(logical)}
        variables = {
            **shared.get("Environment", {}).get("Variables", {}),
            **resources.properties(logical).get("Environment", {}).get("Variables", {}),
        }
        environment = {
            **resources.account.environment,
            **_LAMBDA_ENVIRONMENT,
            "AWS_LAMBDA_FUNCTION_NAME": logical,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(own.get("MemorySize", 128)),
            **{name: str(value) for name, value in variables.items()},
            # There is no API Gateway with keys, and no event bus.
            "CLIPPINGS_KEYS_FUNCTION": "",
            "CLIPPINGS_EVENT_BUS": "",
            **search,
        }
        made[logical] = Function(
            logical,
            root / own["CodeUri"],
            own["Handler"],
            environment,
            timeout=int(own.get("Timeout", 3)),
            memory=int(own.get("MemorySize", 128)),
            log=log,
        )
    return made


def _event_sources(
    resources: Resources, functions: Mapping[str, Function], options: Options, account: HeldAccount
) -> Iterator[EventSource]:
    """Return the event source mappings of the template's functions."""
    urls = {
        resources.attribute(name, "Arn"): resources.ref(name) for name in resources.template.of_type("AWS::SQS::Queue")
    }
    for logical, function in functions.items():
        for event in resources.properties(logical).get("Events", {}).values():
            if event["Type"] != "SQS":
                continue
            wanted = event["Properties"]
            yield EventSource(
                account.stores.queues,
                urls[wanted["Queue"]],
                wanted["Queue"],
                function,
                batch_size=int(wanted.get("BatchSize", 10)),
                concurrency=max(1, options.workers),
                reports_failures="ReportBatchItemFailures" in wanted.get("FunctionResponseTypes", []),
                retry_after=options.retry_after,
                on_delivered=options.on_delivered,
            )


def _gateway(resources: Resources, functions: dict[str, Function], key: str) -> Gateway:
    apis = resources.template.of_type("AWS::Serverless::Api")
    if not apis:
        raise CommandError("the template declares no API")
    plan = read_usage_plan(resources)
    return Gateway(
        tuple(read_routes(resources, apis[0], functions)),
        read_refusals(resources, apis[0]),
        key,
        RateLimiter(plan) if plan else None,
    )
