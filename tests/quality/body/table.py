"""The tables of the body: ``python -m tests.quality.body.table [--peers] [--nameless]``.

The folds are trained again, and every page is read by a model that never saw its host. ``--peers`` measures the
installed peers on the same pages, ``--nameless`` trains and reads once more with every ``class``, ``id`` and the like
taken out of the pages. Beneath stand the sets of short and foreign news, the structures, the pages that are refused,
the hosts, each left out of what read its pages, and the worst pages.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from tests.quality.body.peers import PEERS, Reader
from tests.quality.body.sets import ONLY_MEASURED, READ, SETS, Texts, kept_structures, set_scores
from tests.quality.body.structures import MIN_WORDS
from tests.quality.scoring import word_f1
from tests.support.peers import installed
from training.corpus import SUFFIXES, corpus_folder, page_bytes
from training.outcomes import Outcome
from training.readers import Readers
from training.rows import WEIGHTS
from training.validation import (
    ARTICLES,
    CATASTROPHE,
    MADE,
    MEASURED,
    OTHERS,
    Trainer,
    body_figures,
    table,
    threshold,
    validate,
)

#: Hosts with so many pages have a line of their own, and so many of the worst pages.
MIN_HOST_PAGES = 4
WORST = 20


def measure(*, nameless: bool = False) -> list[Outcome]:
    """Return the outcome of every page of the corpus, by models of the other folds."""
    with Readers(tuple(WEIGHTS), ONLY_MEASURED, nameless=nameless) as readers:
        return validate(Trainer(readers))


def read_by(reader: Reader, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return what a peer makes of the same pages; where it fails, it has no text."""
    found = []
    for outcome in outcomes:
        data = page_bytes(corpus_folder(), outcome.collection, outcome.name)
        try:
            text = reader(data.decode(outcome.encoding, "replace"), outcome.truth.get("url") or "")
        except Exception:  # noqa: BLE001 - whatever a peer raises, it has no answer
            text = ""
        found.append(replace(outcome, text=text))
    return found


def row(name: str, figures: dict[str, Any]) -> str:
    """Return one line of the table."""
    sets = " | ".join(f"{figures[s]['word_f1']:.4f} / {figures[s]['shingle_f1']:.4f}" for s in (*MEASURED, "all"))
    snippets = figures["snippets"]
    return (
        f"| {name} | {sets} | {figures['all']['catastrophes']} | {figures['fundus']['paragraph_f1']:.4f} "
        f"| {snippets['required_kept']:.4f} / {snippets['forbidden_out']:.4f} |"
    )


def set_row(name: str, texts: Texts) -> str:
    """Return one line of the table of sets."""
    scores = set_scores(texts)
    return f"| {name} | " + " | ".join(f"{scores[part]:.4f}" if part in scores else "–" for part in SETS) + " |"


def structure_row(name: str, texts: dict[str, str]) -> str:
    """Return one line of the table of structures."""
    return (
        f"| {name} | "
        + " | ".join(
            f"{kept.share:.4f} of {kept.count}, torn on {kept.torn} of {kept.pages}" for kept in kept_structures(texts)
        )
        + " |"
    )


def by_collection(outcomes: Sequence[Outcome], *, admitted: float | None = None) -> Texts:
    """Return every page's text by set and name; with *admitted*, pages that are refused by that score have none."""
    found: Texts = defaultdict(dict)
    for outcome in outcomes:
        refused = admitted is not None and outcome.is_refused(admitted)
        found[outcome.collection][outcome.name] = ("" if refused else outcome.text, outcome.title)
    return found


def refusal_rows(outcomes: Sequence[Outcome]) -> list[str]:
    """Return for each set how many of its pages are refused."""
    least = threshold(outcomes)
    lines = []
    for collection in (*ARTICLES, *ONLY_MEASURED, *OTHERS):
        pages = [outcome for outcome in outcomes if outcome.collection == collection]
        refused = sum(outcome.is_refused(least) for outcome in pages)
        lines.append(f"| {collection} | {len(pages)} | {refused} | {refused / len(pages):.2%} |")
    return lines


