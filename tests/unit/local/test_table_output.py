"""Tables that grow, are interrupted and are continued."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clippings_local.cli_errors import CommandError
from clippings_local.table_output import TableOutput, find_format


def table(folder: Path, form: str = "jsonl", *, resume: bool = False, source: str = "one") -> TableOutput:
    return TableOutput(folder / f"a.{form}", form, folder / "a.refused.jsonl", source, resume=resume)


def test_the_format_is_the_requested_one_or_from_the_suffix() -> None:
    assert find_format(Path("a.parquet"), None) == "parquet"
    assert find_format(Path("a.jsonl"), None) == "jsonl"
    assert find_format(Path("a"), "parquet") == "parquet"


def test_a_resumed_run_writes_every_entry_once(tmp_path: Path) -> None:
    with table(tmp_path) as first:
        first.write(b'{"n":1}', refused=False)
        first.write(b'{"n":2}', refused=True)
        first.save(2)
        first.write(b'{"n":3}', refused=False)
        first.write(b'{"n', refused=True)
    again = table(tmp_path, resume=True)
    assert again.state.done == 2
    with again:
        again.write(b'{"n":3}', refused=False)
        again.save(3)
        again.finish()
    assert (tmp_path / "a.jsonl").read_bytes() == b'{"n":1}\n{"n":3}\n'
    assert (tmp_path / "a.refused.jsonl").read_bytes() == b'{"n":2}\n'
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "a.refused.jsonl"]
    assert table(tmp_path, resume=True).is_complete


def test_parquet_appears_when_it_is_complete(tmp_path: Path) -> None:
    with table(tmp_path, "parquet") as made:
        made.write(json.dumps({"title": "A"}).encode(), refused=False)
        assert not made.output.exists()
        made.finish()
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_an_existing_output_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("mine")
    with pytest.raises(CommandError, match="--resume"):
        table(tmp_path)
    assert (tmp_path / "a.jsonl").read_text() == "mine"


def test_a_state_of_another_input_is_rejected(tmp_path: Path) -> None:
    with table(tmp_path):
        pass
    with pytest.raises(CommandError, match="another input"):
        table(tmp_path, resume=True, source="two")
    (tmp_path / "a.jsonl.state").write_text("{")
    with pytest.raises(CommandError, match="not a state"):
        table(tmp_path, resume=True)


def test_a_file_with_missing_rows_is_rejected(tmp_path: Path) -> None:
    with table(tmp_path) as made:
        made.write(b"{}", refused=False)
        made.save(1)
    (tmp_path / "a.jsonl").write_bytes(b"")
    with pytest.raises(CommandError, match="shorter"), table(tmp_path, resume=True):
        pass


def test_a_run_killed_at_its_start_is_not_complete(tmp_path: Path) -> None:
    with table(tmp_path):
        pass
    again = table(tmp_path, resume=True)
    assert (again.is_complete, again.state.done) == (False, 0)


def test_an_existing_file_of_rejections_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.refused.jsonl").write_text("mine")
    with pytest.raises(CommandError, match="name another file for the refusals"):
        table(tmp_path)
    with pytest.raises(CommandError, match="name another file for the refusals"):
        table(tmp_path, resume=True)
    assert (tmp_path / "a.refused.jsonl").read_text() == "mine"


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_rows_and_rejections_need_different_files(tmp_path: Path, form: str) -> None:
    rows = tmp_path / ("a.jsonl" if form == "jsonl" else "a.parquet.rows")
    with pytest.raises(CommandError, match="two files"):
        TableOutput(tmp_path / f"a.{form}", form, rows, "one", resume=False)


def test_a_folder_cannot_be_the_output(tmp_path: Path) -> None:
    for folder in (tmp_path, Path()):
        with pytest.raises(CommandError, match="is a folder"):
            TableOutput(folder, "jsonl", None, "one", resume=False)


def test_a_run_that_cannot_write_leaves_no_file(tmp_path: Path) -> None:
    for output, refused in ((tmp_path / "a", tmp_path / "no" / "b"), (tmp_path / "no" / "a", tmp_path / "b")):
        with pytest.raises(CommandError, match="cannot write"), TableOutput(output, "jsonl", refused, "", resume=False):
            pass
    assert list(tmp_path.iterdir()) == []
