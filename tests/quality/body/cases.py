"""Pages of one kind each, with the expected text: ``python -m tests.quality.body.cases`` says which pass.

The pages lie outside of the repository, in the folder that CLIPPINGS_CASES names, else beside the corpus.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.kinds import faults_of_forms
from training.corpus import corpus_folder

import clippings

NEWS_URL = "https://www.harbourcourier.example/news/2024/09/ferry-weekday-service-ends"
GO = (
    "func (s *Sched) Start(j Job) error {\n    if err := s.log.Append(j); err != nil {\n        return err\n    }\n"
    "    return s.run(j)\n}"
)


@dataclass(frozen=True)
class Case:
    """What is right on one page: *markdown* and *text* in its forms, each once; *absent* in none of them."""

    name: str
    markdown: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] | None = None
    images: tuple[str, ...] | None = None
    paragraphs: int | None = None
    url: str | None = NEWS_URL

    def faults(self, article: clippings.ParsedArticle) -> list[str]:
        """Return what is wrong with *article*."""
        found = faults_of_forms(article, self.text, self.markdown, self.absent)
        if self.title is not None and article.title != self.title:
            found.append(f"title {article.title!r}")
        if self.authors is not None and tuple(author.name for author in article.authors) != self.authors:
            found.append(f"authors {[author.name for author in article.authors]}")
        if self.images is not None and tuple(image.url for image in article.images) != self.images:
            found.append(f"images {[image.url for image in article.images]}")
        if self.paragraphs is not None and sum(b.role == "paragraph" for b in article.blocks) != self.paragraphs:
            found.append(f"{sum(b.role == 'paragraph' for b in article.blocks)} paragraphs")
        return found


def rows(*lines: str) -> tuple[str, ...]:
    """Return the lines of a table in Markdown."""
    return tuple(f"| {' | '.join(line.split(','))} |" for line in lines)


NOTES = (
    "[^1]: The first crossing was made in 1961 with a converted trawler.",
    "[^2]: Two members were absent and sent proxies instead.",
    "[^3]: Harbour board, Annual Accounts 2023, p. 14.",
)
BEGINNINGS = (
    "The ferry that links", "Board members voted", "The operator has lost", "Residents say", "The council has offered",
    "A petition with", "For the time being",
)  # fmt: skip
CASES = (
    Case("01-code-block-single", (f"```go\n{GO}\n```",), url=None),
    Case("03-code-shiki-lines", (f"```\n{GO}\n```",), url=None),
    Case(
        "04-code-row-table",
        ("```\nfunction start(job) {\n  if (job.done) {\n    return null;\n  }\n  return run(job);\n}\n```",),
    ),
    Case("05-table-short", rows("Route,Day,Fare", "North,Saturday,4.50", "North,Sunday,5.00", "South,Any day,6.20")),
    Case(
        "07-table-numbers-partial",
        ("| Year | Passengers | Loss |", "| 2017 | 41,200 |", "| 2018 | 39,870 |", "| 2019 | 38,100 |",
         "| 2020 | 9,400 |", "| 2021 | 17,350 |"),
        url=None,
    ),
    Case(
        "08-table-code-in-cells",
        rows("Flag,Default,Meaning", "`--log`,`/var/log`,Where the log is written",
             "`--jobs`,`8`,How many jobs run at once"),
        url=None,
    ),
    Case(
        "10-table-list-in-cells",
        rows("Day,Sailings", "Saturday,10:15 from the quay<br>16:40 from the island",
             "Sunday,11:00 from the quay<br>17:20 from the island"),
    ),
    Case("11-table-nested", ("Weekday", "Weekend"), ("Dep 07:10", "Arr 07:50", "Dep 08:40", "Dep 10:15", "Arr 10:55")),
    Case(
        "13-dl-terms",
        text=("Scheduler", "The part that decides which job runs next", "Finish record", "A line in the log that says"),
    ),
    Case("14-dl-facts", text=("Crew", "Built", "1988")),
    Case(
        "16-recipe-items",
        ("200 g flour", "2 eggs", "1 tsp salt", "100 ml milk", "- Butter", "- Oil", "Lemon, to serve", "Sugar",
         "Beat the eggs.", "Add flour and salt", "Fry."),
    ),
    Case("17-footnote-body-becomes-note-word", ("[^1]\n\nBoard", "[^2]\n\nThe op", "[^3]\n\nResidents", *NOTES)),
    Case(
        "19-toc-mutual-links",
        ("1. 1 What the accounts show this year", "2. 2 What happens next in October", "## 1 What the accounts show\n",
         "## 2 What happens next\n"),
        absent=("[^",),
    ),
    Case("20-footnotes-pandoc-lost", ("[^1]\n\nBoard", "[^2]\n\nThe op", "[^3]\n\nResidents", *NOTES)),
    Case("22-hidden-paragraph", absent=("Desk note",), paragraphs=7),
    Case("23-hidden-display-none-div", absent=("Desk note",), paragraphs=7),
    Case("25-sr-only-in-link", text=("a study.",), absent=("new tab",)),
    Case("26-dropcap-sr-double", text=("The ferry that links",), absent=("TheThe",)),
    Case("28-math-katex-triple", (r"$v=\frac{d}{t}$",), ("follows from v=d/t, where",)),
    Case("30-math-image-alt-lost", ("The energy is $E=mc^2$ for each trip.",),
         ("The energy is E=mc^2 for each trip.",), url=None),
    Case("32-math-block-dropped", (r"$$t = \frac{n}{r}$$",), ("t = n/r",), url=None),
    Case("33-span-block-paragraphs-glued", text=tuple(f"\n\n{text}" for text in BEGINNINGS[1:]), paragraphs=7),
    Case("35-h1-permalink-in-title", title="Writing the log first"),
    Case("36-title-cut-at-dash", title="The ferryman’s philosophy – and its fatal flaw"),
    Case("38-inbody-card-orphan-blurb", absent=("Record tides", "Drivers were warned"), paragraphs=7),
    Case("39-image-json-attr", images=("https://media.harbourcourier.example/public/images/ab12-quay.png",)),
    Case("41-ld-author-given-family", authors=("Ines Carvalho",)),
    Case("42-meta-authors", authors=("Erwin Bank",)),
    Case("44-react-RS-segment-order", text=tuple(f"\n\n{text}" for text in BEGINNINGS[1:]), paragraphs=7),
    Case(
        "45-liveblog-entry-titles",
        ("18:05 Meeting ends", "17:05 Vote taken", "16:05 Accounts shown", "15:05 Residents speak",
         "14:05 Electric idea", "13:05 Petition handed in", "12:05 Weekend tickets"),
    ),
    Case("47-bare-page-site-h1", title="Notes on the ferry decision", url="https://x.example/f"),
)  # fmt: skip


def cases_folder() -> Path:
    """Return where the pages lie: the environment's CLIPPINGS_CASES, else beside the corpus."""
    return Path(os.environ.get("CLIPPINGS_CASES") or corpus_folder().parent / "cases")


def read_case(case: Case) -> clippings.ParsedArticle:
    """Return what the page of *case* gives."""
    return clippings.parse((cases_folder() / f"{case.name}.html").read_bytes(), url=case.url)


def main() -> None:
    """Print each case with what is wrong with it."""
    passed = 0
    for case in CASES:
        try:
            faults = case.faults(read_case(case))
        except clippings.RejectedPage as rejected:
            faults = [f"rejected: {rejected}"]
        passed += not faults
        sys.stdout.write(f"{'pass' if not faults else 'FAIL'} {case.name} {'; '.join(faults)}\n")
    sys.stdout.write(f"{passed} of {len(CASES)}\n")


if __name__ == "__main__":
    main()
