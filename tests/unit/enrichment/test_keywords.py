"""What an article is about."""

from __future__ import annotations

from itertools import pairwise

import pytest

from clippings.enrichment.keywords import MAX_KEYWORDS, find_keywords

TEXT = [
    "The harbour tunnel opens on Monday.",
    "In Ostervik the harbour tunnel has been talked about for years.",
    "Ostervik paid three billion crowns for the harbour tunnel.",
    "Mayor Ada Beck called the tunnel a gift, and Beck thanked the workers.",
]


def test_the_subject_of_the_headline_comes_first() -> None:
    assert find_keywords("Harbour tunnel opens", None, TEXT, "en")[0].lower() == "harbour tunnel"


def test_names_that_recur_are_keywords_and_stop_words_are_not() -> None:
    found = find_keywords("Harbour tunnel opens", None, TEXT, "en")
    assert "Ostervik" in found
    assert not {"the", "on", "has", "for", "years"} & set(found)


def test_a_last_name_is_spelled_as_the_person() -> None:
    found = find_keywords("Beck opens tunnel", None, TEXT, "en", ["Ada Beck"])
    assert "Ada Beck" in found
    assert "Beck" not in found


def test_no_keyword_is_part_of_another() -> None:
    found = [word.lower() for word in find_keywords("Harbour tunnel opens", None, TEXT * 3, "en")]
    assert not any(f" {one} " in f" {other} " for one in found for other in found if one != other)


def test_words_that_occur_once_are_not_keywords() -> None:
    assert "crowns" not in find_keywords("Harbour tunnel opens", None, TEXT, "en")


def test_recurring_runs_are_keywords_in_scripts_without_spaces() -> None:
    assert "トンネル" in find_keywords(
        "港のトンネルが開通", None, ["トンネルは月曜に開く。", "市長はトンネルを喜ぶ。"], "ja"
    )


def test_numbers_are_not_keywords() -> None:
    found = find_keywords(
        "Inflation at 9.8 in May", None, ["At 9.8 it is high.", "Last month 9.8 was feared."] * 3, "en"
    )
    assert not any(char.isdigit() for word in found for char in word)


def test_a_genitive_ends_a_name() -> None:
    sentences = ["Port Amery's bridges open.", "In Port Amery’s council they cheer.", "Trains reach Port Amery again."]
    found = find_keywords("Port Amery's bridges reopen", None, sentences, "en")
    assert found[0] == "Port Amery"
    assert not any("’" in word or "'" in word for word in found)


def test_turkish_case_endings_are_removed() -> None:
    sentences = ["Bugün Ostervik'te tünel açıldı.", "Yollar Ostervik'e gider.", "Herkes Ostervik'i sever."]
    assert "Ostervik" in find_keywords("Ostervik'te açılış", None, sentences, "tr")


def test_capitals_at_the_start_of_sentences_do_not_mark_names() -> None:
    found = find_keywords("The harbour tunnel", None, ["Buses stop at nine.", "Buses start at ten.", *TEXT], "en")
    assert "Buses" not in found


def test_nouns_of_the_headline_are_keywords_and_verbs_are_not() -> None:
    sentences = ["They win often.", "To win is all.", "You win with a team.", "The team will win.", "We saw the team."]
    sentences += ["His team was late.", "A team waits."]
    found = find_keywords("How to win with the team", None, sentences, "en")
    assert "team" in found
    assert "win" not in found


def test_names_that_begin_with_a_stop_word_are_complete() -> None:
    sentences = ["Snow fell in New York City.", "The United States and New York City wait.", "I’m cold, and I’m wet."]
    sentences += ["So the United States froze.", "New rules came, and I’m told new ones too."]
    found = find_keywords("Snow in New York City", None, sentences, "en")
    assert found[0] == "New York City"
    assert "United States" in found
    assert not {"United", "York City", "I’m", "I'm"} & set(found)


def test_overlapping_phrases_become_one_keyword() -> None:
    sentences = ["Der alte rote Turm wankt.", "Ein alte rote Turm Uhr schlägt.", "Die rote Turm Uhr steht."] * 2
    found = [word.casefold().split() for word in find_keywords("Rote Turm Uhr", None, sentences, "de")]
    pairs = [pair for words in found for pair in pairwise(words)]
    assert len(pairs) == len(set(pairs))


def test_a_phrase_of_the_headline_counts_in_a_script_without_capitals() -> None:
    found = find_keywords("مرسى النخيل", None, ["زار الوزير مرسى النخيل أمس."], "ar")
    assert "مرسى النخيل" in found


def test_initials_keep_their_last_full_stop() -> None:
    found = find_keywords("The U.S. pays", None, ["The U.S. pays.", "Nobody in the U.S. knew."], "en")
    assert found == ("U.S.",)


def test_of_two_forms_of_a_word_the_shorter_is_shown() -> None:
    sentences = ["Das Gesetz kommt.", "Der Entwurf des Gesetzes steht.", "Im Gesetz steht es.", "Teile des Gesetzes."]
    found = find_keywords("Das Gesetz", None, sentences, "de")
    assert "Gesetz" in found
    assert "Gesetzes" not in found


@pytest.mark.parametrize(
    ("title", "sentences", "language"),
    [(None, [], None), ("", ["", "   "], "en"), ("!!!", ["…"], "xx"), ("12 34", ["5 6 7"], "en")],
)
def test_a_text_without_subject_has_no_keywords(title: str | None, sentences: list[str], language: str | None) -> None:
    assert find_keywords(title, None, sentences, language) == ()


def test_a_title_of_100_kilobytes_and_an_endless_text_are_bounded() -> None:
    assert len(find_keywords("tunnel " * 15_000, None, TEXT * 5_000, "en")) <= MAX_KEYWORDS


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("hi", "नदी पर पुल को मंजूरी", "शहर की परिषद ने नदी पर पुल को मंजूरी दे दी।"),
        ("bn", "মধ্যরাতের আগে সেতুর ভোট পাস", "শহর পরিষদ সেতুর ভোট পাস করেছে।"),
        ("ta", "பாலம் வாக்கெடுப்பு நிறைவேறியது", "நகர சபையில் பாலம் வாக்கெடுப்பு நிறைவேறியது."),
    ],
)
def test_vowel_signs_do_not_end_words(language: str, title: str, sentence: str) -> None:
    keywords = find_keywords(title, None, [sentence] * 3, language, [])
    assert keywords
    assert {word for keyword in keywords for word in keyword.split()} <= {*title.split(), *sentence.strip("।.").split()}
