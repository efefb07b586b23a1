"""The language of the article: the declared one, unless the text is in another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def test_the_language_of_the_article_counts_not_that_of_the_chrome(read: Read) -> None:
    above = '<h1>Bridge vote passes before midnight</h1><div lang="en-gb">'
    assert read(above=above, lang="es")["language"].value == "en-GB"


GERMAN = (
    "<p>Der Rat hat sich auf einer Sitzung in der Nacht auf den Bau der Brücke geeinigt, und nicht alle sind damit "
    "zufrieden, weil das Geld auch für die Schule reichen muss, die dem Dach zufolge noch eine Weile hält.</p>"
)
SWAHILI = (
    "<p>Watu wa mji huo wamesema kuwa daraja hiyo ni ya kwanza katika mkoa, na pia kazi ya ujenzi itaanza baada ya "
    "mvua, lakini fedha za mradi kama huo ni kwa ajili ya watu wote wa mkoa na wilaya zake.</p>"
)
JAPANESE = "<p>" + "町の議会は真夜中になる前に新しい橋を架けることを決めました。" * 5 + "</p>"


def test_wrong_language_declarations_of_templates_are_ignored(read: Read) -> None:
    language = read(lang="en", body=GERMAN)["language"]
    assert (language.value, language.rule) == ("de", "words")
    assert [(refused.rule, refused.raw) for refused in language.rejected] == [("html:lang", "en")]


def test_the_declaration_that_fits_the_text_is_used(read: Read) -> None:
    language = read('<meta property="og:locale" content="de_AT">', lang="en", body=GERMAN)["language"]
    assert (language.value, language.rule) == ("de-AT", "meta:og:locale")


@pytest.mark.parametrize(("body", "code"), [(GERMAN, "de"), (SWAHILI, "sw"), (JAPANESE, "ja")])
def test_without_a_declaration_the_language_is_detected_from_words(read: Read, body: str, code: str) -> None:
    assert read(lang="", body=body)["language"].value == code


def test_a_declared_language_without_word_lists_is_accepted(read: Read) -> None:
    zulu = (
        "<p>"
        + "Umkhandlu uvumile ukuthi kwakhiwe ibhuloho elisha phezu komfula ngaphambi kwamabili ebusuku. " * 3
        + "</p>"
    )
    assert read(lang="zu", body=zulu)["language"].value == "zu"


def test_short_texts_contradict_no_declaration(read: Read) -> None:
    assert read(lang="en", body="<p>" + "Der Rat. " * 12 + "</p>")["language"].value == "en"


@pytest.mark.parametrize(
    ("raw", "tag"),
    [("en_GB", "en-GB"), ("EN-us", "en-US"), ("zh-hans-cn", "zh-Hans-CN"), ("en,de", "en"), ("us", "en")],
)
def test_a_tag_has_the_form_of_the_registry(read: Read, raw: str, tag: str) -> None:
    assert read(lang=raw, body="<p>No words to speak of.</p>")["language"].value == tag


@pytest.mark.parametrize("raw", ["english", "{{lang}}", "x", "12"])
def test_invalid_language_tags_are_rejected(read: Read, raw: str) -> None:
    assert "language" not in read(lang=raw, body="<p>No words to speak of.</p>")


ZULU = "<p>" + "Umkhandlu uhlangane ebusuku obubandayo ehholo elidala eduze komfula izolo ebusuku kakhulu " * 8 + "</p>"


def test_a_text_without_function_words_of_a_language_is_not_in_it(read: Read) -> None:
    assert "language" not in read(body=ZULU)


def test_a_language_without_function_words_is_accepted(read: Read) -> None:
    assert read(body=ZULU, lang="zu")["language"].value == "zu"


def test_a_few_names_are_too_short_for_a_decision(read: Read) -> None:
    assert read(body="<p>" + "Umkhandlu Ehholo Komfula " * 5 + "</p>")["language"].value == "en"


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("pa", "ਸ਼ਹਿਰ"),
        ("gu", "શહેર"),
        ("or", "ସହର"),
        ("kn", "ನಗರ"),
        ("ml", "നഗരം"),
        ("si", "නගරය"),
        ("lo", "ເມືອງ"),
        ("km", "ទីក្រុង"),
    ],
)
def test_a_script_of_one_language_identifies_it(read: Read, code: str, word: str) -> None:
    body = f"<p>{f'{word} ' * 40}.</p>" * 2
    assert read(lang="en", body=body)["language"].value == code
