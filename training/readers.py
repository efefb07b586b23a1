"""Reader processes: each holds a part of the labeled pages as trees, and returns numbers and texts.

Parsing the pages and computing their features takes most of the time of a training, and trees cannot be sent from one
process to another. So the pages are distributed once, and the processes return what is requested.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Mapping, Sequence
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from clippings.body.model import Forest
from clippings.body.scoring import Scorer
from clippings.body.word_weights import WordWeights
from training.corpus import Example, corpus_folder, read_examples
from training.outcomes import Outcome, read
from training.plain_pages import make_plain_pages
from training.rows import Rows, lexical_rows, make_rows
from training.variants import make_variants
from training.words import WordRows, gather_words

#: Processes. The variants of a page are made of others of its part, so another number makes other pages.
PARTS = 2


class Readers:
    """The processes that hold the pages of *collections*; to be used as a context manager."""

    def __init__(
        self, collections: Sequence[str], only_read: Sequence[str] = (), *, nameless: bool = False, made: bool = True
    ) -> None:
        """Start the processes.

        Args:
            collections: The sets to train with and to read.
            only_read: Further sets, which are read and take no part in a training.
            nameless: Whether the names of the elements are hidden.
            made: Whether bare pages and variants are made of the labeled pages.
        """
        context = multiprocessing.get_context("fork")
        self.pipes: list[Connection] = []
        self.processes = []
        for number in range(PARTS):
            ours, theirs = context.Pipe()
            arguments = (theirs, number, tuple(collections), tuple(only_read), nameless, made)
            process = context.Process(target=_serve, args=arguments, daemon=True)
            process.start()
            theirs.close()
            self.pipes.append(ours)
            self.processes.append(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe, process in zip(self.pipes, self.processes, strict=True):
            if process.is_alive():
                pipe.send(None)
            process.join()

    def make_rows(self) -> list[Rows]:
        """Return the rows of each process; their features are those that need no word weights."""
        return self._ask("rows", None)

    def gather_words(self) -> WordRows:
        """Return the words of all labeled passages."""
        return WordRows(self._ask("words", None))

    def lexical_rows(self, lexicons: Mapping[int, Mapping[str, float]]) -> list[Any]:
        """Return for the rows of each process the features that need word weights, each page's by its fold's."""
        return self._ask("lexical", dict(lexicons))

    def read(
        self, models: Mapping[int, tuple[dict[str, Any], Mapping[str, float]]], collections: Sequence[str] | None = None
    ) -> list[Outcome]:
        """Return the outcome of every page, or of those of *collections*, by the model and words of its fold."""
        return [outcome for part in self._ask("read", (dict(models), collections)) for outcome in part]

    def _ask(self, what: str, content: object) -> list[Any]:
        for pipe in self.pipes:
            pipe.send((what, content))
        answers = [pipe.recv() for pipe in self.pipes]
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return answers


def _serve(pipe: Connection, number: int, collections: Sequence[str], only_read: Sequence[str], *how: bool) -> None:
    nameless, made = how
    folder = corpus_folder()
    examples = list(read_examples(folder, collections, nameless=nameless, part=(number, PARTS)))
    if made:
        examples += [*make_plain_pages(examples), *make_variants(examples, nameless=nameless)]
    others = list(read_examples(folder, only_read, nameless=nameless, part=(number, PARTS)))
    part = _Part(examples, others)
    while (question := pipe.recv()) is not None:
        what, content = question
        try:
            answer = getattr(part, what)(content)
        except Exception as error:  # noqa: BLE001 - it is raised where the question was asked
            answer = error
        pipe.send(answer)


class _Part:
    """The pages of one process, and the answers to its requests."""

    def __init__(self, examples: Sequence[Example], others: Sequence[Example]) -> None:
        self.examples, self.others = examples, others
        self.known: Rows | None = None

    def rows(self, _content: None) -> Rows:
        self.known, self.places = make_rows(self.examples)
        return self.known

    def words(self, _content: None) -> Any:
        return gather_words(self.examples)

    def lexical(self, lexicons: Mapping[int, Mapping[str, float]]) -> Any:
        return lexical_rows(self.places, {fold: WordWeights(weights) for fold, weights in lexicons.items()})

    def read(self, content: tuple[Mapping[int, tuple[dict[str, Any], Mapping[str, float]]], Any]) -> list[Outcome]:
        models, collections = content
        scorers = {fold: Scorer(Forest(model), WordWeights(weights)) for fold, (model, weights) in models.items()}
        pages: Iterable[Example] = (*self.examples, *self.others)
        return [
            read(example, scorers[example.fold])
            for example in pages
            if example.fold in scorers and (collections is None or example.collection in collections)
        ]
