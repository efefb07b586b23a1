"""The frozen records that make up an article, which all parts of the package use.

Every record is an immutable dataclass of plain values, so that an article can be compared, hashed in parts and
written as JSON without a mapping of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Generic, Literal, TypeVar, get_args

from clippings.tex import readable

Mark = Literal["strong", "emphasis", "code", "subscript", "superscript", "deleted", "highlight", "math", "display_math"]

#: Marks of formulas: in a line of text, and on a line of their own.
MATH: frozenset[Mark] = frozenset({"math", "display_math"})

#: Which pages are admitted: only articles, or every page that has text.
Admit = Literal["articles", "everything"]
ADMIT_CHOICES: tuple[Admit, ...] = get_args(Admit)

Role = Literal[
    "headline",
    "standfirst",
    "byline",
    "paragraph",
    "heading",
    "list_item",
    "quote",
    "pull_quote",
    "caption",
    "credit",
    "table",
    "code",
    "embed",
    "author_note",
    "correction",
    "live_entry",
    "related",
    "promotion",
    "comment",
    "hidden",
]

#: The roles that make up the body's text. A headline has its own field, captions belong to their images.
TEXT_ROLES: frozenset[Role] = frozenset(
    {"standfirst", "paragraph", "heading", "list_item", "quote", "table", "code", "live_entry"}
)


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text with the same marks. With the mark ``math`` or ``display_math`` it is TeX.

    *href* is absolute where the page's address is known; ``#`` and the id of a block refers to a note of the article.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    content: tuple[Inline, ...]
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The place of a list item, of code or a table in one, or of a further paragraph of a note.

    *depth* 1 is the outermost list; *ordinal* is None in an unordered list.
    """

    depth: int
    ordinal: int | None = None
    #: Whether the block is a further one of the item before it, without a bullet of its own.
    continued: bool = False
    #: In a list of definitions, whether the passage is a term or begins a description.
    definition: Literal["term", "description"] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article in reading order.

    *id* is stable for equal content on one page; *score* is how surely the block belongs to the article, 0 to 1,
    and *reason* names what decided (``model``, a guard or a named rule).
    """

    id: str
    role: Role
    content: tuple[Inline, ...] = ()
    level: int | None = None  #: of a heading, 1 to 6; of a live-blog entry that begins with one
    place: ListPlace | None = None  #: of a list item, and of code or a table in one
    quoted: int = 0  #: how many block quotes enclose the block
    rows: tuple[tuple[Cell, ...], ...] = ()  #: of a table
    language: str | None = None  #: of code, as the page names it
    time: datetime | None = None  #: of a live-blog entry; naive where the page names no zone
    #: Whether the page hides the block until a script shows it. A block that is never shown has the role ``hidden`` and
    #: is not in text, Markdown or HTML.
    hidden: bool = False
    #: Why it is hidden: ``hidden-attribute``, ``display-none``, ``visibility-hidden``, ``transparent``, ``zero-size``,
    #: ``off-screen``, ``same-color`` or ``closed-dialog``.
    hidden_reason: str | None = None
    score: float = 1.0
    reason: str = ""

    @property
    def text(self) -> str:
        """The block as plain text. A table has a line for each row, with tabs between the cells."""
        if self.rows:
            return "\n".join("\t".join(plain_text(cell.content) for cell in row) for row in self.rows)
        return plain_text(self.content)


def plain_text(content: tuple[Inline, ...]) -> str:
    """Return the text of inline *content* without its marks, and with formulas in readable form instead of TeX."""
    return "".join([readable(run.text) if run.marks and MATH.intersection(run.marks) else run.text for run in content])


@dataclass(frozen=True, slots=True)
class Author:
    """An author: a person or an organization."""

    name: str
    role: Literal["writer", "photographer", "translator", "agency", "editor", "illustrator"] = "writer"
    kind: Literal["person", "organisation"] = "person"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment as the publisher gave it.

    *day* is the publisher's own calendar day. *instant* is aware, and None unless a time of day and a zone are
    known; *zone* says how it is known. *raw* is what was read.
    """

    day: date
    instant: datetime | None = None
    precision: Literal["day", "minute", "second"] = "day"
    zone: Literal["explicit", "assumed", "none"] = "none"
    raw: str = ""


#: Media types of pictures that are kept. SVG is not among them, since it may contain scripts.
PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article. *width* and *height* are in CSS pixels, where the page declares them.

    *kept* is the name of the stored picture, where the page contained it and the service keeps it.
    """

    url: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    width: int | None = None
    height: int | None = None
    lead: bool = False
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights that the page states."""

    licence: str | None = None  #: address or short name of a license
    copyright: str | None = None  #: the copyright line
    reservations: tuple[str, ...] = ()  #: ``noindex``, ``noai``, ``tdm-reservation`` …


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that a field rejected, and why."""

    rule: str
    raw: str
    why: str


#: Longest excerpt of the page that provenance keeps, in characters.
MAX_RAW = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """A field's value with its history: the *rule* that found it, the text that it read, and the rejected candidates.

    *confidence* is calibrated: of the findings with 0.9, nine in ten are right.
    """

    value: T
    rule: str
    raw: str = ""
    confidence: float = 1.0
    rejected: tuple[Rejected, ...] = ()


#: Earliest time of a capture: the web has no older pages.
EARLIEST_CAPTURE = datetime(1990, 1, 1, tzinfo=UTC)


def object_key(key: str, offset: int | None) -> str:
    """Return the key of the object that holds the page *key*: of a page of a bundle, the key of the bundle.

    A page that is read from *offset* of a bundle has the key ``<bundle's key>#<offset>``.
    """
    return key if offset is None else key.removesuffix(f"#{offset}")


@dataclass(frozen=True, slots=True)
class Capture:
    """One upload of one page. *captured_at* orders captures, with key, sequencer and version as tie-breakers.

    A page that is read from a bundle has the bundle's version, ETag and sequencer. *bundle* is the kind of the bundle,
    and *offset* the place of the page in it; see :func:`object_key`.
    """

    bucket: str
    key: str
    captured_at: datetime
    version: str = ""
    sequencer: str = ""
    etag: str = ""
    size: int = 0
    source_url: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    bundle: str = ""
    offset: int | None = None

    @property
    def object_key(self) -> str:
        """The key of the object that holds the page."""
        return object_key(self.key, self.offset)

    @property
    def order(self) -> tuple[datetime, str, str, str]:
        """The sort key. A sequencer is a hexadecimal number of varying length, comparable within one key only."""
        return (self.captured_at, self.key, self.sequencer.zfill(32), self.version)
