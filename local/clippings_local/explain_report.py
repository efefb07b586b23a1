"""``clippings parse --explain``: an HTML page that shows which parts of a page were kept, and why.

It loads nothing and runs no script: the filters are style sheet rules that depend on checkboxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby

from clippings.article import ParsedArticle
from clippings.body.explanation import Explanation, Judged, Reason
from clippings.errors import RejectedPage
from clippings.records import TEXT_ROLES, Finding
from clippings_local.feature_labels import say_feature, say_value

#: Dropped passages in a row that are folded into one line.
MIN_FOLDED = 4
MAX_SHOWN_CHARS = 320
#: A reason with this weight, in log odds, fills its bar.
FULL_WEIGHT = 3.0
DECISIONS = {
    "kept": "kept",
    "headline": "the headline, which is a field of its own",
    "furniture": "dropped without scoring: only a short link",
    "copy": "dropped: another passage has the same text",
    "dropped": "left out",
}


def write_page(outcome: ParsedArticle | RejectedPage, explanation: Explanation) -> str:
    """Return the complete HTML page."""
    title = outcome.title if isinstance(outcome, ParsedArticle) else None
    style = files("clippings_local").joinpath("explain_report.css").read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>Explained: {escape(title or 'no article')}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_head(outcome, explanation, title)}<main>\n<section class=blocks>\n<h2>The page, block by block</h2>\n"
        f"{_legend(explanation)}{''.join(_blocks(explanation))}</section>\n{_fields(outcome)}</main>\n</body>\n</html>\n"
    )


def _head(outcome: ParsedArticle | RejectedPage, explanation: Explanation, title: str | None) -> str:
    kept = sum(judged.decision == "kept" for judged in explanation.passages)
    verdict, what, fate = ("article", "An article", "kept")
    if isinstance(outcome, RejectedPage):
        fate = "would be kept if the page were an article"
        verdict, what = "refused", f"Refused: {escape(outcome.reason)} – {escape(outcome.detail)}"
    return (
        f"<header>\n<p class='verdict {verdict}'>{what}</p>\n<h1 dir=auto>{escape(title or 'No article')}</h1>\n"
        f"<p class=facts>{explanation.score:.0%} sure that it is an article "
        f"<span>(refused below {explanation.threshold:.0%})</span> · "
        f"{kept} of {len(explanation.passages)} blocks {fate} "
        f"<span>(the least sure one at {explanation.line:.0%})</span></p>\n</header>\n"
    )


def _legend(explanation: Explanation) -> str:
    """Return the filters, which also explain the colors: a checkbox for kept, for dropped, and for each role."""
    roles = sorted({judged.role for judged in explanation.passages if judged.role})
    boxes = [("kept", "kept"), ("left", "left out"), *((role, role.replace("_", " ")) for role in roles)]
    ticks = "".join(
        f"<label class='tick {name}'><input type=checkbox id=show-{name} checked>{escape(label)}</label>"
        for name, label in boxes
    )
    return f"<form class=legend aria-label='Show'>{ticks}</form>\n"


def _blocks(explanation: Explanation) -> Iterator[str]:
    shown = lambda judged: judged.decision in ("kept", "headline")  # noqa: E731 - a key, named for what it asks
    for is_shown, group in groupby(explanation.passages, shown):
        run = list(group)
        rows = "".join(map(_block, run))
        if is_shown or len(run) < MIN_FOLDED:
            yield rows
        else:
            sample = escape(" · ".join(judged.text[:40] for judged in run[:4]))
            summary = f"<summary>{len(run)} blocks left out <span dir=auto>{sample} …</span></summary>"
            yield f"<details class='run left'>{summary}\n{rows}</details>\n"


def _block(judged: Judged) -> str:
    side = "kept" if judged.decision == "kept" else "left"
    role = judged.role or "unnamed"
    text = (
        judged.text if side == "kept" or len(judged.text) <= MAX_SHOWN_CHARS else judged.text[:MAX_SHOWN_CHARS] + " …"
    )
    label = role.replace("_", " ") if judged.role else "no role"
    path = " › ".join(judged.path[-3:])
    decision = DECISIONS[judged.decision]
    if judged.decision == "kept" and judged.role not in TEXT_ROLES:
        decision = f"kept as {label}, which is not a part of the text"
    spoke = next((reason for reason in judged.reasons if (reason.weight > 0) == (judged.decision == "kept")), None)
    if spoke is not None and judged.decision in ("kept", "dropped"):
        decision += f" <em>{escape(say_feature(spoke.feature))} {spoke.weight:+.1f}</em>"
    return (
        f"<article class='block {side} role-{role}'>\n<div class=side><b>{label}</b>{_chance(judged)}</div>\n"
        f"<div class=said><p dir=auto>{escape(text)}</p>\n<details class=why><summary>{decision}</summary>\n"
        f"<p class=path>{escape(path)}</p>{_reasons(judged.reasons)}</details></div>\n</article>\n"
    )


def _chance(judged: Judged) -> str:
    if judged.decision in ("headline", "furniture"):
        return ""
    meter = f"<meter min=0 max=1 value={judged.chance:.3f} title='how surely it belongs to the body'></meter>"
    return f"{meter}<small>{judged.chance:.0%}</small>"


def _reasons(reasons: Sequence[Reason]) -> str:
    return f"<ul class=reasons>{''.join(map(_reason, reasons))}</ul>" if reasons else ""


def _reason(reason: Reason) -> str:
    width = min(100, round(abs(reason.weight) / FULL_WEIGHT * 100))
    side = "for" if reason.weight > 0 else "against"
    value, usual = say_value(reason.feature, reason.value), say_value(reason.feature, reason.usual)
    return (
        f"<li class={side} title='{escape(reason.feature)}'><i style='--width:{width}%'></i>"
        f"<span>{escape(say_feature(reason.feature))}: {escape(value)}"
        f" <small>usual here {escape(usual)}</small></span><b>{reason.weight:+.1f}</b></li>"
    )


def _fields(outcome: ParsedArticle | RejectedPage) -> str:
    if isinstance(outcome, RejectedPage):
        return ""
    found = "".join(_field(name, finding) for name, finding in outcome.provenance.items())
    return f"<section class=fields>\n<h2>The fields, and where they come from</h2>\n{found}</section>\n"


def _field(name: str, finding: Finding[object]) -> str:
    turned_down = "".join(
        f"<li><q dir=auto>{escape(refused.raw)}</q><small>{escape(refused.rule)}: {escape(refused.why)}</small></li>"
        for refused in finding.rejected
    )
    details = f"<details><summary>{len(finding.rejected)} rejected</summary><ul>{turned_down}</ul></details>"
    read = f"<p class=raw>read: <q dir=auto>{escape(finding.raw)}</q></p>" if finding.raw else ""
    return (
        f"<article class=field>\n<h3>{escape(name.replace('_', ' '))}"
        f"<meter min=0 max=1 low=.6 high=.9 optimum=1 value={finding.confidence:.3f}></meter>"
        f"<small>{finding.confidence:.0%}</small></h3>\n"
        f"<p class=value dir=auto>{escape(say_field(finding.value))}</p>\n"
        f"<p class=rule><code>{escape(finding.rule)}</code></p>{read}{details if turned_down else ''}\n</article>\n"
    )


def say_field(value: object) -> str:
    """Return a field's value in a readable form."""
    if isinstance(value, tuple):
        return " · ".join(map(say_field, value))
    for names in (("instant", "day"), ("name", "role"), ("url", "caption"), ("licence", "copyright", "reservations")):
        if all(hasattr(value, name) for name in names):
            parts = [getattr(value, name) for name in names]
            return ", ".join(say_field(part) for part in parts if part)
    return str(value)
