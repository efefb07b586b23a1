"""Notes that are typed without links are footnotes if their marks are those of the text, in the same order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from clippings.body.blocks import make_blocks
from clippings.body.inline import InlineReader
from clippings.body.note_series import Read
from clippings.body.render import to_html, to_markdown, to_text
from clippings.body.typed_notes import allow_kept, find_typed_notes, with_typed_notes
from clippings.page.flow import Passage, read_flow
from clippings.page.page import make_page
from clippings.records import Block, Role

FIRST, SECOND = "The quay was built in two years", "and the storm of 1911 broke it"
LOG, LETTER = "Log of the harbour, page 14.", "A letter of the mayor, 4 May 1911."
WRITTEN = f"{FIRST},[^1] {SECOND}.[^2]\n\nIt was mended.\n\n[^1]: {LOG}\n\n[^2]: {LETTER}"
END = "<p>It was mended.</p>"


def role_of(passage: Passage) -> Role:
    outer = passage.box.parent.tag if passage.box.parent else ""
    if passage.kind == "code":
        return "code"
    if passage.box.tag in ("h2", "h3"):
        return "heading"
    return "list_item" if "li" in (passage.box.tag, outer) else "paragraph"


def blocks(markup: str) -> tuple[Block, ...]:
    page = make_page(f"<main>{markup}</main>")
    passages = read_flow(page)
    reader = InlineReader(page)
    typed = find_typed_notes(passages, range(len(passages)), reader.read)
    return make_blocks(passages, [role_of(p) for p in passages], [1.0] * len(passages), reader, typed=typed)


def with_notes(passages: Sequence[Passage], chances: Sequence[float], read: Read) -> list[int]:
    """Return the passages of an article of which the model keeps the first two."""
    found = find_typed_notes(passages, [0, 1], read, allow_kept(chances, [0, 1]))
    return with_typed_notes(found, passages, [0, 1])


def text(one: str, two: str) -> str:
    return f"<p>{FIRST},{one} {SECOND}.{two}</p>{END}"


def notes(one: str, two: str) -> str:
    return f"<p>{one}{LOG}</p><p>{two}{LETTER}</p>"


#: Kinds of typed notes: the text with its marks, and the notes.
KINDS = {
    "numbers in brackets": text("[1]", "[2]") + notes("[1] ", "[2] "),
    "superscript numbers": text("<sup>1</sup>", "<sup>2</sup>") + notes("<sup>1</sup> ", "<sup>2</sup>"),
    "superscripts in brackets": text("<sup>[1]</sup>", "<sup>[2]</sup>") + notes("[1] ", "[2] "),
    "superscript characters": text("¹", "²") + notes("¹ ", "² "),
    "paragraphs of Word": text("<span>[1]</span>", "<span>[2]</span>")
    + f'<div><hr size=1 width="33%"><div><p class=MsoFootnoteText><span>[1]</span>&nbsp;{LOG}</p></div>'
    f"<div><p class=MsoFootnoteText><span>[2]</span>&nbsp;{LETTER}</p></div></div>",
    "lines of one paragraph": text("[1]", "[2]") + f"<p>[1] {LOG}<br>[2] {LETTER}</p>",
    "a page of lines": f"<p>{FIRST},[1] {SECOND}.[2]<br><br>It was mended.<br><br>[1] {LOG}<br>[2] {LETTER}</p>",
    "letters": text("<sup>a</sup>", "<sup>b</sup>") + notes("<sup>a</sup> ", "<sup>b</sup> "),
    "signs": text("*", "†") + notes("* ", "† "),
    "one and two asterisks": text("*", "**") + notes("*", "**"),
    "Arabic digits": text("[١]", "[٢]") + notes("[١] ", "[٢] "),
    "full-width digits": text("［１］", "［２］") + notes("［１］", "［２］"),
    "Japanese notes": text("（注1）", "（注2）") + notes("注1　", "注2　"),
    "Chinese notes": text("[注1]", "[注2]") + notes("[注1]", "[注2]"),
    "Japanese signs": text("※1", "※2") + notes("※1 ", "※2 "),
    "asterisks with numbers": text("<sup>*1</sup>", "<sup>*2</sup>") + notes("*1：", "*2："),
}
#: Kinds whose marks are common, so that a heading or a rule must announce the notes.
ANNOUNCED = {
    "numbers with full stops": text("<sup>1</sup>", "<sup>2</sup>") + "{}" + notes("1. ", "2. "),
    "numbers alone": text("[1]", "[2]") + "{}" + notes("1 ", "2 "),
    "letters with parentheses": text("<sup>a</sup>", "<sup>b</sup>") + "{}" + notes("a) ", "b) "),
    "a numbered list": text("<sup>1</sup>", "<sup>2</sup>") + "{}" + f"<ol><li>{LOG}</li><li>{LETTER}</li></ol>",
    "numbers in parentheses": text(" (1)", " (2)").replace(", (1)", " (1),") + "{}" + notes("(1) ", "(2) "),
    "circled numbers": text("①", "②") + "{}" + notes("① ", "② "),
}


@pytest.mark.parametrize("kind", KINDS)
def test_typed_notes_are_footnotes(kind: str) -> None:
    assert to_markdown(blocks(KINDS[kind])) == WRITTEN


@pytest.mark.parametrize("kind", ANNOUNCED)
@pytest.mark.parametrize(
    "heading", ["<h2>Notes</h2>", "<h3>Fußnoten:</h3>", "<p><b>参考文献</b></p>", "<hr>", "<p>______</p>"]
)
def test_notes_with_common_marks_are_footnotes_below_a_heading_or_a_rule(kind: str, heading: str) -> None:
    written = to_markdown(blocks(ANNOUNCED[kind].format(heading)))
    assert written.endswith(f"[^1]: {LOG}\n\n[^2]: {LETTER}")
    assert f"{SECOND}.[^2]" in written.replace(". [", ".[")


@pytest.mark.parametrize("kind", ANNOUNCED)
def test_common_marks_alone_are_no_notes(kind: str) -> None:
    assert "[^" not in to_markdown(blocks(ANNOUNCED[kind].format("<h2>What to do</h2>")))


#: Marks that are no references and no notes.
OTHERS = {
    "a remark of the editor": text(" [sic]", "") + notes("[1] ", "[2] "),
    "years in brackets": text(" [1911]", " [1912]") + notes("1911. ", "1912. "),
    "a note that nothing refers to": text("[1]", "") + notes("[1] ", "[2] "),
    "a reference without a note": text("[1]", "[2]") + f"<p>[1] {LOG}</p>",
    "another order": text("[2]", "[1]") + notes("[1] ", "[2] "),
    "other numbers": text("[1]", "[3]") + notes("[1] ", "[2] "),
    "notes before the text": notes("[1] ", "[2] ") + text("[1]", "[2]"),
    "indices in code": text(" <code>a[1]</code>", " <code>a[2]</code>") + notes("[1] ", "[2] "),
    "numbered paragraphs": f"<p>[1] {FIRST}.</p><p>[2] See [1] above.</p><p>[3] {LETTER}</p>",
    "items within a sentence": text(": (1) for ships, (2) for boats", "") + "<h2>Notes</h2>" + notes("(1) ", "(2) "),
    "exponents": text(" 30 m<sup>2</sup>, 4 m<sup>3</sup>", "") + "<hr>" + notes("2. ", "3. "),
    "typed bullets": text("*", "") + notes("* ", "* "),
    "typed emphasis": text(" *very* deep", "") + f"<p>* {LOG}</p>",
    "links to other pages": text("<sup><a href=https://a.example/>1</a></sup>", "") + f"<p><sup>1</sup> {LOG}</p>",
    "a numbered table of contents": f"<h2>Notes</h2><ol><li>{LOG}</li><li>{LETTER}</li></ol>" + text("", ""),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_numbers_and_signs_stay_as_they_are(kind: str) -> None:
    found = to_markdown(blocks(OTHERS[kind]))
    assert "[^" not in found
    page = make_page(f"<main>{OTHERS[kind]}</main>")
    passages = read_flow(page)
    plain = make_blocks(passages, [role_of(p) for p in passages], [1.0] * len(passages), InlineReader(page))
    assert found == to_markdown(plain)


def test_notes_after_each_part_are_linked_with_their_part() -> None:
    part = "<p>{}[{}]</p><p>[Footnote {}: {}]</p>"
    assert to_markdown(blocks(part.format(FIRST, 1, 1, LOG) + part.format(SECOND, 2, 2, LETTER))) == (
        f"{FIRST}[^1]\n\n[^1]: {LOG}\n\n{SECOND}[^2]\n\n[^2]: {LETTER}"
    )


def test_a_superscript_may_refer_to_several_notes() -> None:
    written = to_markdown(blocks(text("<sup>1,2</sup>", "") + notes("[1] ", "[2] ")))
    assert written.startswith(f"{FIRST},[^1]")
    assert "[^2]" in written.partition(SECOND)[0]


def test_numbers_in_brackets_may_refer_to_several_notes() -> None:
    several = notes("[1] ", "[2] ") + f"<p>[3] {LOG} Above.</p>"
    assert to_markdown(blocks(text("[1, 2]", "[3]") + several)).startswith(f"{FIRST},[^1], [^2] {SECOND}.[^3]")
    assert to_markdown(blocks(text("[1–3]", "[2]") + several)).startswith(f"{FIRST},[^1][^2][^3] {SECOND}.[^2]")
    assert to_markdown(blocks(text("<sup>1-3</sup>", "") + several)).startswith(f"{FIRST},[^1][^2][^3] {SECOND}.")


@pytest.mark.parametrize("interval", ["[0, 1]", "[2, 1]", "[1, 10]", "[12-14]"])
def test_intervals_are_no_references(interval: str) -> None:
    written = to_markdown(blocks(text("[1]", "[2]") + f"<p>It is {interval} long.</p>" + notes("[1] ", "[2] ")))
    assert written.startswith(f"{FIRST},[^1] {SECOND}.[^2]")
    assert interval.strip("[]") in written


def test_a_paragraph_between_two_notes_continues_the_first() -> None:
    markup = text("[1]", "[2]") + f"<p>[1] {LOG}</p><p>It is old.</p><p>[2] {LETTER}</p><p>Read on.</p>"
    written = to_markdown(blocks(markup))
    assert written.endswith(f"[^1]: {LOG}\n\n    It is old.\n\n[^2]: {LETTER}\n\nRead on.")
    assert "<p>It is old.</p>" in to_html(blocks(markup))


def test_a_paragraph_with_a_reference_continues_no_note() -> None:
    markup = f"<p>{FIRST}[1]</p><p>[1] {LOG}</p><p>{SECOND}[2]</p><p>[2] {LETTER}</p>"
    assert f"\n\n{SECOND}[^2]\n\n" in to_markdown(blocks(markup))


def test_a_second_paragraph_of_an_item_belongs_to_its_note() -> None:
    items = f"<h2>Notes</h2><ol><li><p>{LOG}</p><p>And more.</p></li><li>{LETTER}</li></ol>"
    written = to_markdown(blocks(text("<sup>1</sup>", "<sup>2</sup>") + items))
    assert written.endswith(f"[^1]: {LOG}\n\n    And more.\n\n[^2]: {LETTER}")


def test_all_forms_lead_from_the_reference_to_the_note() -> None:
    found = blocks(KINDS["numbers in brackets"])
    assert [run.href for run in found[0].content if run.href] == [f"#{found[2].id}", f"#{found[3].id}"]
    assert [block.text for block in found[2:]] == [LOG, LETTER]
    assert to_text(found).endswith(f"[1] {LOG}\n\n[2] {LETTER}")
    assert f'id="{found[2].id}"' in to_html(found)


def test_notes_of_kept_text_are_kept_with_their_heading() -> None:
    page = make_page(f"<main>{text('[1]', '[2]')}<h2>Notes</h2>{notes('[1] ', '[2] ')}<p>Read on</p></main>")
    passages = read_flow(page)
    assert with_notes(passages, [0.0] * 6, InlineReader(page).read) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "notes_markup",
    [
        f"<dl><dt>[1]</dt><dd>{LOG}</dd><dt>[2]</dt><dd>{LETTER}</dd></dl>",
        f"<div class=footnote><p>1</p><div><p>{LOG}</p></div></div><div class=footnote><p>2</p><p>{LETTER}</p></div>",
        f"<h2>Notes</h2><p>1.</p><p>{LOG}</p><p>2.</p><p>{LETTER}</p>",
    ],
)
def test_a_mark_in_a_passage_of_its_own_begins_its_note(notes_markup: str) -> None:
    page = make_page(f"<main>{text('<sup>1</sup>', '<sup>2</sup>')}{notes_markup}</main>")
    passages, reader = read_flow(page), InlineReader(page)
    kept = with_notes(passages, [0.0] * len(passages), reader.read)
    typed = find_typed_notes(passages, kept, reader.read)
    roles = [role_of(p) if p.index in kept else None for p in passages]
    written = to_markdown(make_blocks(passages, roles, [1.0] * len(passages), reader, typed=typed))
    assert written.replace("## Notes\n\n", "") == WRITTEN


def test_numbers_between_paragraphs_are_no_notes_without_a_heading() -> None:
    counted = text("<sup>1</sup>", "<sup>2</sup>") + f"<p>1</p><p>{LOG}</p><p>2</p><p>{LETTER}</p>"
    assert "[^" not in to_markdown(blocks(counted))


def test_notes_that_are_longer_than_the_text_are_not_added() -> None:
    page = make_page(f"<main>{text('[1]', '[2]')}{notes('[1] ' + 'And so on. ' * 200, '[2] ')}</main>")
    passages = read_flow(page)
    assert with_notes(passages, [0.0] * 4, InlineReader(page).read) == [0, 1]


@pytest.mark.parametrize(("chance", "kept"), [(0.2, [0, 1, 2]), (0.05, [0, 1])])
def test_a_note_with_a_sign_is_kept_from_a_probability_on(chance: float, kept: list[int]) -> None:
    page = make_page(f"<main>{text('*', '')}<p>* {LOG}</p></main>")
    passages = read_flow(page)
    assert with_notes(passages, [1.0, 1.0, chance], InlineReader(page).read) == kept


def test_a_superscript_with_a_space_leaves_the_space_to_the_text() -> None:
    written = to_markdown(blocks(f"<p>It is deep.<sup>1 </sup>It is old.</p><p>[1] {LOG}</p>"))
    assert written == f"It is deep.[^1] It is old.\n\n[^1]: {LOG}"


def test_an_equals_sign_after_the_mark_is_no_part_of_the_note() -> None:
    assert to_markdown(blocks(text("*", "") + "<p>* = with breakfast</p>")).endswith("[^1]: with breakfast")
