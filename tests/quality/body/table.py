"""The table of the body: ``python -m tests.quality.body.table [--peers] [--nameless]``.

The folds are trained again, and every page is cut by a model that never saw its host. ``--peers`` measures the
installed peers on the same pages, ``--nameless`` trains and cuts once more with every ``class``, ``id`` and the like
taken out of the pages. Beneath stand the hosts, each left out of what cut its pages, and the worst pages.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from tests.peers import installed
from tests.quality.body.peers import PEERS, Reader
from tests.quality.scoring import word_f1
from training.corpus import SUFFIXES, Example, corpus_folder, read_examples
from training.plain_pages import with_plain_pages
from training.rows import WEIGHTS, make_rows
from training.validation import CATASTROPHE, MEASURED, Outcome, body_figures, table, threshold, validate
from training.words import WordRows

from clippings.body.rejection_reasons import find_rejection_reason

#: Hosts with so many pages have a line of their own, and so many of the worst pages.
MIN_HOST_PAGES = 4
WORST = 20


def measure(*, nameless: bool = False) -> list[Outcome]:
    """Return what becomes of every page of the corpus, by models of the other folds."""
    examples = with_plain_pages(read_examples(corpus_folder(), tuple(WEIGHTS), nameless=nameless))
    return validate(examples, make_rows(examples), WordRows(examples))


def measure_peer(reader: Reader, examples: Sequence[Example]) -> list[Outcome]:
    """Return what a peer makes of the same pages; where it fails, it has no text."""
    outcomes = []
    for example in examples:
        data = gzip.decompress((corpus_folder() / example.collection / f"{example.name}.html.gz").read_bytes())
        try:
            text = reader(data.decode(example.page.encoding, "replace"), example.page.url or "")
        except Exception:  # noqa: BLE001 - whatever a peer raises, it has no answer
            text = ""
        outcomes.append(Outcome(example, None, text, []))
    return outcomes


def row(name: str, figures: dict[str, Any]) -> str:
    """Return one line of the table."""
    sets = " | ".join(f"{figures[s]['word_f1']:.4f} / {figures[s]['shingle_f1']:.4f}" for s in (*MEASURED, "all"))
    snippets = figures["snippets"]
    return (
        f"| {name} | {sets} | {figures['all']['catastrophes']} | {figures['fundus']['paragraph_f1']:.4f} "
        f"| {snippets['required_kept']:.4f} / {snippets['forbidden_out']:.4f} |"
    )


def by_host(outcomes: Sequence[Outcome]) -> dict[str, list[float]]:
    """Return the word F1 of every measured page by its registrable domain."""
    hosts: dict[str, list[float]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.example.collection in MEASURED:
            host = urlsplit(outcome.example.truth.get("url") or "").hostname or outcome.example.name
            hosts[SUFFIXES.privatesuffix(host) or host].append(word_f1(outcome.text, outcome.example.text))
    return hosts


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, Counter[str]]:
    """Return for each kind of pages that are no articles what the verdict makes of them: the reason, or "kept"."""
    least = threshold(outcomes)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        example = outcome.example
        if example.collection == "other":
            reason = "empty-shell"
            if example.layout is not None and outcome.cut is not None:
                refused = outcome.score < least or not outcome.cut.kept
                reason = find_rejection_reason(example.page, example.layout, outcome.cut)[0] if refused else "kept"
            kinds[example.truth["kind"]][reason] += 1
    return kinds


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    show = sys.stdout.write
    outcomes = measure()
    figures = table(outcomes)
    show(
        "| word F1 / 4-word shingle F1 | "
        + " | ".join((*MEASURED, "all"))
        + " | under 0.8 | paragraph F1 | snippets |\n"
    )
    show("|---|" + "---|" * 7 + "\n")
    show(row("clippings", figures) + "\n")
    if "--nameless" in arguments:
        show(row("clippings, names hidden", body_figures(measure(nameless=True))) + "\n")
    if "--peers" in arguments:
        examples = [o.example for o in outcomes if o.example.collection in (*MEASURED, "snippets")]
        for name, reader in installed(PEERS).items():
            show(row(name, body_figures(measure_peer(reader, examples))) + "\n")
    show(f"\nverdict: {json.dumps(figures['verdict'])}\n")
    for kind, reasons in sorted(by_kind(outcomes).items()):
        refused = reasons.total() - reasons["kept"]
        named = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common() if reason != "kept")
        show(f"| {kind} | {reasons.total()} | {refused} | {named} |\n")
    hosts = by_host(outcomes)
    means = {host: statistics.mean(scores) for host, scores in hosts.items()}
    low = sum(mean < CATASTROPHE for mean in means.values())
    show(
        f"\n{len(hosts)} hosts, each left out: mean over hosts {statistics.mean(means.values()):.4f}, {low} under 0.8\n"
    )
    for host, scores in sorted(hosts.items()):
        if len(scores) >= MIN_HOST_PAGES:
            show(f"| {host} | {len(scores)} | {means[host]:.4f} |\n")
    measured = [o for o in outcomes if o.example.collection in MEASURED]
    ranked = sorted((word_f1(o.text, o.example.text), f"{o.example.collection}/{o.example.name}") for o in measured)
    show("\nworst pages\n" + "".join(f"| {name} | {score:.3f} |\n" for score, name in ranked[:WORST]))
    show("under 0.8: " + " ".join(name for score, name in ranked if score < CATASTROPHE) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
