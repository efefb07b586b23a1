"""A label is separated from its text, and words whose parts are elements stay whole."""

from __future__ import annotations

import pytest

from clippings.page.flow import read_flow
from clippings.page.page import make_page

REST = "keeper shall light the lamp at dusk."


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (f"<span>1</span><span>A {REST}</span>", f"1 A {REST}"),
        (f"<span class=no>1A</span><span class=para>The {REST}</span>", f"1A The {REST}"),
        (f"<a id=s2>2</a>The {REST}", f"2 The {REST}"),
        (f"<a name=s3></a><b>§ 3</b>The {REST}", f"§ 3 The {REST}"),
        (f"<span>(a)</span><span>every {REST}</span>", f"(a) every {REST}"),
        (f"<b><span>1.2</span></b><i><span>“The {REST}”</span></i>", f"1.2 “The {REST}”"),
        ("<strong>1913</strong><span>The lamp is lit.</span>", "1913 The lamp is lit."),
        ("<span>Q</span>Who lit the lamp?", "Q Who lit the lamp?"),
        ("<span class=number>41</span><span class=unit>metres</span>", "41 metres"),
        ("<span class=label>Height</span><span class=value>41 m</span>", "Height 41 m"),
        ("<i class=time>00:04</i><b class=speaker>ANNA BERG</b>Who lit the lamp?", "00:04 ANNA BERG Who lit the lamp?"),
        ("<time>10:05</time>The board has met.", "10:05 The board has met."),
        ("<strong>5 May</strong>The board met.", "5 May The board met."),
        ("<span class=dateline>PORT ELLIS</span>The board met.", "PORT ELLIS The board met."),
        ("<strong>Height</strong><span>41 m</span>", "Height 41 m"),
        ("<strong>Lit</strong><span>in 1913</span>", "Lit in 1913"),
        ("<b>Anna Berg</b><span>keeper of the lamp</span>", "Anna Berg keeper of the lamp"),
        (
            "<i style='display:inline-block'>Two steps</i><i style='display:inline-block'>lead up</i>",
            "Two steps lead up",
        ),
    ],
)
def test_a_label_is_separated_from_its_text(line: str, text: str) -> None:
    assert [passage.text for passage in read_flow(make_page(f"<div><p>{line}</p></div>"))] == [text]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<b>3</b>D pictures of the lamp", "3D pictures of the lamp"),
        ("<span>4</span><span>G on the rock</span>", "4G on the rock"),
        ("<b>1</b>st of May", "1st of May"),
        ("<span>The</span><span>Lamp</span>", "TheLamp"),
        ("<span class=first>Light</span><span class=last>House</span>", "LightHouse"),
        ("<span class=label>Height</span>, <span class=value>41 m</span>", "Height, 41 m"),
        ("<span class=name>K</span>eeper of the lamp", "Keeper of the lamp"),
        ("<em>(</em><a href=/k>Anna Berg</a> keeps the lamp)", "(Anna Berg keeps the lamp)"),
        ("<strong>Light</strong><span>house</span>", "Lighthouse"),
        ("<strong>Light</strong>House of the rock", "LightHouse of the rock"),
        ("<b>light</b><b>house keepers</b>", "lighthouse keepers"),
        ("<b style='display:inline-block'>I</b><span>f you see the lamp</span>", "If you see the lamp"),
        ("".join(f"<i style='display:inline-block'>{letter}</i>" for letter in "Lamp"), "Lamp"),
        ("<code><b class=name>Lamp</b><i class=number>1</i></code> lights it", "Lamp1 lights it"),
    ],
)
def test_a_word_of_several_elements_stays_whole(line: str, text: str) -> None:
    assert [passage.text for passage in read_flow(make_page(f"<div><p>{line}</p></div>"))] == [text]


def test_a_line_of_many_labels_is_read_to_a_limit() -> None:
    spans = "<span class=label>Height</span><span class=value>41 m</span>" * 5_000
    text = read_flow(make_page(f"<div><p>{spans}</p></div>"))[0].text
    assert text.startswith("Height 41 m Height 41 m")
    assert len(text) < len("Height 41 m ") * 5_000
