"""A caption is separated from its credit: one text for each form, and a near miss."""

from __future__ import annotations

import pytest

from clippings.fields.images.credits import split_credit, tell_apart, without_label


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The old bridge at dusk. Photo: Jane Doe/Agency", "The old bridge at dusk.", "Photo: Jane Doe/Agency"),
        ("Die alte Brücke. Foto: Jana Meyer", "Die alte Brücke.", "Foto: Jana Meyer"),
        ("The old bridge. Photograph by Jane Doe", "The old bridge.", "Photograph by Jane Doe"),
        ("The old bridge © Jane Doe", "The old bridge", "© Jane Doe"),
        ("The old bridge. Photo courtesy of Jane Doe", "The old bridge.", "Photo courtesy of Jane Doe"),
        ("The old bridge at dusk (Jane Doe/Agency)", "The old bridge at dusk", "Jane Doe/Agency"),
        ("The old bridge at dusk. (Keystone)", "The old bridge at dusk.", "Keystone"),
        ("The old bridge | Getty Images", "The old bridge", "Getty Images"),
        ("The old bridge at dusk. Jane Doe", "The old bridge at dusk.", "Jane Doe"),
        ("国会前の警察官ら＝ＡＰ", "国会前の警察官ら", "ＡＰ"),
        ("日本代表の西田（Ｃ）共同通信社", "日本代表の西田", "（Ｃ）共同通信社"),
        (
            "The vote - Jane Doe/ 2024 The AP. All rights reserved",
            "The vote",
            "Jane Doe/ 2024 The AP. All rights reserved",
        ),
        ("Kryžius / J. Stacevičiaus / LRT nuotr.", "Kryžius", "J. Stacevičiaus / LRT nuotr."),
        ("Legende: Die alte Brücke", "Die alte Brücke", ""),
    ],
)
def test_the_credit_is_cut_off_the_captions_end(text: str, caption: str, credit: str) -> None:
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    "text",
    [
        "Ben Osborn in a duel with Antony (Manchester United)",
        "The mayor (left) and the engineer (right)",
        "The bridge in a file picture (archive)",
        "The council voted for the bridge on Monday",
        "警視庁の吉田技官＝３日、東京都",
    ],
)
def test_what_a_caption_says_in_passing_is_no_credit(text: str) -> None:
    assert split_credit(text) == (text, "")


def test_a_run_of_text_in_front_may_be_the_credit() -> None:
    pieces = [("Foto: Jana Meyer", False), ("Menschen protestieren in Nairobi", False)]
    assert tell_apart(pieces) == ("Menschen protestieren in Nairobi", "Foto: Jana Meyer")


def test_an_element_that_is_called_a_credit_is_one() -> None:
    assert tell_apart([("Paketflut aus China", False), ("dpa", True)]) == ("Paketflut aus China", "dpa")


def test_a_label_belongs_to_the_run_behind_it() -> None:
    assert tell_apart([("The old bridge", False), ("Credit", False), (": Minky", False)]) == ("The old bridge", "Minky")


def test_an_agency_in_the_last_run_is_the_credit() -> None:
    assert tell_apart([("The old bridge", False), ("Getty Images", False)]) == ("The old bridge", "Getty Images")


def test_a_persons_name_in_the_last_run_goes_with_the_caption_unless_a_sentence_ends_before_it() -> None:
    assert tell_apart([("Portrait of", False), ("Jane Doe", False)]) == ("Portrait of Jane Doe", "")
    assert tell_apart([("The old bridge at dusk.", False), ("Jane Doe", False)]) == (
        "The old bridge at dusk.",
        "Jane Doe",
    )


def test_a_text_that_is_nothing_but_a_credit_is_no_caption() -> None:
    assert tell_apart([("Noel Celis/AFP via Getty Images", False)]) == ("", "Noel Celis/AFP via Getty Images")


def test_a_name_alone_is_the_caption_of_a_portrait() -> None:
    assert tell_apart([("Povilas Aleksandravičius", False)]) == ("Povilas Aleksandravičius", "")


@pytest.mark.parametrize(
    "label", ["Advertisement", "Article content", "Caption Icon", "Open image in gallery", "3 / 7"]
)
def test_labels_of_buttons_are_in_no_caption(label: str) -> None:
    assert tell_apart([("The old bridge", False), (label, False)]) == ("The old bridge", "")


def test_a_long_text_behind_the_word_photo_is_the_caption() -> None:
    text = "A stamp display at a shop in Queens, New York on the first of March in the year 2023."
    assert tell_apart([(f"PHOTO: {text}", False)]) == (text, "")


@pytest.mark.parametrize(
    ("credit", "bare"),
    [
        ("Bildrechte: MDR/Jana Meyer", "MDR/Jana Meyer"),
        ("Photo by Jane Doe", "Jane Doe"),
        ("Image credit: Agency", "Agency"),
        ("Image source, Agency", "Agency"),
        ("© Agency", "Agency"),
        ("Courtesy of the museum", "the museum"),
    ],
)
def test_a_credit_goes_without_the_words_that_say_that_it_is_one(credit: str, bare: str) -> None:
    assert without_label(credit) == bare


@pytest.mark.parametrize("credit", ["Jane Doe/Agency", "Fotoarchiv Meyer", "Photo:", "Sourcewell Ltd"])
def test_a_name_that_begins_like_a_label_stays(credit: str) -> None:
    assert without_label(credit) == credit
