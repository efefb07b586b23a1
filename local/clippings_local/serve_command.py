"""``clippings serve``: runs the whole service on this machine until it is ended."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shlex
import signal
import sys
import threading
from contextlib import ExitStack
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import TextIO

from clippings_local.account import LOOPBACK
from clippings_local.delivery import Delivered
from clippings_local.inbox import watched_folder
from clippings_local.output import make_console, printable
from clippings_local.page_log import PageLog
from clippings_local.project import command_name, find_project
from clippings_local.running_service import RunningService, announced
from clippings_local.stack import LocalStack, Options, running_stack

MAX_PORT = 65535
#: Half of the largest ``ThrottleBurst``, since the burst is twice the rate.
MAX_RATE = 2500

#: The values that the stack parameter ``AllowedOrigins`` accepts, one at a time.
ORIGIN = re.compile(r"\*|https?://[A-Za-z0-9.-]+(:[0-9]+)?")
#: The warning for every address but the loopback ones.
OPEN_WARNING = (
    "Warning: {host} opens the service to every machine and container that reaches that address. The API needs its "
    "key, but the S3 endpoint needs no credentials: anybody can read, change and delete everything."
)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "serve",
        help="run the whole service on this machine",
        description="Run the whole service on this machine until it is ended. Without --data it keeps nothing.",
    )
    parser.add_argument("--json", action="store_true", help="print only one line of JSON when it is ready")
    parser.add_argument(
        "--host", type=address, default=LOOPBACK, help="IP address to listen on (127.0.0.1, this machine only)"
    )
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", help="keep everything in a folder, and continue with its contents"
    )
    parser.add_argument(
        "--port", type=port, help="of the API; 0 for any free port (the last one with --data, else 8080)"
    )
    parser.add_argument(
        "--s3-port", type=port, default=0, help="of the S3 endpoint (the last one with --data, else any)"
    )
    parser.add_argument(
        "--workers", type=workers, metavar="N", help="pages that are processed in parallel (one for each processor)"
    )
    parser.add_argument("--inbox", type=Path, metavar="FOLDER", help="process the pages that are copied into a folder")
    parser.add_argument(
        "--no-triggers",
        action="store_false",
        dest="triggers",
        help="accept pages and invoke nothing, for functions that you invoke yourself, as with `sam local`",
    )
    parser.add_argument(
        "--allow-origin",
        type=origin,
        action="append",
        default=[],
        metavar="ORIGIN",
        help="allow pages of this origin to read the API in a browser; * for every origin",
    )
    parser.add_argument(
        "--images",
        choices=("none", "keep"),
        default="none",
        help="keep the pictures that come with a page (none)",
    )
    parser.add_argument(
        "--requests-per-second",
        type=requests_per_second,
        metavar="N",
        help="requests that the key may make per second, and twice as many at once (the stack's default, 50)",
    )
    parser.add_argument("--quiet", action="store_true", help="print no line for each page")
    parser.add_argument("--verbose", action="store_true", help="show the functions' logs on standard error")
    parser.set_defaults(run=run)


def address(given: str) -> str:
    """Return an IP address, with ``localhost`` as the loopback address.

    Raises:
        ArgumentTypeError: It is a host name. The local S3 would take the part before the first dot for a bucket.
    """
    if given == "localhost":
        return LOOPBACK
    try:
        ip_address(given)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"{given} is not an IP address") from wrong
    return given


def origin(given: str) -> str:
    """Return the origin of a page, or ``*``.

    Raises:
        ArgumentTypeError: The value is neither.
    """
    if not ORIGIN.fullmatch(given):
        raise argparse.ArgumentTypeError(f"{given} is not an origin, such as http://localhost:3000, without a path")
    return given


def port(given: str) -> int:
    """Return the number of a port, 0 for any free port."""
    number = int(given)
    if not 0 <= number <= MAX_PORT:
        raise argparse.ArgumentTypeError(f"{number} is not a port")
    return number


def workers(given: str) -> int:
    """Return a number of worker processes, 1 or more."""
    number = int(given)
    if number < 1:
        raise argparse.ArgumentTypeError("there must be at least one worker")
    return number


def requests_per_second(given: str) -> int:
    """Return a rate within the bounds of the stack parameters ``ThrottleRate`` and ``ThrottleBurst``."""
    number = int(given)
    if not 1 <= number <= MAX_RATE:
        raise argparse.ArgumentTypeError(f"{number} is not between 1 and {MAX_RATE}")
    return number


class Discarded(io.TextIOBase):
    """A stream that discards its input."""

    def write(self, text: str) -> int:
        return len(text)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; both end it in order, with status 0."""
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    shows_pages = not (arguments.json or arguments.quiet)
    log = _log(sys.stderr if arguments.verbose else None, shows_pages=shows_pages)
    if not ip_address(arguments.host).is_loopback:
        print(OPEN_WARNING.format(host=arguments.host), file=sys.stderr)
    options = Options(
        host=arguments.host,
        triggers=arguments.triggers,
        api_port=arguments.port,
        s3_port=arguments.s3_port,
        data=arguments.data,
        workers=arguments.workers or os.cpu_count() or 1,
        log=log,
        values=_parameters(arguments),
        on_delivered=partial(_report, shows_pages=shows_pages),
    )
    with ExitStack() as stack:
        local_stack = stack.enter_context(running_stack(find_project().template, options))
        if arguments.inbox:
            stack.enter_context(watched_folder(arguments.inbox, local_stack.account.s3, local_stack.inbox_bucket))
        service = RunningService(**local_stack.announcement(), pid=os.getpid())
        stack.enter_context(announced(service, os.environ))
        if arguments.json:
            print(json.dumps(local_stack.announcement()), flush=True)
        else:
            _welcome(local_stack, arguments.inbox, arguments.data)
        ended.wait()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if not arguments.json:
            _say_what_is_left(local_stack, arguments.data)
    return 0


