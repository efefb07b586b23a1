"""``clippings admin``: the calls to the API, how often they are made, and what is printed."""

from __future__ import annotations

import json

import pytest
from tests.support.admin_api import API, Asked

from clippings_local import admin_commands
from clippings_local.admin_commands import MAX_CALLS
from clippings_local.command import main


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    made = Asked()
    monkeypatch.setattr(admin_commands, "ApiClient", made)
    monkeypatch.setattr(admin_commands.time, "sleep", lambda _: None)
    monkeypatch.delenv("CLIPPINGS_API", raising=False)
    return made


def test_a_withdrawal_is_repeated_until_everything_is_deleted(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    asked.answers = [{"done": False}, {"done": False}, {"done": True, "uploads": 7}]
    assert main(["admin", "withdraw", "abc", "--reason", "by order", *API]) == 0
    assert asked.calls == [("/v1/admin/articles/abc/withdrawal", {"reason": "by order", "copies": False})] * 3
    assert json.loads(capsys.readouterr().out) == {"done": True, "uploads": 7}


def test_copies_are_withdrawn_on_request(asked: Asked) -> None:
    main(["admin", "withdraw", "abc", "--reason", "x", "--copies", *API])
    assert asked.calls[0][1]["copies"] is True


def test_a_withdrawal_requires_a_reason(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["admin", "withdraw", "abc", *API])
    assert (ended.value.code, asked.calls) == (2, [])
    assert "--reason" in capsys.readouterr().err


def test_an_unfinished_withdrawal_asks_to_be_repeated(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    asked.answers = [{"done": False}]
    assert main(["admin", "withdraw", "abc", "--reason", "x", *API]) == 1
    assert len(asked.calls) == MAX_CALLS
    assert "run the command again" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (["replay", "abc"], "/v1/admin/articles/abc/replay"),
        (["replay", "a/b ü"], "/v1/admin/articles/a%2Fb%20%C3%BC/replay"),
        (["revoke", "f1"], "/v1/admin/feeds/f1/revocation"),
    ],
)
def test_replay_and_revocation_print_the_answer(
    asked: Asked, capsys: pytest.CaptureFixture[str], given: list[str], path: str
) -> None:
    assert main(["admin", *given, *API]) == 0
    assert asked.calls == [(path, {})]
    assert json.loads(capsys.readouterr().out) == {"done": True}


def test_signed_calls_send_no_api_key(asked: Asked) -> None:
    main(["admin", "replay", "abc", *API])
    assert asked.keys == [("https://api.example", "")]


@pytest.mark.parametrize("api", [[], ["--api", "ftp://a"], ["--api", ""]])
def test_without_an_address_the_error_names_the_option(
    asked: Asked, capsys: pytest.CaptureFixture[str], api: list[str]
) -> None:
    assert main(["admin", "replay", "abc", *api]) == 2
    assert "CLIPPINGS_API" in capsys.readouterr().err
    assert asked.calls == []
