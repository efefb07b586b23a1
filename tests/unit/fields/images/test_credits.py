"""A caption is separated from its credit: one text for each form, and a near miss."""

from __future__ import annotations

import pytest

from clippings.fields.images.credits import separate_credit, split_credit, without_label


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
def test_a_credit_at_the_end_of_a_caption_is_separated(text: str, caption: str, credit: str) -> None:
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
def test_a_name_mentioned_in_a_caption_is_not_a_credit(text: str) -> None:
    assert split_credit(text) == (text, "")


def test_the_first_run_of_text_may_be_the_credit() -> None:
    pieces = [("Foto: Jana Meyer", False), ("Menschen protestieren in Nairobi", False)]
    assert separate_credit(pieces) == ("Menschen protestieren in Nairobi", "Foto: Jana Meyer")


def test_an_element_with_a_credit_class_is_a_credit() -> None:
    assert separate_credit([("Paketflut aus China", False), ("dpa", True)]) == ("Paketflut aus China", "dpa")


def test_a_label_belongs_to_the_next_run() -> None:
    assert separate_credit([("The old bridge", False), ("Credit", False), (": Minky", False)]) == (
        "The old bridge",
        "Minky",
    )


def test_an_agency_in_the_last_run_is_the_credit() -> None:
    assert separate_credit([("The old bridge", False), ("Getty Images", False)]) == ("The old bridge", "Getty Images")


def test_a_name_in_the_last_run_is_a_credit_only_after_a_sentence() -> None:
    assert separate_credit([("Portrait of", False), ("Jane Doe", False)]) == ("Portrait of Jane Doe", "")
    assert separate_credit([("The old bridge at dusk.", False), ("Jane Doe", False)]) == (
        "The old bridge at dusk.",
        "Jane Doe",
    )


def test_a_text_that_is_only_a_credit_is_not_a_caption() -> None:
    assert separate_credit([("Noel Celis/AFP via Getty Images", False)]) == ("", "Noel Celis/AFP via Getty Images")


def test_a_name_alone_is_the_caption_of_a_portrait() -> None:
    assert separate_credit([("Povilas Aleksandravičius", False)]) == ("Povilas Aleksandravičius", "")


@pytest.mark.parametrize(
    "label", ["Advertisement", "Article content", "Caption Icon", "Open image in gallery", "3 / 7"]
)
def test_labels_of_buttons_are_removed_from_captions(label: str) -> None:
    assert separate_credit([("The old bridge", False), (label, False)]) == ("The old bridge", "")


def test_a_long_text_after_the_word_photo_is_the_caption() -> None:
    text = "A stamp display at a shop in Queens, New York on the first of March in the year 2023."
    assert separate_credit([(f"PHOTO: {text}", False)]) == (text, "")


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
def test_labels_are_removed_from_credits(credit: str, bare: str) -> None:
    assert without_label(credit) == bare


@pytest.mark.parametrize("credit", ["Jane Doe/Agency", "Fotoarchiv Meyer", "Photo:", "Sourcewell Ltd"])
def test_a_name_that_begins_like_a_label_is_kept(credit: str) -> None:
    assert without_label(credit) == credit
