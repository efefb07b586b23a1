"""Every page of one kind passes, where the pages are beside the corpus."""

from __future__ import annotations

import pytest
from tests.quality.body.cases import CASES, Case, cases_folder, read_case

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not cases_folder().is_dir(), reason=f"no pages of single kinds at {cases_folder()}"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_kind_of_page_has_the_expected_body(case: Case) -> None:
    assert case.faults(read_case(case)) == []
