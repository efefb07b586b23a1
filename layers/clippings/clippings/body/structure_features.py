"""The features of a structure as a whole and of its surroundings, which all of its passages have."""

from __future__ import annotations

import re
from math import log1p

from clippings.body.layout import Layout
from clippings.body.passage_features import ENDS, FAR, HEADINGS, PassageFeatures, Vector
from clippings.body.structures import Structure

STRUCTURE_FEATURES = tuple(
    f"structure_{name}"
    for name in (
        *("kind", "size", "passages", "mean", "links", "good_share", "longest", "digits"),
        *("lead_size", "lead_links", "lead_ends", "lead_heading", "lead_sibling", "lead_distance"),
        *("next_size", "next_links", "next_sibling", "next_distance", "next_heading"),
        *("parent_good", "parent_links", "parent_direct"),
    )
)
#: The values for a passage outside of structures.
NO_STRUCTURE: Vector = [-1.0] * len(STRUCTURE_FEATURES)
#: Passages of a structure whose digits are counted.
MAX_COUNTED = 40
_DIGITS = "0123456789"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def count_digits(text: str) -> int:
    """Return how many characters of *text* are digits. Counting those of ASCII one by one takes a tenth of the time."""
    count = sum(map(text.count, _DIGITS))
    return count if text.isascii() else count + sum(map(str.isdigit, _BEYOND_ASCII.findall(text)))


def structure_vector(layout: Layout, made: PassageFeatures, structure: Structure) -> Vector:
    """Return the features of *structure*, as :data:`STRUCTURE_FEATURES` names them."""
    region, members = structure.region, structure.members
    first, last, size = members[0], members[-1], region.size or 1.0
    begin = "".join([layout.passages[index].text for index in members[:MAX_COUNTED]])
    vector = [
        structure.kind,
        log1p(region.size),
        float(region.passages),
        region.size / region.passages,
        region.linked / size,
        region.good / size,
        log1p(max([layout.sizes[index] for index in members])),
        count_digits(begin) / len(begin),
    ]
    if first > 0:
        lead = layout.passages[first - 1]
        heading = HEADINGS.get(lead.box.tag, 0.0)
        sibling = float(layout.regions[first - 1].parent is region.parent)
        vector += [made.logs[first - 1], layout.shares[first - 1], ENDS.get(lead.text[-1], 0.0), heading, sibling]
        vector.append(made.before_good[first])
    else:
        vector += [-1.0, -1.0, -1.0, -1.0, -1.0, FAR]
    if last + 1 < made.count:
        sibling = float(layout.regions[last + 1].parent is region.parent)
        heading = HEADINGS.get(layout.passages[last + 1].box.tag, 0.0)
        vector += [made.logs[last + 1], layout.shares[last + 1], sibling, made.after_good[last], heading]
    else:
        vector += [-1.0, -1.0, -1.0, FAR, -1.0]
    parent = region.parent
    if parent is None:
        return [*vector, 0.0, 0.0, 0.0]
    rest = parent.size - region.size
    vector += [
        (parent.good - region.good) / (layout.good_size or 1.0),
        (parent.linked - region.linked) / (rest or 1.0),
        (parent.good - region.good) / (rest or 1.0),
    ]
    return vector
