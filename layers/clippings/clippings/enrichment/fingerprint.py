"""The fingerprint of a text, by which near-duplicates are found.

Shingles of words are put into BINS bins by their hash, and each bin keeps its smallest hash: one-permutation MinHash
(P. Li, A. Owen, C.-H. Zhang, "One Permutation Hashing", NIPS 2012), empty bins filled by optimal densification
(A. Shrivastava, ICML 2017). The share of equal bins of two sketches estimates the Jaccard similarity of their texts.
Groups of bins are the bands under which an article is filed: copies share at least one with high probability.
"""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from clippings.compiled import find_compiled
from clippings.enrichment.content import normalised
from clippings.languages.patterns import lazy_pattern
from clippings.page.word_splitting import split_words
from clippings.records import Block, Role

#: Number of bins of a sketch. With 128, the estimate of a similarity of 0.5 has a standard error of 0.044.
BINS = 128
#: Number of bands, and of bins in a band. docs/decisions/0031 has measurements and costs.
BANDS = 12
ROWS = 2
#: A shingle is three words. In scripts without spaces it is three consecutive runs of this many characters.
CHARACTERS = 4
#: Least number of shingles. Shorter texts, such as captions and notices, are similar by chance.
MIN_SHINGLES = 25
#: Maximum number of shingles, which is a whole book. It bounds the time for a hostile page.
MAX_SHINGLES = 200_000

#: Roles of blocks that are read. Headings are left out, because copies often change them.
SKETCHED: frozenset[Role] = frozenset({"paragraph", "quote", "list_item", "live_entry", "standfirst"})

VERSION = "1"
WORD = re.compile(r"\w+")
UNSPACED = lazy_pattern(lambda: "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
MASK = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Sketch:
    """A MinHash sketch. *size* is the number of distinct shingles; *minima* has the smallest hash of each bin."""

    size: int
    minima: tuple[int, ...]


def find_fingerprint(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the fingerprint of an article's *blocks*; empty for a text that is too short to compare.

    It is the pair (version and size, sketch in base64), which is stored in the record.
    """
    found = sketch([block.text for block in blocks if block.role in SKETCHED])
    if found is None:
        return ()
    packed = base64.b85encode(struct.pack(f">{BINS}I", *found.minima)).decode("ascii")
    return (f"{VERSION}:{found.size}", packed)


def read_fingerprint(fingerprint: tuple[str, ...]) -> Sketch | None:
    """Return the sketch in *fingerprint*, or None if it is empty, of another version, or broken."""
    try:
        head, packed = fingerprint
        version, _, size = head.partition(":")
        minima = struct.unpack(f">{BINS}I", base64.b85decode(packed))
        return Sketch(int(size), minima) if version == VERSION else None
    except (ValueError, struct.error):
        return None


def bands(fingerprint: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Return (band number, value) of each band of *fingerprint*; empty if *fingerprint* is empty."""
    found = read_fingerprint(fingerprint)
    if found is None:
        return ()
    rows = (found.minima[i * ROWS : (i + 1) * ROWS] for i in range(BANDS))
    return tuple((n, f"{VERSION}{_name(row)}") for n, row in enumerate(rows))


def _name(row: tuple[int, ...]) -> str:
    return base64.b32encode(struct.pack(f">{len(row)}I", *row)).decode("ascii").rstrip("=").lower()


def sketch(texts: list[str]) -> Sketch | None:
    """Return the sketch of the paragraphs *texts*, or None if they are too short."""
    hashes = _shingle_hashes(texts)
    if len(hashes) < MIN_SHINGLES:
        return None
    minima: list[int | None] = [None] * BINS
    for value in hashes:
        place = value % BINS
        smallest = minima[place]
        if smallest is None or value < smallest:
            minima[place] = value
    return Sketch(len(hashes), _densified(minima))


def _shingle_hashes(texts: list[str]) -> set[int]:
    """Return 32-bit hashes of the shingles of all texts. No shingle spans two paragraphs: so a cut changes few."""
    compiled = find_compiled("clippings.enrichment._counts")
    hashes: set[int] = set()
    for text in texts:
        folded = (text if text.isascii() else normalised(text)).lower()
        is_unspaced = not folded.isascii() and 2 * len(UNSPACED.findall(folded)) > len(folded)
        if compiled is not None and not is_unspaced:
            compiled.add_shingles(hashes, folded, MAX_SHINGLES - len(hashes))
            continue
        words = split_words(folded) if folded.isascii() else WORD.findall(folded)
        if is_unspaced:
            glued = "".join(words)
            words = [glued[i : i + CHARACTERS] for i in range(len(glued) - CHARACTERS + 1)]
        encoded = "\n".join(words[: MAX_SHINGLES - len(hashes)]).encode("utf-8", "surrogatepass")
        values = list(map(crc32, encoded.split(b"\n")))  # in one step: a call for each word takes twice as long
        hashes.update(map(_mixed, values, values[1:], values[2:]))
    return hashes


def _mixed(one: int, two: int = 0, three: int = 0) -> int:
    """Return one evenly distributed hash of up to three hashes (Knuth's multipliers, the finalizer of MurmurHash3).

    The low bits of a checksum are not distributed evenly enough to choose a bin.
    """
    value = (one * 0x9E3779B1 ^ two * 0x85EBCA77 ^ three * 0xC2B2AE3D) & MASK
    value = (value ^ (value >> 16)) * 0x85EBCA6B & MASK
    value = (value ^ (value >> 13)) * 0xC2B2AE35 & MASK
    return value ^ (value >> 16)


def _densified(minima: list[int | None]) -> tuple[int, ...]:
    """Return *minima* with each empty bin filled from another bin, which a hash of the empty bin's number selects."""
    filled = []
    for place, own in enumerate(minima):
        value, attempt = own, 0
        while value is None:
            attempt += 1
            value = minima[_mixed(place * 1_000_003 + attempt) % BINS]
        filled.append(value)
    return tuple(filled)
