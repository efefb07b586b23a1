"""A mistake is a sentence with an exit status."""

from __future__ import annotations

import pytest

from clippings_local.cli_errors import CommandError, UnknownConstructError
from clippings_local.command import main


def test_exit_statuses_distinguish_invalid_requests_and_negative_results() -> None:
    assert CommandError("say which").status == 2
    assert CommandError("no article", status=1).status == 1


def test_an_unreadable_template_is_an_error_of_the_user() -> None:
    assert isinstance(UnknownConstructError("Fn::Cidr"), CommandError)


@pytest.mark.parametrize("status", [1, 2])
def test_the_error_text_is_printed_and_its_status_returned(
    status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: object) -> bytes:
        raise CommandError("there is no [bold]page[/bold]", status)

    monkeypatch.setattr("clippings_local.parse_command.read_page_bytes", refuse)
    assert main(["parse", "x"]) == status
    assert capsys.readouterr().err == "clippings: there is no [bold]page[/bold]\n"
