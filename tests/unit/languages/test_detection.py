"""The detected language, and the declared one beside it."""

from __future__ import annotations

import pytest

from clippings.compiled import find_compiled, python_only
from clippings.languages import detection
from clippings.languages.detection import choose_language, contradicts, detect_language

TEXTS = {
    "en": ("The harbour tunnel will be opened by the mayor on Monday, after eleven years of work and many delays."),
    "de": (
        "Der Hafentunnel wird am Montag von der Bürgermeisterin eröffnet, nach elf Jahren Bauzeit und vielen Pannen."
    ),
    "fr": ("Le tunnel du port sera inauguré lundi par la maire de la ville, après onze ans de travaux et de retards."),
    "es": (
        "El túnel del puerto será inaugurado el lunes por la alcaldesa de la ciudad, después de once años de obras."
    ),
    "no": (
        "Havnetunnelen blir åpnet av ordføreren på mandag, etter elleve år med arbeid og mange forsinkelser underveis."
    ),
    "tr": (
        "Liman tüneli, on bir yıl süren çalışmaların ve birçok gecikmenin "
        "ardından pazartesi günü belediye başkanı tarafından açılacak."
    ),
    "ru": (
        "Портовый тоннель откроют в понедельник после одиннадцати лет работы и многих задержек, сообщила мэр города."
    ),
    "uk": (
        "Портовий тунель відкриють у понеділок після одинадцяти років роботи "
        "та багатьох затримок, повідомила мерка міста."
    ),
    "ar": ("سيتم افتتاح نفق الميناء يوم الاثنين بعد أحد عشر عاما من العمل والتأخير كما قالت رئيسة البلدية في المدينة"),
    "ja": "港のトンネルは十一年の工事を経て月曜日に開通すると市長が発表した。",
    "zh": "港口隧道经过十一年的施工和多次延误，将于星期一由市长宣布开通。",
    "ko": "항구 터널은 십일 년의 공사 끝에 월요일에 개통된다고 시장이 발표했다.",
    "el": "Η σήραγγα του λιμανιού ανοίγει τη Δευτέρα μετά από έντεκα χρόνια εργασιών.",
    "he": "מנהרת הנמל תיפתח ביום שני לאחר אחת עשרה שנות עבודה ועיכובים רבים.",
    "th": "อุโมงค์ท่าเรือจะเปิดในวันจันทร์หลังจากการก่อสร้างนานสิบเอ็ดปี",
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages_are_detected_from_a_sentence(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "12 45 !!", "Hi", "qwx zzkq vvtr " * 40, "x" * 100_000, "\ud800 \x00"])
def test_text_without_words_has_no_language(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("declared", "text", "chosen"),
    [
        ("en-GB", "en", "en-GB"),  # nothing contradicts it
        ("en_US", "en", "en-US"),
        ("en-US", "de", "de"),  # a template's language
        (None, "fr", "fr"),
        ("nb", "no", "nb"),  # not distinguished, so kept
        ("nn-NO", "no", "nn-NO"),
        ("", "es", "es"),
        ("not a tag!", "es", "es"),
        ("zh-Hant", "zh", "zh-Hant"),
    ],
)
def test_the_text_overrides_the_declaration_only_if_it_contradicts(
    declared: str | None, text: str, chosen: str
) -> None:
    assert choose_language(declared, TEXTS[text]) == chosen


def test_a_short_text_keeps_the_declared_language() -> None:
    assert choose_language("sv", "Ja!") == "sv"
    assert choose_language(None, "Ja!") is None


def test_a_chinese_text_that_quotes_a_japanese_name_is_chinese() -> None:
    assert detect_language(TEXTS["zh"] * 3 + "とん") == "zh"


def test_a_text_contradicts_a_declaration_of_another_known_language() -> None:
    assert contradicts(f"{TEXTS['de']} {TEXTS['de']}", "en-GB")
    assert contradicts(TEXTS["th"], "en")
    assert not contradicts(f"{TEXTS['no']} {TEXTS['no']}", "nb")


def test_a_short_text_in_letters_of_many_languages_contradicts_nothing() -> None:
    assert not contradicts("Der Hafentunnel wird am Montag eröffnet.", "en")


def test_a_language_without_a_profile_is_not_contradicted_by_its_relatives() -> None:
    assert not contradicts(f"{TEXTS['de']} {TEXTS['de']}", "gsw")


def test_a_declared_language_with_a_much_lower_score_is_contradicted() -> None:
    zulu_or_xhosa = "Umkhandlu uhlangane ebusuku obubandayo ehholo elidala eduze komfula izolo ebusuku kakhulu " * 8
    assert detect_language(zulu_or_xhosa) is None
    assert contradicts(zulu_or_xhosa, "en")
    assert not contradicts(zulu_or_xhosa, "zu")


@pytest.mark.skipif(
    find_compiled("clippings.languages._trigrams") is None, reason="the native modules are not built: `make native`"
)
@pytest.mark.parametrize("text", [*TEXTS.values(), "", "xx", "aaaaaaaa", "Umkhandlu uhlangane ebusuku " * 9])
def test_compiled_and_python_scores_agree(text: str) -> None:
    with python_only():
        expected = detection._scores(text)
    assert detection._scores(text) == expected
