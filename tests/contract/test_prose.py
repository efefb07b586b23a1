"""Documentation, docstrings, comments, messages and help texts are in plain English, with the terms of the glossary."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Texts that people read: where they are, and what is data of other languages or made up for a test.
READ = re.compile(r"\.(?:py|md|toml|ya?ml|js|html|css)$|(?:^|/)(?:Makefile|run)$")
SKIPPED = re.compile(r"^tests/|/samples/|/languages/|^docs/fields-truths\.md$|^docs/decisions/0033|\.lock$")

#: Words with a private meaning and constructions that a reader has to solve, each with what to write instead.
DISCOURAGED = {
    r"\bways? in\b": "trigger",
    r"\bnews of\b": "change feed, notification",
    r"\bwhat (?:became|becomes|has become) of\b": "ingestion status, result",
    r"\brefused aloud\b": "raises an error",
    r"\b(?:three|local|each|every|which|this|other) floors?\b|\bfloor in one process\b": "environment, local stack",
    r"\b(?:body|fields?|storage|web|page|heavy|own|the) rooms?\b|\brooms of\b|\bin rooms\b": "package, module",
    r"\bmeeting point\b": "module that combines",
    r"\bto be had\b": "available",
    r"\bthere is none of\b": "does not exist",
    r"\bthat there (?:is|are) none\b": "does not exist",
    r"(?<!there )\b(?:is|are|was) (?-i:none)\b(?! of)": "is not a …",
    r"\bno such thing\b": "is not a …",
    r"\bturn(?:s|ed)? (?:away|down)\b": "reject",
    r"\bon a desk\b": "outside of the service",
    r"\bat rest, and\b": "stored",
    r"\b(?:small|large|great) letters?\b": "lower case, upper case",
    r"\btells? apart\b|\btold apart\b": "distinguish",
    r"\btells? of\b": "names, reports",
    r"\bwhoever\b|\bwhom\b": "the user, the caller",
    r"\bhonest\b": "ordinary, held-out",
    r"\bGreenwich\b": "UTC",
    r"\bspeaks? for (?:it|them|any|none)\b": "is evidence for",
    r"\bfor nothing\b": "without effect, free",
    r"\bheard\b": "read, received",
    r"\bhands? over\b|\bhanded over\b": "pass",
    r"\blets? go\b": "release",
    r"\bas it stands\b": "unchanged",
    r"\bwhat (?:came|comes|is to come) of\b": "result",
    r"\bat most so (?:many|much)\b|\bso many (?:bytes|characters|letters|times|seconds)\b": "at most *n*, this many",
    r"\bgo(?:es)? on\b": "continue",
    r"\bfor good\b": "permanently",
    r"\blet (?:it |them |who )?in\b": "admit, authenticate",
    r"\blies (?:in|under|there|beside)\b": "is in",
    r"\breckon(?:s|ed)?\b": "compute",
    r"\bnone such\b": "does not exist",
    r"\blike(?:st|liest)\b": "most probable, most similar",
    r"\bnothing to read\b": "hard to read",
    r"(?<!here )\b(?:is|are|was) no (?:page|article|word|name|line|address|JSON|file|part|number)s?\b": "is not a …",
}
_RULES = (f"(?P<rule{number}>{pattern})" for number, pattern in enumerate(DISCOURAGED))
PATTERN = re.compile("|".join(_RULES), re.IGNORECASE)


#: The same for docstrings and comments of code alone: the words have their plain meaning elsewhere.
DISCOURAGED_IN_CODE = {
    r"\banew\b": "again",
    r"\bstands? (?:before|after|behind|between|around|near|within|alone|there|together|beside)\b": "is in …",
    r"\b(?:bytes?|position|member|entry|headers?|member|name|text|word|brackets|age|time) behind\b": "after",
    r"\bnobody (?:uses|looks|scrolls)\b": "is not used, is not …",
    r"\btells? (?:when|whether|whole|it|wrong)\b": "returns whether, states",
    r"\b(?:is|are|was|were|be) (?:not )?looked at\b|\btwo looks\b|\blooks? at (?!the )": "read, check",
    r"\bturn about\b": "alternating",
    r"\bpassed over\b": "skipped",
    r"\bhand(?:ed|s) on\b": "pass on, announce",
    r"\btaken back\b": "deleted, undone",
    r"\b(?:is|are|was|were) told\b|\bis told (?:by|from)\b": "printed, reported, recognized",
    r"\bamid\b": "inside, between",
    r"\bcounts? as a catastrophe\b|\bverdict of\b": "failed, result",
}

#: Parts of names of tests that a reader has to solve, such as "test_what_is_no_page_is_told".
UNCLEAR_NAME = re.compile(
    r"_is_(?:told|refused|turned_down|handed_on|looked_at)(?:_|$)|_as_(?:it|they)_(?:was|were)$|_amid_|_however_|_whoever_"
    r"|_passed_over|_told_apart|_looks?_at_|_anew(?:_|$)|^test_what_is_no_"
)

#: Stems of British spellings, with the American ones, which all texts have.
BRITISH = {
    "behaviour": "behavior", "cancelled": "canceled", "capitalis": "capitaliz", "catalogue": "catalog",
    "centre": "center", "colour": "color", "favour": "favor", "finalis": "finaliz", "generalis": "generaliz",
    "labelled": "labeled", "labelling": "labeling", "licence": "license", "minimis": "minimiz",
    "neighbour": "neighbor", "normalis": "normaliz", "optimis": "optimiz", "organis": "organiz",
    "recognis": "recogniz", "serialis": "serializ", "summaris": "summariz",
}  # fmt: skip
#: A word of a sentence: not a part of a name in code, of an address or of a quotation in another spelling.
BRITISH_WORD = re.compile(rf"(?<![\w`/.\"'#-])({'|'.join(BRITISH)})[a-z]*(?![\w`/=(_-])", re.IGNORECASE)
CODE = re.compile(r"`[^`]*`|https?://\S+")


def find_discouraged(text: str) -> list[str]:
    """Return the discouraged words in *text*, each with what to write instead."""
    found = []
    for match in PATTERN.finditer(" ".join(text.split())):
        number = int(str(match.lastgroup).removeprefix("rule"))
        found.append(f"{match[0]!r}: {[*DISCOURAGED.values()][number]}")
    return found


def read_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of *path* that people read, with their numbers; of Python its comments and strings."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        yield from enumerate(text.splitlines(), 1)
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or token.type == tokenize.STRING:
            for offset, line in enumerate(token.string.splitlines()):
                yield token.start[0] + offset, line


def read_prose(path: Path) -> str:
    """Return the text of Markdown without code, and of Python the comments and docstrings."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        return CODE.sub("", re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    parts = [ast.get_docstring(node) or "" for node in ast.walk(ast.parse(text)) if isinstance(node, documented)]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    parts += [token.string for token in tokens if token.type == tokenize.COMMENT]
    return CODE.sub("", "\n".join(parts))


