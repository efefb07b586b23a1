"""Converts MathML to TeX, in which Markdown writes formulas.

If the page contains the TeX (in an ``<annotation>`` or an ``alttext``), that is used instead.
Source: MathML Core (https://www.w3.org/TR/mathml-core/).
"""

from __future__ import annotations

from clippings.page.tree import Element, inner_text

#: TeX commands by character.
COMMANDS = {
    **{char: f"\\{name} " for char, name in zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ×·÷±∓≤≥≠≈≡∼∝∈∉⊂⊆∪∩→←⇒⇔∞∂∇∀∃∑∏∫…⋯⟨⟩",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
        "omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega times cdot div pm mp leq geq neq approx equiv sim "
        "propto in notin subset subseteq cup cap to leftarrow Rightarrow Leftrightarrow infty partial nabla forall "
        "exists sum prod int ldots cdots langle rangle".split(),
        strict=True,
    )},
    "−": "-", "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "{": "\\{", "}": "\\}", "%": "\\%",
    "&": "\\&", "#": "\\#", "_": "\\_", "$": "\\$",
}  # fmt: skip
#: TeX commands by the sign that they set above a base.
ACCENTS = {"¯": "bar", "‾": "bar", "^": "hat", "ˆ": "hat", "~": "tilde", "→": "vec", "˙": "dot", "¨": "ddot"}
TEX_ENCODINGS = frozenset({"application/x-tex", "tex", "latex", "application/x-latex", "text/x-tex"})
#: Elements that are not shown, and elements that contain only text.
UNSEEN = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts"})
LEAVES = frozenset({"mtext", "mi", "mo", "mn", "ms", "mspace"})
MAX_DEPTH = 60
MAX_TEX_CHARS = 4_000


def find_tex(math: Element) -> str:
    """Return the TeX of a ``<math>`` element: its annotation, else its ``alttext``, else TeX made from the markup."""
    for note in math.find_all("annotation"):
        if (note.attr("encoding") or "").lower() in TEX_ENCODINGS:
            return strip_tex(note.text)
    told = math.attr("alttext")
    if told and told.strip():
        return strip_tex(told)
    return " ".join(_write(math, 0).split())[:MAX_TEX_CHARS]


def strip_tex(tex: str) -> str:
    """Return *tex* on one line, without delimiters and without a style command around the whole formula."""
    tex = " ".join(tex.split())[:MAX_TEX_CHARS]
    for opening, closing in (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")):
        if tex.startswith(opening) and tex.endswith(closing) and len(tex) > len(opening) + len(closing):
            tex = tex[len(opening) : -len(closing)].strip()
            break
    for style in ("{\\displaystyle ", "{\\textstyle "):
        if tex.startswith(style) and tex.endswith("}"):
            tex = tex[len(style) : -1].strip()
    return tex


def _write(node: object, depth: int) -> str:
    if type(node) is not Element or depth > MAX_DEPTH or node.tag in UNSEEN:
        return ""
    if node.tag in LEAVES:
        return _write_leaf(node)
    children = [child for child in node.children if type(child) is Element]
    match node.tag:
        case "semantics":
            return _write(children[0], depth + 1) if children else ""
        case "msqrt":
            return f"\\sqrt{{{''.join(_write(child, depth + 1) for child in children)}}}"
        case "mfenced":
            inside = ",".join(_write(child, depth + 1) for child in children)
            return f"{node.attr('open') or '('}{inside}{node.attr('close') or ')'}"
        case "mtable":
            rows = (" & ".join(_write(cell, depth + 2) for cell in row.children) for row in children)
            return "\\begin{matrix}" + " \\\\ ".join(rows) + "\\end{matrix}"
    parts = [_write(child, depth + 1) for child in children]
    return _write_scripts(node.tag, parts) or "".join(parts)


def _write_leaf(leaf: Element) -> str:
    """Return the TeX of an element that contains only text. A name of one letter needs no command."""
    text = inner_text(leaf)
    if leaf.tag == "mspace":
        return " "
    if leaf.tag == "mtext":
        return f"\\text{{{text}}}"
    if leaf.tag == "mi" and len(text) > 1:
        return f"\\operatorname{{{text}}}"
    return "".join(COMMANDS.get(char, char) for char in text)


def _write_scripts(tag: str, parts: list[str]) -> str | None:
    """Return the TeX of an element of two or three *parts*, or None for another *tag* or a missing part."""
    match tag, parts:
        case "mfrac", [above, below]:
            return f"\\frac{{{above}}}{{{below}}}"
        case "mroot", [base, degree]:
            return f"\\sqrt[{degree}]{{{base}}}"
        case "mover", [base, sign] if sign.strip() in ACCENTS or sign == "\\to ":
            return f"\\{ACCENTS.get(sign.strip(), 'vec')}{{{base}}}"
        case "msup" | "mover", [base, above]:
            return f"{base}^{_group(above)}"
        case "msub" | "munder", [base, below]:
            return f"{base}_{_group(below)}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{base}_{_group(below)}^{_group(above)}"
    return None


def _group(tex: str) -> str:
    return tex if len(tex) == 1 else f"{{{tex}}}"
