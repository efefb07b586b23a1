"""A mistake is a sentence with an exit status."""

from __future__ import annotations

import pytest

from clippings_local.cli_errors import CommandError, UnknownConstructError
from clippings_local.command import main


def test_a_request_that_cannot_be_made_ends_with_2_and_an_answer_that_is_no_with_1() -> None:
    assert CommandError("say which").status == 2
    assert CommandError("no article", status=1).status == 1


def test_a_template_that_cannot_be_read_is_a_mistake_too() -> None:
    assert isinstance(UnknownConstructError("Fn::Cidr"), CommandError)


@pytest.mark.parametrize("status", [1, 2])
def test_its_text_is_shown_as_it_stands_and_its_status_ends_the_command(
    status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: object) -> bytes:
        raise CommandError("there is no [bold]page[/bold]", status)

    monkeypatch.setattr("clippings_local.parse_command.read_page_bytes", refuse)
    assert main(["parse", "x"]) == status
    assert capsys.readouterr().err == "clippings: there is no [bold]page[/bold]\n"
