"""How many candidates one article reads in an archive of a million.

No corpus is this large, so the sketches are drawn, as the hashes of real ones fall: the minimum of n uniform hashes in
a bin has the distribution 1 - U^(1/n). A publisher's articles share a notice whose hashes are the same in each;
syndicated texts come in groups with all hashes in common but those of the notice.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest

from clippings.enrichment.fingerprint import BANDS, BINS, ROWS

pytestmark = pytest.mark.quality

ARTICLES = 1_000_000
PUBLISHERS = 2_000
#: Shingles of a mean article of the corpus.
SHINGLES = 800
#: Share of a text that is its publisher's notice, by how many of a hundred publishers: most extractions leave none.
NOTICES = ((0.0, 60), (0.02, 20), (0.05, 12), (0.10, 6), (0.20, 2))
#: Groups of one text: papers that print an agency's, and how many such texts.
SYNDICATED = ((2, 40_000), (5, 10_000), (20, 1_500), (50, 200))


def smallest(count: float, dice: random.Random) -> float:
    """Return the smallest of *count* uniform hashes of a bin; 1 where there is none."""
    return 1 - dice.random() ** (1 / count) if count > 0 else 1.0


def draw_band(dice: random.Random) -> Counter[int]:
    """Return how many buckets have each size, in one band over ARTICLES articles: all bands are alike."""
    shares = [share for share, weight in NOTICES for _ in range(weight)]
    notices = [
        (share, [smallest(SHINGLES * share / BINS, dice) for _ in range(ROWS)])
        for share in (dice.choice(shares) for _ in range(PUBLISHERS))
    ]
    buckets: Counter[tuple[float, ...]] = Counter()
    drawn = 0
    groups = [size for size, count in SYNDICATED for _ in range(count)]
    while drawn < ARTICLES:
        size = groups.pop() if groups else 1
        own = [smallest(SHINGLES / BINS, dice) for _ in range(ROWS)]
        for _ in range(size):
            # the largest publisher has one article in 44, the median one in 2,800
            share, notice = notices[int(PUBLISHERS * dice.random() ** 2)]
            buckets[tuple(map(min, own, notice)) if share else tuple(own)] += 1
        drawn += size
    return Counter(buckets.values())


def test_the_candidates_of_one_article_stay_bounded_at_a_million(show: Callable[[str], None]) -> None:
    sizes = draw_band(random.Random(11))
    rows = sum(size * count for size, count in sizes.items())
    within = {limit: sum(s * c for s, c in sizes.items() if s <= limit) / rows for limit in (1, 5, 25, 50, 100)}
    mean = sum(size * size * count for size, count in sizes.items()) / rows
    capped = sum(min(size, 50) * size * count for size, count in sizes.items()) / rows
    shares = ", ".join(f"{limit}: {share:.4f}" for limit, share in within.items())
    show(f"buckets: {rows} rows a band; share of articles in a bucket of at most {shares}")
    read, bounded = BANDS * mean, BANDS * capped
    show(f"  largest {max(sizes)}; rows read by one article: {read:.0f} unbounded, {bounded:.0f} at 50 a band")
    assert within[50] >= 0.97
    assert BANDS * capped <= 60
