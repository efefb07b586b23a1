"""Time zones as pages name them: from ``Z``, ``+02:00``, ``CEST`` or ``ET`` to a zone."""

from __future__ import annotations

import re
from datetime import date, timedelta, timezone

#: Offsets in minutes of the names of time zones that are unambiguous in news. IST and CST are not.
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "eet": 120,
    "eest": 180, "sast": 120, "cat": 120, "eat": 180, "msk": 180, "trt": 180, "pkt": 300, "wib": 420, "hkt": 480,
    "sgt": 480, "pht": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
    "pdt": -420, "akst": -540, "hst": -600, "brt": -180, "art": -180, "wita": 480, "wit": 540, "ict": 420, "npt": 345,
}  # fmt: skip
_AMERICAN = {"et": (-300, -240), "ct": (-360, -300), "mt": (-420, -360), "pt": (-480, -420)}


def read_zone(name: str, day: date) -> timezone | None:
    """Return the zone that *name* (``Z``, ``+02:00``, ``CEST``, ``ET``) means on *day*, or None."""
    name = name.strip().lower().replace("−", "-").replace("eastern", "et").replace("pacific", "pt")
    if name in _AMERICAN:
        standard, summer = _AMERICAN[name]
        return timezone(timedelta(minutes=summer if _american_summer(day) else standard))
    if name in ZONES:
        return timezone(timedelta(minutes=ZONES[name]))
    match = re.fullmatch(r"(?:utc|gmt)?\s*([+-])(\d\d?)(?::?(\d\d))?", name)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes > 14 * 60 or int(match[3] or 0) > 59:
        return None
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))


def _american_summer(day: date) -> bool:
    """Return whether *day* is in daylight saving time under the rule in force since 2007 (second Sunday of March …)."""
    march = date(day.year, 3, 8)
    november = date(day.year, 11, 1)
    start = march + timedelta(days=(6 - march.weekday()) % 7)
    end = november + timedelta(days=(6 - november.weekday()) % 7)
    return start <= day < end