def by_host(outcomes: Sequence[Outcome]) -> dict[str, list[float]]:
    """Return the word F1 of every measured page by its registrable domain."""
    hosts: dict[str, list[float]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.collection in MEASURED:
            host = urlsplit(outcome.truth.get("url") or "").hostname or outcome.name
            hosts[SUFFIXES.privatesuffix(host) or host].append(word_f1(outcome.text, outcome.truth["text"]))
    return hosts


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, Counter[str]]:
    """Return the outcomes of each kind of page that is not an article: the reason, or "kept"."""
    least = threshold(outcomes)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        if outcome.collection == "other":
            kinds[outcome.truth["kind"]][outcome.reason if outcome.is_refused(least) else "kept"] += 1
    return kinds


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    outcomes = measure()
    figures = table(outcomes)
    peers = installed(PEERS) if "--peers" in arguments else {}
    measured = [o for o in outcomes if o.collection in (*MEASURED, *READ)]
    by_peer = {name: read_by(reader, measured) for name, reader in peers.items()}
    lines = [
        "| word F1 / 4-word shingle F1 | "
        + " | ".join((*MEASURED, "all", "under 0.8", "paragraph F1", "snippets"))
        + " |"
    ]
    lines += ["|---|" + "---|" * 7, row("clippings", figures)]
    if "--nameless" in arguments:
        lines.append(row("clippings, names hidden", body_figures(measure(nameless=True))))
    lines += [row(name, body_figures(found)) for name, found in by_peer.items()]
    least = threshold(outcomes)
    lines += ["", "| F1, every page counted | " + " | ".join(SETS) + " |", "|---|" + "---|" * len(SETS)]
    lines.append(set_row("clippings", by_collection(outcomes, admitted=least)))
    lines.append(set_row("clippings, everything admitted", by_collection(outcomes)))
    lines += [set_row(name, by_collection(found)) for name, found in by_peer.items()]
    lines += ["", f"| structures kept whole (wcxb) | {' | '.join(MIN_WORDS)} |", "|---|" + "---|" * len(MIN_WORDS)]
    for name, found in {"clippings": outcomes, **by_peer}.items():
        lines.append(structure_row(name, {o.name: o.text for o in found if o.collection == "wcxb"}))
    lines += ["", "| made of labelled pages | pages | word F1 |", "|---|---|---|"]
    lines += [f"| {kind} | {figures[kind]['pages']} | {figures[kind]['word_f1']} |" for kind in MADE]
    lines += ["", f"refused: {figures['verdict']}", "| set | pages | refused | share |", "|---|---|---|---|"]
    lines += refusal_rows(outcomes)
    for kind, reasons in sorted(by_kind(outcomes).items()):
        refused = reasons.total() - reasons["kept"]
        named = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common() if reason != "kept")
        lines.append(f"| {kind} | {reasons.total()} | {refused} | {named} |")
    hosts = by_host(outcomes)
    means = {host: statistics.mean(scores) for host, scores in hosts.items()}
    low = sum(mean < CATASTROPHE for mean in means.values())
    lines += ["", f"{len(hosts)} hosts, each left out: mean {statistics.mean(means.values()):.4f}, {low} under 0.8"]
    lines += [
        f"| {host} | {len(scores)} | {means[host]:.4f} |"
        for host, scores in sorted(hosts.items())
        if len(scores) >= MIN_HOST_PAGES
    ]
    ranked = sorted(
        (word_f1(o.text, o.truth["text"]), f"{o.collection}/{o.name}") for o in outcomes if o.collection in MEASURED
    )
    lines += ["", "worst pages", *(f"| {name} | {score:.3f} |" for score, name in ranked[:WORST])]
    lines.append("under 0.8: " + " ".join(name for score, name in ranked if score < CATASTROPHE))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
