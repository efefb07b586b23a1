"""What a function prints, and what others print while it runs."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from clippings_local.log_capture import captured_output


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def in_another_thread(text: str) -> None:
    thread = threading.Thread(target=say, args=(text,))
    thread.start()
    thread.join()


def test_only_the_output_of_the_thread_is_captured(capsys: pytest.CaptureFixture[str]) -> None:
    log = io.StringIO()
    with captured_output(log):
        say("said")
        sys.stderr.write("complained\n")
        in_another_thread("a command's answer")
    say("afterwards")
    assert log.getvalue() == "said\ncomplained\n"
    assert capsys.readouterr() == ("a command's answer\nafterwards\n", "")


def test_the_output_of_two_threads_is_separated(capsys: pytest.CaptureFixture[str]) -> None:
    logs = io.StringIO(), io.StringIO()
    both = threading.Barrier(2)

    def speak(name: str, log: io.StringIO) -> None:
        with captured_output(log):
            both.wait(10)
            say(name)
            both.wait(10)

    threads = [threading.Thread(target=speak, args=each) for each in zip(("one", "two"), logs, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [log.getvalue() for log in logs] == ["one\n", "two\n"]
    assert capsys.readouterr() == ("", "")


def test_streams_are_restored_after_an_error() -> None:
    before = sys.stdout, sys.stderr
    with pytest.raises(ValueError, match="a bug"), captured_output(io.StringIO()):
        raise ValueError("a bug")
    assert (sys.stdout, sys.stderr) == before


def test_a_stream_replaced_meanwhile_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = io.StringIO()
    with captured_output(io.StringIO()):
        monkeypatch.setattr(sys, "stdout", theirs)
    assert sys.stdout is theirs


def test_nested_captures_use_the_inner_log() -> None:
    outer, inner = io.StringIO(), io.StringIO()
    with captured_output(outer):
        with captured_output(inner):
            say("inner")
        say("outer")
    assert (outer.getvalue(), inner.getvalue()) == ("outer\n", "inner\n")


def test_a_stream_kept_from_a_call_writes_to_the_next_log(capsys: pytest.CaptureFixture[str]) -> None:
    """A logger is made once and keeps the stream that it found."""
    with captured_output(io.StringIO()):
        kept = sys.stdout
    second = io.StringIO()
    with captured_output(second):
        kept.write("again\n")
    kept.write("outside\n")
    assert second.getvalue() == "again\n"
    assert capsys.readouterr().out == "outside\n"
