"""``clippings demo``: processes the sample pages by the whole service, in this process, and shows each step."""

from __future__ import annotations

import argparse
import shlex
import time
from typing import Any

from rich.console import Console
from rich.text import Text

from clippings_local.api_client import ApiClient
from clippings_local.cli_errors import CommandError
from clippings_local.output import make_console, printable
from clippings_local.project import command_name, find_project, sample_pages
from clippings_local.put_command import PageFile, find_pages, put_page
from clippings_local.serve_command import Discarded
from clippings_local.stack import LocalStack, Options, running_stack

#: Final statuses of an ingestion.
FINAL = ("stored", "unchanged", "rejected", "failed")

#: Longest wait for a page in seconds. A page takes under a second, and twenty on an overloaded machine.
PATIENCE_SECONDS = 60.0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "demo",
        help="watch sample pages become articles",
        description="Process pages by the whole service in this process. Each step is shown as it happens, then the "
        "first article as Markdown, and what to try next.",
    )
    parser.add_argument("pages", nargs="*", metavar="page", help="pages or folders of your own (the samples)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Process the pages, show each step, and end with an article as Markdown and the next commands."""
    console = make_console()
    log: Any = Discarded()
    pages = find_pages(arguments.pages or [str(page) for page in sample_pages()], "")
    began = time.monotonic()
    with running_stack(find_project().template, Options(log=log)) as stack:
        spent = time.monotonic() - began
        console.print(
            f"The service of template.yaml stands in this process ({spent:.1f} s): buckets, queues, table, API.\n",
            soft_wrap=True,
        )
        api = ApiClient(stack.api, stack.api_key)
        told = [_take_in(stack, api, page, console) for page in pages]
        stored = [item for item in told if item["article_id"]]
        if stored:
            _show_article(stack, api, stored[0], console)
    _show_next(arguments.pages or [str(sample_pages()[0].parent)], stored[0] if stored else None, console)
    return 0 if all(item["status"] != "failed" for item in told) else 1


def _take_in(stack: LocalStack, api: ApiClient, page: PageFile, console: Console) -> dict[str, Any]:
    """Put one page, and print each step of its processing."""
    size = f"{page.path.stat().st_size / 1024:.0f} kB"
    console.print(Text.assemble(("put      ", "bold"), f"{printable(page.key)}  {size}"))
    began = time.monotonic()
    put_page(stack.account.s3, stack.inbox_bucket, page)
    seen: str | None = None
    while time.monotonic() - began < PATIENCE_SECONDS:
        for item in api.items("/v1/ingestions", {"key": page.key}, 1):
            if item["status"] != seen:
                # Both steps may have happened since the last question.
                steps = ["parsed", "stored"] if (item["status"], seen) == ("stored", None) else [item["status"]]
                for step in steps:
                    _say({**item, "status": step}, api, console, time.monotonic() - began)
                seen = item["status"]
            if seen in FINAL:
                console.print()
                return item
        time.sleep(0.02)
    raise CommandError(
        f"{page.key} was not taken in within {PATIENCE_SECONDS:.0f} seconds; it is {seen or 'unheard of'}"
    )


def _say(item: dict[str, Any], api: ApiClient, console: Console, spent: float) -> None:
    status = item["status"]
    line = Text.assemble((f"{status:9}", "bold green" if status == "stored" else "bold yellow"))
    if status == "parsed":
        line.append("the article is extracted, and is in the parsed bucket")
    elif item["article_id"]:
        article = api.article(item["article_id"]).plain
        authors = ", ".join(author["name"] for author in article["authors"])
        published = (article["published"] or {}).get("day")
        facts = (article["publisher"], authors, published, article["language"], f"{article['word_count']} words")
        line.append(f"{printable(article['title'])}\n         {printable(' · '.join(fact for fact in facts if fact))}")
    else:
        line.append(printable(f"{item['reason']}: {item['detail']}"))
    line.append(f"  [{spent:.2f} s]", "dim")
    console.print(line, soft_wrap=True)


def _show_article(stack: LocalStack, api: ApiClient, item: dict[str, Any], console: Console) -> None:
    asked = f"GET {stack.api}/v1/articles/{item['article_id']}   accept: text/markdown"
    console.print(Text(asked, "bold"), soft_wrap=True)
    console.rule()
    console.print(api.article(item["article_id"], "text/markdown").text, markup=False, soft_wrap=True)
    console.rule()


def _show_next(paths: list[str], item: dict[str, Any] | None, console: Console) -> None:
    """Print how to do the same with a permanent service; these commands work after the demo has ended."""
    clippings = shlex.quote(command_name())
    pages = " ".join(map(shlex.quote, paths))
    console.print(
        f"\nThe service ends with the demo. This one keeps running, in one terminal:\n\n  {clippings} serve\n"
    )
    console.print("and, in another one:\n")
    calls = [f"put {pages} --wait", "list", "status --rejected"]
    if item:
        calls.insert(2, f"get {item['article_id']}")
    for call in calls:
        console.print(f"  {clippings} {call}", markup=False, soft_wrap=True)
