"""Where sentences end, and which full stops do not end one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.enrichment.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("No full stop", ["No full stop"]),
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        ("Mr. Green met J. K. Brown. They spoke.", ["Mr. Green met J. K. Brown.", "They spoke."]),
        ("Er kam z.B. am 3. März. Dann ging er.", ["Er kam z.B. am 3. März.", "Dann ging er."]),
        ("It cost $3.5 million. Nobody paid.", ["It cost $3.5 million.", "Nobody paid."]),
        ("“It is over.” She left.", ["“It is over.”", "She left."]),
        ("トンネルが開通した。市長は喜んだ。", ["トンネルが開通した。", "市長は喜んだ。"]),
        ("「終わった。」と言った。", ["「終わった。」", "と言った。"]),
        ("सुरंग खुल गई। मेयर खुश हैं।", ["सुरंग खुल गई।", "मेयर खुश हैं।"]),
        ("ዋሻው ተከፈተ። ከንቲባው ተደሰተ።", ["ዋሻው ተከፈተ።", "ከንቲባው ተደሰተ።"]),
        ("ဥမင် ဖွင့်သည်။ မြို့တော်ဝန် ဝမ်းသာသည်။", ["ဥမင် ဖွင့်သည်။", "မြို့တော်ဝန် ဝမ်းသာသည်။"]),
        ("Who said so?! Nobody.", ["Who said so?!", "Nobody."]),
    ],
)
def test_sentences_end_at_the_expected_positions(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@given(st.text(max_size=300))
def test_splitting_loses_only_white_space(text: str) -> None:
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())
