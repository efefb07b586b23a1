"""What begins like a pointer, a credit, a correction or a byline, and the sentences that only look like one."""

from __future__ import annotations

import pytest

from clippings.body.line_patterns import BYLINE, CORRECTION, CREDIT, READ_ALSO


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Storm breaks the quay",
        "READ MORE | Storm breaks the quay",
        "More on the harbour: a map",
        "Related stories",
        "You might also like",
        "Lesen Sie auch: Sturm am Kai",
        "Das könnte Sie auch interessieren",
        "À lire aussi : la tempête",
        "Lire aussi – La tempête",
        "Lee también: la tormenta",
        "Más información",
        "Leggi anche: la tempesta",
        "Leia mais: a tempestade",
        "Lees ook: storm breekt de kade",
        "Läs mer: stormen",
        "Katso myös: myrsky",
        "Czytaj też: sztorm",
        "Διαβάστε επίσης: η καταιγίδα",
        "Baca juga: badai",
        "Читайте также: шторм",
        "اقرأ أيضًا: العاصفة",
        "関連記事：嵐",
        "Čtěte také: bouře",
        "Prečítajte si aj: búrka",
        "Pročitajte još: oluja",
        "Olvassa el: vihar",
        "İlgili haberler",
        "Skaitykite taip pat: audra",
        "Loe ka: torm",
        "Sjá einnig: stormurinn",
        "Llegiu també: la tempesta",
        "Xem thêm: bão",
        "Прочетете още: буря",
        "Прочитајте још: олуја",
        "Прочитај повеќе: бура",
        "Kapcsolódó cikkünk: vihar",
        "קראו גם: הסערה",
        "بیشتر بخوانید: طوفان",
        "यह भी पढ़ें: तूफान",
        "আরও পড়ুন: ঝড়",
        "อ่านเพิ่มเติม",
        "相关阅读：风暴",
        "관련기사: 폭풍",
    ],
)
def test_read_also_lines_are_recognized_in_many_languages(line: str) -> None:
    assert READ_ALSO.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read the small print: nobody may moor here.",
        "More than 300 people were on board.",
        "Related work was done in 1990.",
        "Readers: write to us",
        "See you on Monday, the captain said.",
        "Mehr lesen Kinder nicht.",
        "Por tema e por autor",
        "Loe kuulub nende hulka, kes jäid koju.",
        "Xem thêm nhiều người đến cảng.",
        "अब और पढ़ें और समझें कि क्या हुआ।",
        "He said: read also this book",
    ],
)
def test_sentences_with_the_same_words_are_not_pointers(line: str) -> None:
    assert READ_ALSO.match(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "This article was amended on 3 March.",
        "This story has been corrected.",
        "This post was updated to correct the name of the ship.",
        "Correction: the quay is 200 metres long.",
        "Clarification — an earlier version",
        "Corrections (3 March)",
        "Korrektur: der Kai",
        "Rectificatif : le quai",
        "Fe de errores",
        "Rettifica: il molo",
    ],
)
def test_corrections_are_recognized_by_their_first_words(line: str) -> None:
    assert CORRECTION.match(line)


@pytest.mark.parametrize(
    "line",
    ["Corrections officers stood at the gate.", "This article was written in March.", "The story has been corrected."],
)
def test_sentences_about_corrections_are_not_corrections(line: str) -> None:
    assert CORRECTION.match(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ann Reed / Agency",
        "Photo by Ann Reed",
        "Photographs courtesy of the harbour",
        "Bild: Jana Meyer",
        "Fotos: Jana Meyer",
        "Crédit : Élise Martin",
        "Image © Ann Reed",
        "© Ann Reed 2026",
        "Getty Images / Ann Reed",
        "AFP",
    ],
)
def test_a_credit_names_the_picture_or_its_agency(line: str) -> None:
    assert CREDIT.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "Images of the storm were shown: nobody spoke.",
        "Photographers stood on the quay.",
        "Reuters reported the storm first. Others followed.",
        "Picture this.",
        "Bilderbücher lagen da.",
    ],
)
def test_sentences_about_pictures_are_not_credits(line: str) -> None:
    assert CREDIT.match(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Reed",
        "By Ann Reed and Jo van Dyk",
        "Von Jana Meyer und Karl Otto",
        "Par Élise Martin",
        "por María de la Cruz",
        "Door Jan de Vries",
        "Av Kari Nordmann og Ola Hansen",
    ],
)
def test_a_byline_consists_of_by_and_names(line: str) -> None:
    assert BYLINE.fullmatch(line)


@pytest.mark.parametrize(
    "line", ["By Monday the quay was full", "By Monday Ann Reed had seen three ships", "By Ann", "Bystander Ann Reed"]
)
def test_sentences_that_begin_with_by_are_not_bylines(line: str) -> None:
    assert BYLINE.fullmatch(line) is None


@pytest.mark.parametrize("pattern", [READ_ALSO, CORRECTION, CREDIT, BYLINE])
def test_long_lines_are_matched_quickly(pattern: object) -> None:
    for line in ("By " + "Ann " * 20_000, "more on " + "x " * 20_000, "photo" + " " * 40_000, "A" * 40_000):
        pattern.fullmatch(line)  # type: ignore[attr-defined]
