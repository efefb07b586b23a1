"""Pictures in the records of a WARC or WACZ: which records hold one, and the picture in a record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from clippings.bundles.entries import BundleLimits
from clippings.bundles.headers import Headers, read_date
from clippings.bundles.http_bodies import UndecodableBody, decode_body, join_chunks
from clippings.bundles.kinds import BundleKind
from clippings.bundles.picture_index import ListedPicture, address_digest, payload_digest, to_seconds
from clippings.bundles.seen_responses import SeenResponses
from clippings.bundles.wacz import find_located_warcs
from clippings.bundles.warc import OK, RecordPlace, WarcReader, read_status, split_response
from clippings.bundles.warc_records import WarcRecord
from clippings.page.picture_types import find_picture_type
from clippings.page.saved_pictures import MAX_BYTES, SavedPicture, to_picture

#: A record may be larger than its picture: by headers, the lengths of chunks, and an encoding that saves nothing.
LIMITS = BundleLimits(page=MAX_BYTES + MAX_BYTES // 16)
#: Most bytes of a record in its bundle.
MAX_LENGTH = LIMITS.page + LIMITS.headers
#: Most records in a row that cannot be read alone: a damaged member has some.
MAX_WITHOUT_PLACE = 1_000


class SearchedRecord(NamedTuple):
    """A record that was searched for a picture. *end* is where the next one begins."""

    end: int
    picture: ListedPicture | None


def list_pictures(stream: BinaryIO, kind: BundleKind, offset: int = 0) -> Iterator[SearchedRecord]:
    """Yield each record from *offset* on with the picture in it, whatever the record is.

    Records that cannot be read alone have no place that an index could name. Many of them in a row end the search of a
    file: it was compressed as a whole.
    """
    spans = [(0, None)] if kind is BundleKind.WARC else list(find_located_warcs(stream))
    for start, end in spans:
        if end is not None and offset >= end:
            continue
        without_place = 0
        for record, place in WarcReader(stream, LIMITS, SeenResponses(0)).records(max(offset, start), end):
            if place.offset is None or place.length is None:
                without_place += 1
                if without_place > MAX_WITHOUT_PLACE:
                    break
                continue
            without_place = 0
            yield SearchedRecord(place.offset + place.length, _find_listed(record, place))


def read_picture(data: bytes) -> SavedPicture | None:
    """Return the picture in the one record *data*, compressed or not, or None if the record has no kept picture."""
    reader = WarcReader(io.BytesIO(data), LIMITS, SeenResponses(0), alone=True)
    record, _ = next(reader.records(), (None, None))
    return _find_picture(record) if record else None


def _find_listed(record: WarcRecord, place: RecordPlace) -> ListedPicture | None:
    """Return the picture of *record*, or the one that a revisit record names, as an index lists it."""
    headers = record.headers
    url = headers.get("warc-target-uri").strip("<>")
    if not url or place.offset is None or place.length is None or place.length > MAX_LENGTH:
        return None
    payload = payload_digest(headers.get("warc-payload-digest"))
    revisited = headers.get("warc-type").lower() == "revisit" and any(payload)
    if not revisited and _find_picture(record) is None:
        return None
    captured = to_seconds(read_date(headers.get("warc-date")))
    return ListedPicture(address_digest(url), captured, place.offset, 0 if revisited else place.length, payload)


def _find_picture(record: WarcRecord) -> SavedPicture | None:
    kind = record.headers.get("warc-type").lower()
    if record.broken or kind not in ("response", "resource") or record.headers.get("warc-segment-number"):
        return None
    http, body = split_response(record)
    if kind == "response" and (http is record.headers or read_status(http.first_line) != OK):
        return None
    return to_picture(_decoded(http, body))


def _decoded(http: Headers, body: bytes) -> bytes:
    """Return the body without its encodings. Crawlers also store decoded bodies beneath the headers of encoded ones."""
    if find_picture_type(body) or http.media_type().startswith("text/"):
        return body
    transfer, encodings = http.get("transfer-encoding"), http.get("content-encoding")
    try:
        return decode_body(body, transfer, encodings, LIMITS)
    except UndecodableBody:
        return join_chunks(body) if "chunked" in transfer.lower() else body
