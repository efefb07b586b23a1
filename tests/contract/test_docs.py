"""What the documentation names is there: files, make's targets, commands, parameters, reasons, routes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name

from clippings.body.rejection_reasons import REASONS
from clippings.web.lookup import CALLS as LOOKUP
from clippings.web.lookup import ELSEWHERE
from clippings_local import command
from clippings_local.template import read_template

ROOT = Path(__file__).parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
TARGET = re.compile(r"\bmake ([a-z][a-z0-9-]*)\b")
COMMAND = re.compile(r"(?:^|[`\s/])clippings ([a-z]+)\b")
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
PATH = re.compile(rf"`((?:{'|'.join(sorted(FOLDERS))})/[\w./*-]*)`")

each_document = pytest.mark.parametrize("document", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())


@cache
def declared() -> dict[str, Any]:
    """The template."""
    return read_template(ROOT / "template.yaml", {}, {}).document


def code_in(document: Path) -> str:
    return "\n".join(CODE.findall(document.read_text("utf-8")))


@each_document
def test_links_in_the_documentation_exist(document: Path) -> None:
    for target, anchor in LINK.findall(document.read_text("utf-8")):
        page = (document.parent / target).resolve() if target else document
        assert page.exists(), f"{target} is not there"
        if anchor and page.suffix == ".md":
            assert anchor.removeprefix("#") in set(anchors(page)), f"{page.name} has no {anchor}"


def anchors(page: Path) -> Iterator[str]:
    for heading in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@each_document
def test_paths_in_the_documentation_exist(document: Path) -> None:
    for path in PATH.findall(document.read_text("utf-8")):
        # The package's folders are spoken of from inside the layer, too.
        places = (ROOT, ROOT / "layers" / "clippings" / "clippings", ROOT / "layers" / "clippings")
        assert any(list(place.glob(path.rstrip("/"))) for place in places), path


@each_document
def test_make_targets_in_the_documentation_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(TARGET.findall(code_in(document))) <= targets


@each_document
def test_commands_in_the_documentation_exist(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[argparse.ArgumentParser] = []
    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", lambda parser, _given: found.append(parser) or Asked())
    command.main([])
    (commands,) = [action for action in found[0]._actions if isinstance(action, argparse._SubParsersAction)]
    assert set(COMMAND.findall(code_in(document))) <= set(commands.choices)


class Asked:
    """Arguments without any request."""

    def run(self, _arguments: object) -> int:
        return 0


@each_document
def test_template_parameters_in_the_documentation_exist(document: Path) -> None:
    parameters = set(declared()["Parameters"])
    assert set(re.findall(r"\b([A-Z][a-z][A-Za-z]*)=[\w.]+", code_in(document))) <= parameters | {"Name"}


@each_document
def test_stack_outputs_in_the_documentation_exist(document: Path) -> None:
    outputs = set(declared()["Outputs"])
    assert set(re.findall(r"<((?:[A-Z][a-z]+){2,})\b[^>]*>", code_in(document))) <= outputs


@each_document
def test_aws_calls_in_the_documentation_are_valid(document: Path) -> None:
    """Service, operation and options, as botocore's models have them. `aws s3` and `aws … wait` are not in them."""
    client = botocore.session.get_session()
    for line in re.findall(r"\baws ([a-z].*)", code_in(document).replace("\\\n", " ")):
        service, operation, *_ = line.split()
        if service == "s3" or operation == "wait":
            continue
        model = client.get_service_model("s3" if service == "s3api" else service)
        operations = {xform_name(name, "-"): name for name in model.operation_names}
        assert operation.strip("`") in operations, line
        shape = model.operation_model(operations[operation.strip("`")]).input_shape
        members = shape.members if shape else {}
        taken = {xform_name(name, "-") for name in members}
        taken |= {f"no-{xform_name(name, '-')}" for name, member in members.items() if member.type_name == "boolean"}
        assert set(re.findall(r" --([a-z-]+)", line)) <= taken | {"query", "output", "region", "max-items"}, line


def test_operations_explains_every_reason_of_a_rejection() -> None:
    raised = {
        reason
        for source in (ROOT / "layers").rglob("*.py")
        for reason in re.findall(r'RejectedPage\(\s*"([a-z-]+)"', source.read_text("utf-8"))
    }
    explained = set(re.findall(r"`([a-z-]+)`", (ROOT / "docs" / "operations.md").read_text("utf-8")))
    assert raised | {code for code, _, _ in REASONS} | {"no-article"} <= explained


def test_the_table_of_calls_in_the_readme_equals_the_contract() -> None:
    routes = {(call.method, re.sub(r"<(\w+)>", "{}", call.path)) for call in [*LOOKUP, *ELSEWHERE]}
    named = re.findall(r"`(GET|POST) (/[^`?]*)", (ROOT / "README.md").read_text("utf-8"))
    assert named
    for method, path in named:
        assert (method, re.sub(r"\{\w+\}", "{}", path)) in routes, f"{method} {path}"
