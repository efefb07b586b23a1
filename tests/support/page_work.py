"""Work for the processes that parse pages. Some of it ends the process. pytest is not imported here: it takes long."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from clippings.records import Admit
from clippings_local.bundle_parsing import Entry, EntryLine, parse_entry
from clippings_local.page_workers import ADDRESS_SPACE
from clippings_local.parse_command import parse_file

#: The address and the file of a page at which a process ends.
ENDING = "https://press.example/ending"
ENDING_FILE = "ending.html"


def obey(page: str) -> str:
    """Do what the page says."""
    verb, _, rest = page.partition(" ")
    match verb:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "kill-once":
            if not Path(rest).exists():
                Path(rest).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(600)
        case "raise":
            raise LookupError(rest)
        case "allocate":
            bytearray(ADDRESS_SPACE)
        case "pid":
            return str(os.getpid())
    return page


def parse_entry_or_end(found: tuple[str, Entry], admit: Admit) -> EntryLine:
    """Parse an entry of a bundle; end the process at the page `ENDING`."""
    if found[1].url == ENDING:
        os.kill(os.getpid(), signal.SIGKILL)
    return parse_entry(found, admit)


def parse_file_or_end(name: str, form: str, admit: Admit) -> dict[str, Any]:
    """Parse a file; end the process at `ENDING_FILE`."""
    if Path(name).name == ENDING_FILE:
        os.kill(os.getpid(), signal.SIGKILL)
    return parse_file(name, form, admit)
