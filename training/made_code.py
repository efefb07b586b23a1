"""Code blocks made for training: snippets of many languages, with other names in each, as pages show them."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from html import escape

#: Snippets by their language; A to F stand for names, 1 to 3 for numbers.
SNIPPETS = (
    (
        "go",
        'func A(B int) (C, error) {\n\tif B < @1 {\n\t\treturn nil, errors.New("D")\n\t}\n\treturn E(B), nil\n}',
    ),
    (
        "rust",
        "fn A(B: &str) -> Option<u32> {\n"
        "    let C = B.trim();\n"
        "    match C.parse() {\n"
        "        Ok(D) => Some(D),\n"
        "        Err(_) => None,\n"
        "    }\n"
        "}",
    ),
    (
        "js",
        "const A = async (B) => {\n"
        "  const C = await fetch(`/api/${B}`);\n"
        "  if (!C.ok) throw new Error('D');\n"
        "  return C.json();\n"
        "};",
    ),
    (
        "ts",
        "interface A {\n  B: string;\n  C?: number;\n}\n\nexport const D = (E: A): boolean => E.C !== undefined;",
    ),
    (
        "c",
        "#include <stdio.h>\n"
        "\n"
        "int main(void)\n"
        "{\n"
        "    for (int A = 0; A < @1; A++)\n"
        '        printf("%d\\n", A * @2);\n'
        "    return 0;\n"
        "}",
    ),
    (
        "cpp",
        "template <typename A>\nA B(const std::vector<A>& C) {\n  return std::accumulate(C.begin(), C.end(), A{});\n}",
    ),
    (
        "java",
        "public class A {\n"
        "    private final List<String> B = new ArrayList<>();\n"
        "    public int C() {\n"
        "        return B.size();\n"
        "    }\n"
        "}",
    ),
    (
        "json",
        '{\n  "A": "B",\n  "C": @1,\n  "D": ["E", "F"],\n  "B": {"C": true}\n}',
    ),
    (
        "css",
        ".A {\n  display: grid;\n  gap: @1px;\n}\n.A .B:hover {\n  color: #@2;\n}",
    ),
    (
        "python",
        "def A(B, C=None):\n    D = [E for E in B if E > @1]\n    return sum(D) / len(D)\n\nprint(A([@2, @3]))",
    ),
    (
        "sql",
        "SELECT A, COUNT(*) AS B\nFROM C\nWHERE D > @1\nGROUP BY A\nORDER BY B DESC;",
    ),
    (
        "bash",
        "$ A install B\n$ cd C && ./D --E=@1\nDone in @2.@3 s",
    ),
    (
        "yaml",
        "A:\n  B: @1\n  C:\n    - D\n    - E\n  F: true",
    ),
    (
        "html",
        '<div class="A">\n  <a href="/B">C</a>\n</div>',
    ),
    (
        "php",
        "<?php\nfunction A($B) {\n    return $B['C'] ?? 'D';\n}",
    ),
    (
        "toml",
        '[A]\nB = "C"\nD = @1\n\n[A.E]\nF = false',
    ),
    (
        "xml",
        '<A B="C">\n  <D>E</D>\n</A>',
    ),
    (
        "diff",
        "-  A = B(@1)\n+  A = B(@1, C=@2)",
    ),
    (
        "text",
        "A\n├── B.C\n└── D\n    └── E.F",
    ),
    (
        "sh",
        "A --B C",
    ),
    (
        "js",
        "A.B(C);",
    ),
    (
        "go",
        "A := B(C)\nfmt.Println(A)",
    ),
)
WORD = re.compile(r"\b[A-F]\b")
NUMBER = re.compile(r"@[1-3]")


def make_code(chooser: random.Random, words: Sequence[str]) -> str:
    """Return the markup of a code block of one to four snippets of one language, named by *words*."""
    language, _ = chooser.choice(SNIPPETS)
    own = [text for name, text in SNIPPETS if name == language]
    names = dict(zip("ABCDEF", (re.sub(r"\W", "", word).lower() or "x" for word in words), strict=False))
    parts = []
    for _ in range(chooser.choice((1, 1, 1, 2, 4))):
        text = WORD.sub(lambda found: names[found[0]], chooser.choice(own))
        parts.append(NUMBER.sub(lambda _found: str(chooser.randint(1, 999)), text))
    code = escape("\n\n".join(parts), quote=False)
    return chooser.choice(
        (
            f"<pre><code>{code}</code></pre>",
            f'<pre><code class="language-{language}">{code}</code></pre>',
            f"<pre>{code}</pre>",
            f'<div class="highlight"><pre>{code}</pre></div>',
            f'<figure class="code"><pre><code>{code}</code></pre></figure>',
        )
    )
