"""Which form an answer takes: ``?format=`` where it is given, else the best of ``Accept``."""

from __future__ import annotations

from clippings.web.problems import Problem

ARTICLE_FORMATS = {
    "json": "application/json",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "jsonld": "application/ld+json",
}

#: An Accept header longer than this is an attack or an accident; browsers send some 150 characters.
MAX_ACCEPT = 2000


def choose_format(accept: str | None, asked: str | None, offered: dict[str, str]) -> str:
    """Return the name of the *offered* format (name → media type, the preferred first) that answers best.

    Raises Problem ``not-acceptable`` where nothing on offer will do. RFC 9110, section 12.5.1: the most specific
    range decides each type's quality; a quality of 0 refuses; without the header anything is welcome.
    """
    if asked is not None:
        if asked in offered:
            return asked
        raise _refusal(f"There is no format {asked[:40]!r} here.", offered)
    if not accept or not accept.strip():
        return next(iter(offered))
    ranges = read_accept(accept[:MAX_ACCEPT])
    best, best_quality = None, 0.0
    for name, media_type in offered.items():
        quality = _quality(media_type.split(";")[0], ranges)
        if quality > best_quality:
            best, best_quality = name, quality
    if best is None:
        raise _refusal("Accept allows none of the formats on offer.", offered)
    return best


def read_accept(header: str) -> dict[str, float]:
    """Return media range → quality; a malformed range is left out, as if it had not been sent."""
    ranges: dict[str, float] = {}
    for part in header.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media_range.count("/") != 1 or not all(media_range.split("/")):
            continue
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                quality = _read_quality(value)
        ranges[media_range] = max(quality, ranges.get(media_range, 0.0))
    return ranges


def accepts_gzip(header: str | None) -> bool:
    """Whether ``Accept-Encoding`` takes gzip, at a quality above 0."""
    qualities: dict[str, float] = {}
    for part in (header or "").lower().split(","):
        coding, _, parameter = part.partition(";")
        name, _, value = parameter.partition("=")
        qualities[coding.strip()] = _read_quality(value) if name.strip() == "q" else 1.0
    return qualities.get("gzip", qualities.get("*", 0.0)) > 0


def _read_quality(value: str) -> float:
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0


def _quality(media_type: str, ranges: dict[str, float]) -> float:
    family = media_type.split("/")[0]
    for media_range in (media_type, f"{family}/*", "*/*"):
        if media_range in ranges:
            return ranges[media_range]
    return 0.0


def _refusal(detail: str, offered: dict[str, str]) -> Problem:
    return Problem("not-acceptable", detail, {"formats": list(offered)})
