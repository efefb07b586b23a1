"""Work that would never end is ended, and work that ends in time is left alone."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from clippings import time_limit as module
from clippings.errors import OutOfTime
from clippings.time_limit import time_limit


def test_endless_work_is_stopped_with_its_limit_in_the_message() -> None:
    def work() -> None:
        with time_limit(0.05):
            while True:
                pass

    with pytest.raises(OutOfTime, match="after 0 s"):
        work()


def test_a_call_without_an_answer_is_stopped() -> None:
    with pytest.raises(OutOfTime), time_limit(0.05):
        threading.Event().wait()


def test_an_ignored_stop_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.05)
    taken = []

    def work() -> None:
        with time_limit(0.05):
            while len(taken) < 3:
                try:
                    threading.Event().wait()
                except OutOfTime as stop:
                    taken.append(stop)
            raise taken[-1]

    with pytest.raises(OutOfTime):
        work()
    assert len(taken) == 3


def test_finished_work_is_not_stopped_later() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(0.05):
        pass
    time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_the_limit_ends_when_the_work_fails() -> None:
    with pytest.raises(KeyError), time_limit(5):
        raise KeyError
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.parametrize("seconds", [0, -3.5])
def test_without_remaining_time_no_work_is_begun(seconds: float) -> None:
    begun = []
    with pytest.raises(OutOfTime, match="no time"), time_limit(seconds):
        begun.append(1)
    assert begun == []


def test_in_another_thread_there_is_no_limit() -> None:
    done = []

    def work() -> None:
        with time_limit(0.01):
            time.sleep(0.05)
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]