def _parameters(arguments: argparse.Namespace) -> dict[str, str]:
    """Return the template parameters that the options set."""
    values = {"AllowedOrigins": ",".join(arguments.allow_origin), "Images": arguments.images}
    if rate := arguments.requests_per_second:
        values |= {"ThrottleRate": str(rate), "ThrottleBurst": str(2 * rate)}
    return values


def _log(shown: TextIO | None, *, shows_pages: bool) -> TextIO:
    if shows_pages:
        # While a function runs, its thread's standard output is the log; the lines go to the standard output of the
        # process.
        return PageLog(partial(print, file=sys.stdout, flush=True), shown)  # type: ignore[return-value]
    return shown or Discarded()  # type: ignore[return-value]


def _say_what_is_left(local_stack: LocalStack, data: Path | None) -> None:
    """Print the work that the end of the service waits for. A second Ctrl-C ends it at once."""
    left = local_stack.waiting()
    if left:
        rest = "continue the next time" if data else "are forgotten"
        print(f"ending: {left} messages are left; those being worked on are finished, the others {rest}")
        print("Ctrl-C again ends at once")


def _report(told: Delivered, *, shows_pages: bool = False) -> None:
    """Print which function failed. The service continues, and the queue tries again."""
    if told.error is not None:
        print(f"{told.function} failed on {told.messages} messages: {printable(repr(told.error))}", file=sys.stderr)
    elif told.failed and not shows_pages:
        print(f"{told.function} failed on {told.failed} of {told.messages} messages", file=sys.stderr)


def _welcome(local_stack: LocalStack, folder: Path | None, data: Path | None) -> None:
    console = make_console()
    forgets = "" if data else " and forgets everything; --data FOLDER keeps it"
    console.print(f"[bold]Clippings is running on this machine[/bold]; Ctrl-C ends it{forgets}.", soft_wrap=True)
    console.print(f"Everything is kept in {data}.\n" if data else "", soft_wrap=True, markup=False)
    console.print(
        f"  reader page  {local_stack.api}/\n  API key      {local_stack.api_key}\n  S3 endpoint  {local_stack.s3}"
    )
    console.print(f"  inbox        {local_stack.inbox_bucket}\n", soft_wrap=True)
    if folder:
        console.print(f"Pages that you copy into {folder} are taken in.\n", soft_wrap=True, markup=False)
    console.print("From another terminal:\n", soft_wrap=True)
    clippings = shlex.quote(command_name())
    for line in (
        f"  {clippings} put page.html --wait",
        f"  {clippings} list",
        f"  {clippings} status page.html",
        "\nThese find the service by themselves. Others are told where it is:\n",
        f"  export CLIPPINGS_API={local_stack.api} CLIPPINGS_API_KEY={local_stack.api_key}",
        f"  export CLIPPINGS_S3={local_stack.s3} CLIPPINGS_BUCKET={local_stack.inbox_bucket}\n",
    ):
        console.print(line, soft_wrap=True, markup=False)
