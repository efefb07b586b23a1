"""TeX formulas as readable text: ``\\frac{d}{t}`` becomes ``d/t``.

Powers and indices stay as they are written, ``x^2``. Covers what articles use: fractions, roots, Greek letters,
operators and relations. A command that is not known is shown by its name.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: The characters that commands show. Sources: the tables of unicode-math and of KaTeX's supported functions.
SYMBOLS = {
    **dict(zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi "
        "chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varepsilon vartheta varphi "
        "varrho varsigma".split(),
        "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩεϑφϱς",
        strict=True,
    )),
    **dict(zip(
        "times cdot div pm mp ast star circ bullet oplus otimes cap cup vee wedge setminus le leq leqslant ge geq "
        "geqslant ne neq approx equiv sim simeq cong propto in notin ni subset subseteq supset supseteq to rightarrow "
        "leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto implies iff infty partial nabla forall "
        "exists neg sum prod int oint iint cdots ldots dots vdots ddots hbar ell Re Im aleph emptyset varnothing "
        "angle perp parallel mid langle rangle lfloor rfloor lceil rceil prime degree ll gg lVert rVert".split(),
        "×·÷±∓*⋆∘•⊕⊗∩∪∨∧∖≤≤≤≥≥≥≠≠≈≡∼≃≅∝∈∉∋⊂⊆⊃⊇→→←↔⇒⇐⇔↦⇒⇔∞∂∇∀∃¬∑∏∫∮∬⋯……⋮⋱ℏℓℜℑℵ∅∅∠⊥∥∣⟨⟩⌊⌋⌈⌉′°≪≫‖‖",
        strict=True,
    )),
    "quad": " ", "qquad": " ", ",": " ", ";": " ", ":": " ", " ": " ", "!": "", "\\": "; ", "lbrace": "{",
    "rbrace": "}", "{": "{", "}": "}", "%": "%", "$": "$", "&": "&", "#": "#", "_": "_", "|": "‖",
}  # fmt: skip
#: Commands that only change the look of their argument, and sizes of brackets.
PLAIN = frozenset(
    "mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak boldsymbol bm text textrm textbf textit operatorname "
    "displaystyle textstyle scriptstyle left right big Big bigg Bigg bigl bigr Bigl Bigr limits nolimits rm bf it "
    "mbox hbox boxed phantom vphantom hphantom strut tiny small large tag label nonumber notag overline underline bar "
    "hat vec tilde dot ddot widehat widetilde overbrace underbrace".split()
)
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
#: Degrees of roots.
ROOTS = {"": "", "2": "", "3": "³", "4": "⁴", "n": "ⁿ"}
SIGN = re.compile(r"\\(?:[A-Za-z]+\*?|.)|[{}^_&~]|[^\\{}^_&~]", re.DOTALL)
#: Most signs and deepest nesting of a formula that is converted; others stay as they are.
MAX_SIGNS, MAX_DEPTH = 2_000, 40
#: Most signs of a degree with its brackets.
MAX_OPTION_SIGNS = 20
#: Parts of a fraction or a root that need no brackets.
SINGLE = re.compile(r"[\w.,′²³°]+|\([^()]*\)")


@lru_cache(maxsize=2_000)
def readable(tex: str) -> str:
    """Return the formula *tex* as text on one line."""
    signs = SIGN.findall(tex)
    if len(signs) > MAX_SIGNS:
        return " ".join(tex.split())
    return " ".join(_Reader(signs).group(0).split())


class _Reader:
    """Reads signs once, from the left."""

    def __init__(self, signs: list[str]) -> None:
        self.signs = signs
        self.place = 0

    def group(self, depth: int) -> str:
        """Read to the end of the group, and return the text for it."""
        parts: list[str] = []
        while self.place < len(self.signs):
            sign = self.signs[self.place]
            self.place += 1
            if sign == "}":
                break
            parts.append(self.item(sign, depth))
        return "".join(parts)

    def item(self, sign: str, depth: int) -> str:
        """Return the text for *sign* and its arguments."""
        if sign == "{":
            return self.group(depth + 1) if depth < MAX_DEPTH else ""
        if sign in "^_":
            return _raised(self.argument(depth), sign)
        if sign in "&~":
            return " "
        if sign[0] != "\\":
            return sign
        return self.command(sign[1:].rstrip("*") or sign[1:], depth)

    def command(self, name: str, depth: int) -> str:
        """Return the text for the command *name*."""
        if name in FRACTIONS:
            return f"{_bracketed(self.argument(depth))}/{_bracketed(self.argument(depth))}"
        if name == "sqrt":
            degree = self.option()
            return f"{ROOTS.get(degree, f'{degree} ')}√{_bracketed(self.argument(depth))}"
        if name in ("begin", "end"):
            self.argument(depth)
            return " "
        if name in PLAIN:
            return ""
        return SYMBOLS.get(name, f"{name} " if len(name) > 1 else name)

    def argument(self, depth: int) -> str:
        """Return the text for the next sign or group."""
        while self.place < len(self.signs) and self.signs[self.place].isspace():
            self.place += 1
        if self.place >= len(self.signs) or self.signs[self.place] == "}":
            return ""
        self.place += 1
        return self.item(self.signs[self.place - 1], depth + 1) if depth < MAX_DEPTH else ""

    def option(self) -> str:
        """Read an argument in square brackets, and return it; empty where there is none."""
        near = self.signs[self.place : self.place + MAX_OPTION_SIGNS]
        if near[:1] != ["["] or "]" not in near:
            return ""
        end = self.place + near.index("]")
        inside = "".join(self.signs[self.place + 1 : end])
        self.place = end + 1
        return inside


def _raised(text: str, mark: str) -> str:
    text = text.strip()
    return f"{mark}{text}" if len(text) < 2 or text.isdecimal() or text == "′" else f"{mark}({text})"


def _bracketed(text: str) -> str:
    text = text.strip()
    return text if not text or SINGLE.fullmatch(text) else f"({text})"