def find_british(text: str) -> list[str]:
    """Return the words in British spelling in *text*, each with the stem to write instead."""
    return [f"{match[0]!r}: {BRITISH[match[1].lower()]}…" for match in BRITISH_WORD.finditer(text)]


def find_discouraged_in_code(text: str) -> list[str]:
    """Return the discouraged words in *text*, docstrings and comments, each with what to write instead."""
    plain = " ".join(text.replace("#:", " ").replace("#", " ").split())
    return [
        f"{match[0]!r}: {instead}"
        for pattern, instead in DISCOURAGED_IN_CODE.items()
        for match in re.finditer(pattern, plain, re.IGNORECASE)
    ]


def find_descriptions(tree: ast.AST) -> list[str]:
    """Return the functions in *tree* whose docstring begins with a noun or a question, and not with what they do."""
    return [
        f"{node.name}: {text.splitlines()[0]}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and not any("property" in ast.dump(each) for each in node.decorator_list)
        and (text := ast.get_docstring(node))
        and text.split()[0] in {"Whether", "The", "A", "An", "What", "How", "Which", "Where", "In"}
    ]


def find_files() -> list[str]:
    """Return the tracked files that people read."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    names = listed.stdout.split() or [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]
    return [name for name in names if READ.search(name) and not SKIPPED.search(name)]


def test_texts_contain_no_discouraged_words() -> None:
    found = [
        f"{name}:{number}: {problem}"
        for name in find_files()
        if (ROOT / name).is_file()
        for number, line in read_texts(ROOT / name)
        for problem in find_discouraged(line)
    ]
    assert not found, "\n".join(["write plain English (docs/glossary.md has the terms):", *found])


def test_texts_use_american_spelling() -> None:
    listed = [ROOT / name for name in find_files() if name.endswith((".md", ".py"))]
    found = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path in listed
        if path.is_file()
        for problem in find_british(read_prose(path))
    ]
    assert not found, "\n".join(found)


def test_docstrings_and_comments_contain_no_private_jargon() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {problem}"
        for folder in ("layers/clippings/clippings", "local/clippings_local", "functions", "tools", "training")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for problem in find_discouraged_in_code(read_prose(path))
    ]
    assert not found, "\n".join(found)


def test_docstrings_and_comments_of_tests_are_plain_english() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != Path(__file__)
        for text in [read_prose(path)]
        for problem in (*find_discouraged(text), *find_discouraged_in_code(text))
    ]
    assert not found, "\n".join(found)


def test_docstrings_of_test_files_use_american_spelling() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if (text := ast.get_docstring(ast.parse(path.read_text("utf-8"))))
        for problem in find_british(CODE.sub("", text))
    ]
    assert not found, "\n".join(found)


def test_names_of_tests_are_plain_statements() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), flags=re.MULTILINE)
        if UNCLEAR_NAME.search(name)
    ]
    assert not found, "\n".join(["name the test after what it checks (subject, verb, object):", *found])


def test_private_jargon_is_found() -> None:
    assert find_discouraged_in_code("The page is read anew.") == ["'anew': again"]
    assert len(find_discouraged_in_code("#: What stands behind the member.")) == 1
    assert find_discouraged_in_code("The API behind CloudFront, and what * stands for.") == []


def test_british_spelling_is_found_in_sentences_but_not_in_names() -> None:
    assert find_british("The neighbour is capitalised; see ``normalised`` and organisation_ends.") == [
        "'neighbour': neighbor…",
        "'capitalised': capitaliz…",
    ]


def test_docstrings_of_functions_begin_with_a_verb() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {problem}"
        for folder in ("layers/clippings/clippings", "local/clippings_local", "functions")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for problem in find_descriptions(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


def test_exceptions_are_documented_in_a_raises_section() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for folder in ("layers/clippings/clippings", "local/clippings_local", "functions")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and re.search(r"\bRaises [\w.]*[A-Z]", ast.get_docstring(node) or "")
    ]
    assert found == [], "write a section `Raises:` (Google style)"


def test_docstrings_without_a_verb_are_found() -> None:
    text = 'def is_open(feed):\n    """Whether *feed* is open."""\n\n\ndef find(feed):\n    """Return the feed."""\n'
    assert find_descriptions(ast.parse(text)) == ["is_open: Whether *feed* is open."]


@pytest.mark.parametrize(
    "sentence",
    [
        "The news of the archive goes three ways.",
        "Name the field that there is none of.",
        "Four ways in lead to the same function.",
        "The page says what became of it.",
        "An unknown word is refused aloud.",
        "The body room knows no clock.",
        "A cut address is none.",
        "A name in small letters is no name.",
        "Run it on every floor.",
        "## Ways in",
        "## What became of a page",
        "Return what came of it.",
        "A list of at most so many articles.",
        "The next call goes on from there.",
        "The article is taken down for good.",
        "A page that is no article.",
    ],
)
def test_discouraged_sentences_are_found(sentence: str) -> None:
    assert find_discouraged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Returns the finding, or None where there is none.",
        "The change feed lists what was stored.",
        "The row has room for one kilobyte.",
        "None of the records is changed.",
        "Rounds down to the floor of the quotient.",
        "There is no page at this address.",
        "The text is no longer listed.",
    ],
)
def test_plain_sentences_pass(sentence: str) -> None:
    assert find_discouraged(sentence) == []


def test_emphasized_names_in_docstrings_are_parameters() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {node.name}: {name}"
        for folder in ("layers/clippings/clippings", "local/clippings_local", "functions")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        for name in re.findall(r"(?<![*\w])\*([a-z_]{2,})\*(?!\*)", ast.get_docstring(node) or "")
        if name not in {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
    ]
    assert found == [], "only the names of parameters are set between stars"
