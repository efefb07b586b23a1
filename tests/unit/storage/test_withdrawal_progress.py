"""A call that takes an article down ends in time, and reports what it did."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.support.stored_records import NOW, to_record

from clippings.storage.withdrawal_progress import OutOfTimeError, WithdrawalProgress, to_result


def test_a_late_call_stops_after_the_current_object() -> None:
    deleted: list[str] = []
    versions = [("content/a", "v1"), ("content/b", "v1")]
    bucket = SimpleNamespace(versions=lambda _: iter(versions), delete=lambda key, _: deleted.append(key))
    work = WithdrawalProgress(lambda: True)
    with pytest.raises(OutOfTimeError):
        work.delete(bucket, "content/")  # type: ignore[arg-type]
    assert (deleted, work.objects) == (["content/a"], 1)


def test_the_result_names_the_remaining_uploads() -> None:
    work = WithdrawalProgress(lambda: False)
    work.check()
    work.left.append("theirs/a.html")
    record = to_record(withdrawn_at=NOW + timedelta(hours=1), copies=("b",))
    result = to_result(record, work, done=True)
    assert (result.article_id, result.copies, result.left, result.done) == ("a", ("b",), ("theirs/a.html",), True)
