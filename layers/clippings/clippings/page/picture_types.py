"""The type of a picture by its first bytes. The type that a server, a page or a file name declares is ignored."""

from __future__ import annotations

#: Bytes at the beginning of a picture that are checked.
HEAD_BYTES = 64
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_AVIF_BRANDS = (b"avif", b"avis")


def find_picture_type(data: bytes) -> str | None:
    """Return the media type of the picture *data*, one of those that are kept, or None for anything else."""
    head = data[:HEAD_BYTES]
    for beginning, media_type in _BEGINNINGS:
        if head.startswith(beginning):
            return media_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    # The file type box (ISO/IEC 14496-12, 4.3): a major brand, a version, and the compatible brands.
    brands = [head[at : at + 4] for at in (8, *range(16, min(len(head), int.from_bytes(head[:4], "big")), 4))]
    return "image/avif" if head[4:8] == b"ftyp" and any(brand in _AVIF_BRANDS for brand in brands) else None
