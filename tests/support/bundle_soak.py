"""A large WARC through the handlers, with kills, throttles, timeouts and second deliveries: `make bundle-soak`."""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import time
from collections import Counter
from dataclasses import replace
from unittest.mock import patch

from tests.support.bundle_files import http, record
from tests.support.bundle_world import BundleWorld, opened_bundle_world
from tests.support.faults import Faults

from clippings.storage import unpacking

DATE = "2026-03-01T10:00:00Z"
WORDS = "bridge harbour council repair ferry budget mayor winter vote quay engineer river market school tram".split()
#: Of so many records one is a picture, one is an answer without a page, and one is a page without an article.
KINDS = 20
#: Bytes of a stretch that lists pictures.
LISTED = 1_000_000


def address(number: int) -> str:
    return f"https://press.example/{number}"


def page(rng: random.Random, number: int, size: int) -> bytes:
    """Return an article of about *size* bytes. Some show a picture that is before or after them in the bundle."""
    title = f"Report {number}: {' '.join(rng.sample(WORDS, 4))}"
    paragraphs, length = [], 0
    while length < size:
        words = (f"{rng.choice(WORDS)}{rng.choice(('', '', rng.randrange(9_999)))}" for _ in range(60))
        paragraphs.append(f"<p>{' '.join(words).capitalize()}.</p>")
        length += len(paragraphs[-1])
    shown = find_shown(number)
    if shown is not None:
        figure = f"<figure><img src='{address(shown)}' width=800 height=600><figcaption>A view</figcaption></figure>"
        paragraphs.insert(1, figure)
    return f"<html><title>{title}</title><article><h1>{title}</h1>{''.join(paragraphs)}</article></html>".encode()


def find_shown(number: int) -> int | None:
    """Return the number of the picture that the page *number* shows, or None."""
    return {5: number - 4, 19: number + 2}.get(number % KINDS)


def make_warc(size: int, seed: int, page_size: int = 60_000) -> tuple[bytes, Counter[str]]:
    """Return a WARC of about *size* bytes before compression, and how many records end in which way."""
    rng, parts, expected, read = random.Random(seed), [], Counter[str](), 0
    while read < size:
        number = len(parts)
        kind = number % KINDS
        if kind == 1:
            block = http(b"GIF89a" + rng.randbytes(5_000), media_type="image/gif")
            expected["not-html"] += 1
        elif kind == 2:
            block = http(b"<p>Gone", "404 Not Found")
            expected["not-ok"] += 1
        elif kind == 3:
            block = http(b"<html><body><p>Nothing here.</p></body></html>")
            expected["rejected"] += 1
        else:
            block = http(page(rng, number, page_size))
            expected["stored"] += 1
            expected["pictures"] += find_shown(number) is not None
        parts.append(record(block, url=address(number), date=DATE))
        read += len(parts[-1])
    expected["pictures"] -= (len(parts) - 1) % KINDS in (0, 19) and len(parts) > 19  # the last one shown is not there
    return b"".join(gzip.compress(each, 1, mtime=0) for each in parts), expected


def deliver_all(world: BundleWorld, rng: random.Random, fault_rate: float) -> Counter[str]:
    """Deliver messages in any order until none waits, and return how many deliveries were interrupted or repeated."""
    done: Counter[str] = Counter()
    while waiting := [name for name, queue in world.queues.items() if queue]:
        name = rng.choice(waiting)
        world.queues[name].rotate(-rng.randrange(len(world.queues[name])))
        message = world.queues[name][0]
        if rng.random() < 0.05:
            world.queues[name].append(replace(message))
            done["second deliveries"] += 1
        # The last receive is left alone, or the page would become a dead letter.
        at = rng.randint(1, 12) if rng.random() < fault_rate and message.receives < 3 else 0
        kind = rng.choice(("before", "after", "throttle", "timeout"))
        world.faults = Faults(at, after=kind == "after", throttle=kind == "throttle", timeout=kind == "timeout")
        world.deliver(name)
        done["deliveries"] += 1
        done["calls"] += world.faults.calls
        done["interrupted"] += bool(at) and world.faults.calls >= at
    world.faults = Faults()
    return done


def run(size: int, seed: int, stretch_pages: int = 10) -> tuple[list[str], Counter[str]]:
    """Return what differs from what the WARC holds after all was delivered, and what was done."""
    data, expected = make_warc(size, seed)
    rng = random.Random(seed)
    with (
        opened_bundle_world(stretch_pages=stretch_pages, keeps_images=True) as world,
        patch.object(unpacking, "STRETCH_BYTES", LISTED),
        patch.object(unpacking, "BLOCK", LISTED // 4),
    ):
        world.put("crawl.warc.gz", data)
        done = deliver_all(world, rng, 0.3)
        told = world.ingestion("crawl.warc.gz")
        outcomes = {"rejected": expected["rejected"], "stored": expected["stored"]}
        wanted = {
            "status": ("unpacked", told["status"]),
            "pages": (expected["stored"] + expected["rejected"], told["counts"]["pages"]),
            "skipped": ({"not-html": expected["not-html"], "not-ok": expected["not-ok"]}, told["counts"]["skipped"]),
            "outcomes": (outcomes, told["counts"]["outcomes"]),
            "captures": ([1] * expected["stored"], sorted(world.captures().values())),
            "pictures": (
                expected["pictures"],
                sum(key.startswith("pictures/") for key in world.buckets.objects["parsed"]),
            ),
            "dead letters": ([], world.dead),
            "rights": (set(), world.denied),
        }
        done.update(
            bytes=len(data),
            records=expected.total() - expected["pictures"],
            pictures=expected["pictures"],
            pages=told["counts"]["pages"],
            **world.runs,
        )
    return [f"{name}: {right} expected, {is_}" for name, (right, is_) in wanted.items() if right != is_], done


def main() -> int:
    """Run it, print what was done, and return 1 where something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    started = time.process_time()
    differences, done = run(arguments.megabytes * 1_000_000, arguments.seed)
    for name, count in done.items():
        sys.stdout.write(f"{name:20} {count:>12,}\n")
    sys.stdout.write(f"{'processor seconds':20} {time.process_time() - started:>12.1f}\n")
    sys.stdout.write("\n".join(differences or ["Every record is accounted for once."]) + "\n")
    return bool(differences)


if __name__ == "__main__":
    raise SystemExit(main())
