"""All errors have one base class, and an answer contains the reason."""

from __future__ import annotations

import inspect

import clippings
from clippings import errors


def test_every_error_has_a_common_base_class() -> None:
    raised = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]
    assert all(issubclass(kind, errors.ClippingsError) for kind in raised)


def test_a_rejection_has_reason_detail_and_score() -> None:
    rejected = clippings.RejectedPage("index", "a list of teasers", 0.04)
    assert (rejected.reason, rejected.detail, rejected.score) == ("index", "a list of teasers", 0.04)
    assert str(rejected) == "index: a list of teasers"
