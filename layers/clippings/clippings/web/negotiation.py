"""Content negotiation: chooses the format by ``?format=``, else by ``Accept``."""

from __future__ import annotations

from clippings.web.problems import Problem

ARTICLE_FORMATS = {
    "json": "application/json",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "jsonld": "application/ld+json",
}

#: Longest Accept header that is read, in characters; browsers send some 150.
MAX_ACCEPT = 2000


def choose_format(accept: str | None, asked: str | None, offered: dict[str, str]) -> str:
    """Return the name of the best of the *offered* formats (name → media type, the preferred first).

    RFC 9110, section 12.5.1: the most specific range decides a type's quality. A quality of 0 excludes the type.
    Without the header every type is acceptable.

    Raises:
        Problem: ``not-acceptable`` if no offered format is acceptable.
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
    """Return the quality of each media range. A malformed range is ignored."""
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
    """Return whether ``Accept-Encoding`` accepts gzip with a quality above 0."""
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
