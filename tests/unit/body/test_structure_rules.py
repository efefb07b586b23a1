"""A structure that the models doubt is kept where the passages around it are kept, and left out elsewhere."""

from __future__ import annotations

import pytest

from clippings.body.layout import Layout, lay_out_page
from clippings.body.structure_rules import complete_structures
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LINE = "The board met on Tuesday in the old customs house and voted for the repair of the tower, seven to two."
TABLE = "<table><tr><td>North<td>4.50</tr><tr><td>South<td>6.20</tr></table>"
LINKED = "<table><tr><td><a href=/n>North quay</a><td>4</tr><tr><td><a href=/s>South quay</a><td>6</tr></table>"
RANKED = (
    "<table><tr><td>1.<td><a href=/n>North quay closed</a></tr><tr><td>2.<td><a href=/s>South quay</a></tr></table>"
)
LIST = '<ul><li><a href="/n">North quay of the harbour, its fares</a><li><a href="/s">South quay of them all</a></ul>'


def layout(markup: str) -> Layout:
    page = make_page(f"<body><main>{markup}</main></body>")
    return lay_out_page(page, read_flow(page), None)


def is_kept(markup: str, chance: float) -> bool:
    """Whether the page's first structure is kept, given its chance; every paragraph that ends in a full stop is."""
    made = layout(markup)
    structure = next(structure for structure in made.structures if structure is not None)
    chances = [chance if one is structure else 0.9 for one in made.structures]
    kept = {passage.index for passage in made.passages if passage.text.endswith(".") and passage.box.tag == "p"}
    units = [[i] for i in range(structure.members[0])]
    units += [structure.members, *([i] for i in range(structure.members[-1] + 1, len(made.passages)))]
    return set(structure.members) <= complete_structures(made, units, chances, kept)


P = f"<p>{LINE}</p>"


@pytest.mark.parametrize(
    ("rule", "page", "chance", "near_miss", "its_chance"),
    [
        ("enclosed", f"{P}<p>Share</p>{TABLE}<p>Share</p>{P}", 0.25, f"{P}<p>Share</p>{TABLE}<p>Share</p>{P}", 0.15),
        (
            "enclosed, with other structures",
            f"{P}<p>In</p>{TABLE}<p>Out</p><pre>a</pre><pre>b</pre>{P}",
            0.25,
            f"{P}<p>In</p>{TABLE}<p>Out</p><p>a</p><p>b</p>{P}",
            0.25,
        ),
        (
            "enclosed, with numbers",
            f"{P}{TABLE}<p>(1)</p><p>(2)</p><p>(3)</p>{P}",
            0.25,
            f"{P}<p>Share</p>{TABLE}<p>one</p><p>two</p><p>three</p>{P}",
            0.25,
        ),
        ("between", f"{P}{LINKED}{P}", 0.25, f"{P}{LIST}{P}", 0.25),
        ("tabled", f"{P}{TABLE}{P}", 0.06, f"{P}{TABLE}{P}", 0.04),
        ("named", f"{P}{LINKED}{P}", 0.02, f"{P}{RANKED}{P}", 0.02),
        ("listed", f"{P}{LIST}{P}", 0.45, f"{P}{LIST}<p>Share</p>{P}", 0.45),
        ("led", f"{P}{TABLE}<p>Share</p>", 0.2, f"{P}<p>Share</p>{TABLE}<p>Share</p>", 0.2),
        (
            "led, with a button",
            f"{P}<div><pre>light()</pre><button>Copy</button></div><p>Share</p>",
            0.2,
            f"{P}<div><pre>light()</pre><p>Share</p></div>",
            0.2,
        ),
        (
            "code, with buttons",
            f"{P}<p>Share</p><pre>light()</pre><button>Copy</button><button>Run</button><button>Wrap</button>{P}",
            0.1,
            f"{P}<p>Share</p><pre>light()</pre><p>Copy</p><p>Run</p><p>Wrap</p>{P}",
            0.1,
        ),
        (
            "led, in a wrapper",
            f"{P}<div><figure>{TABLE}</figure></div>",
            0.2,
            f"<div>{P}</div><div><i>x</i>{TABLE}</div>",
            0.2,
        ),
    ],
)
def test_rules_apply_to_their_example_but_not_to_the_near_miss(
    rule: str, page: str, chance: float, near_miss: str, its_chance: float
) -> None:
    assert is_kept(page, chance), rule
    assert not is_kept(near_miss, its_chance), rule


def test_a_copy_of_kept_text_is_left_out() -> None:
    rows = "<p>North.</p><p>South.</p>"
    copy = "<ul><li>North.<li>South.</ul>"
    assert not is_kept(f"{rows}{P}<p>Share</p>{copy}<p>Share</p>{P}", 0.3)
    assert is_kept(f"{P}<p>Share</p>{copy}<p>Share</p>{P}", 0.3)
    assert is_kept(f"{rows}{P}{copy}{P}", 0.3)
