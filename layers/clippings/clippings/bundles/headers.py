"""Header lines of WARC records and HTTP responses."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.message import Message

_DATE = re.compile(
    r"(\d{4})-?(\d\d)?-?(\d\d)?(?:[T ]?(\d\d):?(\d\d):?(\d\d)?(?:[.,](\d{1,6})\d{0,9})?)?\s{0,3}(Z|[+-]\d\d:?\d\d)?"
)

#: Characters of a ``Content-Type`` that are read. The time for its parameters grows with the square of their number.
MAX_TYPE = 1_000


class Headers:
    """Header lines by name, case-insensitive. If a name occurs several times, the first line is used."""

    def __init__(self, block: bytes) -> None:
        try:
            text = block.decode()
        except UnicodeDecodeError:
            text = block.decode("latin-1")
        first, *lines = text.replace("\r\n", "\n").split("\n")
        self.first_line = first.strip()
        self._values: dict[str, str] = {}
        name = ""
        for line in lines:
            if line[:1] in (" ", "\t"):
                if name:
                    self._values[name] += " " + line.strip()
                continue
            before, colon, value = line.partition(":")
            name = before.strip().lower() if colon else ""
            if name in self._values:
                name = ""
            elif name:
                self._values[name] = value.strip()

    def get(self, name: str) -> str:
        """Return the value of the header *name* (in lower case), or an empty string."""
        return self._values.get(name, "")

    def media_type(self) -> str:
        """Return the media type of ``Content-Type`` in lower case, or an empty string."""
        return self.get("content-type").partition(";")[0].strip().lower()

    def charset(self) -> str | None:
        """Return the encoding that ``Content-Type`` declares, in lower case."""
        message = Message()
        message["content-type"] = self.get("content-type")[:MAX_TYPE].replace("\n", " ")
        charset = message.get_content_charset()
        return charset.strip() or None if charset else None


def read_date(value: str) -> datetime | None:
    """Return the time of a ``WARC-Date`` (versions 0.18 to 1.1, or 14 digits), or None for anything else.

    Without a zone it is UTC. An incomplete date, which WARC 1.1 allows, is completed to its earliest moment.
    """
    compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", value.strip())
    found = compact or _DATE.fullmatch(value.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, *rest = found.groups()
    fraction, zone = (rest[0] or "", rest[1] or "Z") if rest else ("", "Z")
    try:
        moment = datetime(
            int(year),
            int(month or 1),
            int(day or 1),
            int(hour or 0),
            int(minute or 0),
            min(int(second or 0), 59),
            int(fraction.ljust(6, "0")) if fraction else 0,
            tzinfo=UTC,
        )
        return (
            moment
            if zone == "Z"
            else datetime.fromisoformat(moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + zone).astimezone(UTC)
        )
    except (ValueError, OverflowError):
        return None
