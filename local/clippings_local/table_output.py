"""The output of a long run: rows, rejections, and a state from which the run can continue after an interruption.

Rows are written to a file of JSON Lines, which is the output itself or, for Parquet, a journal beside it that becomes
the output at the end. The state has the number of finished entries and the lengths of both files. A run that continues
truncates the files to these lengths, so that every entry is written once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self

from clippings_local.cli_errors import CommandError
from clippings_local.parquet_file import check_pyarrow, write_parquet

#: The format of an output by its suffix.
SUFFIXES = {".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl"}


@dataclass(frozen=True, slots=True)
class RunState:
    """The progress of a run: the input, the number of its finished entries, and the lengths of both files in bytes."""

    source: str
    done: int = 0
    rows_length: int = 0
    refused_length: int = 0


def find_format(output: Path, wanted: str | None) -> str:
    """Return the *wanted* format, or that of the suffix of *output*."""
    return wanted or SUFFIXES.get(output.suffix.lower(), "jsonl")


class TableOutput:
    """Rows and refusals in files, with a state beside them.

    Args:
        output: The table.
        form: ``jsonl`` or ``parquet``.
        refused: The file of refusals; None names it after the output.
        source: Identifies the input. A run does not continue from the state of another input.
        resume: Whether to continue from the state if there is one.

    Raises:
        CommandError: The output is a folder, or exists and *resume* is false, or the file of refusals exists and is not
            of this run, or the state is of another input, or pyarrow is missing.
    """

    def __init__(self, output: Path, form: str, refused: Path | None, source: str, *, resume: bool) -> None:
        if output.is_dir():
            raise CommandError(f"{output} is a folder; name a file in it")
        refused = refused or output.with_name(output.stem + ".refused.jsonl")
        if form == "parquet":
            check_pyarrow()
        self.output, self.form, self.refused = output, form, refused
        self._state_path = output.with_name(output.name + ".state")
        self.rows = output if form == "jsonl" else output.with_name(output.name + ".rows")
        known = self._read_state()
        self.is_complete = resume and known is None and output.exists()
        if not resume and (output.exists() or known):
            raise CommandError(f"{output} exists: continue with --resume, or name another file")
        if refused.resolve() in (output.resolve(), self.rows.resolve()):
            raise CommandError("the output and the file of refusals must be two files")
        if not known and not self.is_complete:
            check_unused(refused)
        if known and known.source != source:
            raise CommandError(f"{self._state_path} is of another input: {known.source}")
        self.state = known or RunState(source)

    def _read_state(self) -> RunState | None:
        try:
            return RunState(**json.loads(self._state_path.read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as broken:
            raise CommandError(f"{self._state_path} is not a state of a run") from broken

    def __enter__(self) -> Self:
        # First the state: without it, an output that a run has just begun would pass for a complete one.
        self._write_state()
        with ExitStack() as opened:
            opened.callback(self._undo_beginning)
            self._rows = opened.enter_context(_open_at(self.rows, self.state.rows_length))
            self._refused = opened.enter_context(_open_at(self.refused, self.state.refused_length))
            opened.pop_all()
        return self

    def _undo_beginning(self) -> None:
        """Remove the files of a run that has written nothing."""
        if self.state.done == 0:
            for path in (self.rows, self.refused, self._state_path):
                if path.is_file() and (path == self._state_path or not path.stat().st_size):
                    path.unlink()

    def __exit__(self, *error: object) -> None:
        self._rows.close()
        self._refused.close()

    def write(self, line: bytes, *, refused: bool) -> None:
        """Write the line of an entry."""
        (self._refused if refused else self._rows).write(line + b"\n")

    def save(self, done: int, /) -> None:
        """Note that the first *done* entries of the input are written."""
        self._rows.flush()
        self._refused.flush()
        self.state = RunState(self.state.source, done, self._rows.tell(), self._refused.tell())
        self._write_state()

    def _write_state(self) -> None:
        unfinished = self._state_path.with_name(self._state_path.name + ".unfinished")
        try:
            unfinished.write_text(json.dumps(asdict(self.state)), "utf-8")
            unfinished.replace(self._state_path)
        except OSError as unwritable:
            raise CommandError(f"cannot write {self._state_path}: {unwritable.strerror}") from unwritable

    def finish(self) -> None:
        """Make the output complete, and remove the state."""
        self._rows.flush()
        if self.form == "parquet":
            write_parquet(self.output, read_rows(self.rows))
            self._rows.close()
        self._state_path.unlink()
        if self.rows != self.output:
            self.rows.unlink()
        if not self._refused.tell():
            self._refused.close()
            with suppress(FileNotFoundError):
                self.refused.unlink()


def check_unused(path: Path) -> None:
    """Check that *path* can become a file of refusals.

    Raises:
        CommandError: It exists. It may be anything, and is not overwritten.
    """
    if path.exists():
        raise CommandError(f"{path} exists: name another file for the refusals, or remove it")


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield each row of a file of JSON Lines."""
    with path.open("rb") as lines:
        for line in lines:
            yield json.loads(line)


def _open_at(path: Path, length: int) -> BinaryIO:
    """Return the file *path*, cut to *length* and open for appending.

    Raises:
        CommandError: It cannot be written, or is shorter.
    """
    try:
        file = path.open("r+b" if path.exists() else "x+b")
        if file.seek(0, 2) < length:
            file.close()
            raise CommandError(f"{path} is shorter than the run left it; remove it and its state to begin anew")
        file.truncate(length)
        file.seek(length)
    except OSError as unwritable:
        raise CommandError(f"cannot write {path}: {unwritable.strerror}") from unwritable
    return file
