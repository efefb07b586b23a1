"""Hostile pages whose characters, encoding or container cause the cost."""

from __future__ import annotations

import gzip
from base64 import encodebytes
from collections.abc import Callable

from tests.speed.bounds.pieces import BODY, each


def _run(piece: str) -> Callable[[int], str]:
    return lambda n: f"{BODY}<p>x{piece * n}y"


def _encoded(text: str, encoding: str) -> Callable[[int], bytes]:
    return lambda n: (BODY + "<p>" + text * n).encode(encoding)


def _archive(headers: str, coded: Callable[[bytes], bytes]) -> Callable[[int], bytes]:
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        f"{headers}\r\n\r\n"
    )
    return lambda n: head.encode() + coded((BODY + "<p>word" * n).encode()) + b"\r\n--b--\r\n"


#: What the page is made of, and the function that makes it with a number of pieces.
TEXTS: dict[str, Callable[[int], str | bytes]] = {
    "combining marks": _run("\u0301"),
    "combined letters": _run("e\u0301\u0323"),
    "right-to-left marks": _run("\u200f\u202e"),
    "zero-width joiners": _run("\u200d"),
    "families of emoji": _run("👨\u200d👩\u200d👧"),
    "NUL": _run("\0"),
    "lone surrogates": _run("\ud800"),
    "references to surrogates": _run("&#xD800;"),
    "references to NUL": _run("&#0;"),
    "references cut short": _run("&#x"),
    "references to nothing": _run("&nothing;"),
    "numbers in references": _run("&#9999999999;"),
    "ampersands": _run("&"),
    "signs of a tag": _run("<"),
    "unfinished tags": _run("<a "),
    "soft hyphens": _run("a\u00ad"),
    "no-break spaces": _run("\u00a0"),
    "Thai": _run("กรุงเทพมหานคร"),
    "Arabic": _run("مرحبا بكم في "),
    "Korean": _run("항구의 부두가 "),
    "long words": lambda n: BODY + "<p>" + each(n, "harbour{0}-quay{0} "),
    "capitals": lambda n: BODY + "<p>" + each(n, "Ann{0} "),
    "places": lambda n: BODY + "<p>" + each(n, "He went to Port{0}. "),
    "sentences": lambda n: BODY + each(n, "<p>Quay {0} was opened by mayor {0} on day {0}. It is of stone."),
    "questions": _run("Is it so? "),
    "ellipses": _run("… "),
    "links in text": lambda n: BODY + "<p>" + each(n, "https://example.org/{0} "),
    "links": lambda n: BODY + "<p>" + each(n, "<a href=https://example.org/{0}?utm_source=a>word</a> "),
    "mail addresses": lambda n: BODY + "<p>" + each(n, "a{0}@example.org "),
    "figures": lambda n: BODY + "<p>" + each(n, "{0}.5 per cent, "),
    "stars and lines": _run("*a* _b_ `c` [d](e) "),
    "braces of TeX": lambda n: BODY + "<p>$$" + "\\frac{" * n + "$$",
    "brackets of TeX": lambda n: BODY + "<p>" + "\\(" * n,
    "square brackets of TeX": lambda n: BODY + "<p>" + "\\[" * n,
    "both brackets of TeX": lambda n: BODY + "<p>" + "\\(\\[" * n,
    "escaped brackets of TeX": lambda n: BODY + "<p>" + "\\\\(" * n,
    "line breaks of TeX": lambda n: BODY + "<p>" + "\\[" + "a\\\\[2pt]" * n,
    "prices": lambda n: BODY + "<p>" + "$a " * n,
    "speakers": lambda n: BODY + each(n, "<p>ANN: The mayor opened quay {0} today, and the work went on until May."),
    "mojibake": _encoded("Ã¤Ã¶Ã¼ Ã© ", "utf-8"),
    "broken UTF-8": lambda n: BODY.encode() + b"<p>" + b"\xff\xc3( word " * n,
    "windows-1252": _encoded("Käse über Öl ", "cp1252"),
    "UTF-16": _encoded("word ", "utf-16"),
    "UTF-32": _encoded("word ", "utf-32"),
    "escapes of ISO-2022-JP": lambda n: BODY.encode() + b"<p>" + b"\x1b$B$3$s\x1b(B a" * n,
    "unfinished escapes of ISO-2022-JP": lambda n: BODY.encode() + b"<p>" + b"\x1b$B" * n + b"\xff",
    "open escapes of ISO-2022-JP": lambda n: BODY.encode() + b"<p>\x1b$B" + b"$3" * n + b"\x1b$B" * n,
    "charsets": lambda n: each(n, "<meta charset=x{0}>").encode() + BODY.encode() + b"\xff",
    "charsets without an end": lambda n: b"<meta " + b"charset" * n + b" " + BODY.encode() + b"\xff",
    "plain headings": lambda n: "A heading\n\nA line of some words, and more of it.\n\n" * n,
    "plain lines of names": lambda n: "By Ann Reed\n" * n,
    "plain lists": lambda n: each(n, "{0}. A point of the list\n"),
    "plain quotations": lambda n: "> said he\n" * n,
    "one plain line": lambda n: "word " * n,
    "line ends": lambda n: "word\n\n" + "\r\n \u2028" * n + "word",
    "members of gzip": lambda n: gzip.compress(BODY.encode()) + gzip.compress(b"") * n,
    "gzip of members of gzip": lambda n: gzip.compress(gzip.compress(BODY.encode()) + gzip.compress(b"") * n),
    "archive": _archive("", bytes),
    "archive in base64": _archive("Content-Transfer-Encoding: base64", encodebytes),
    "archive in quoted-printable": _archive(
        "Content-Transfer-Encoding: quoted-printable", lambda data: data.replace(b"=", b"=3D")
    ),
    "parts of an archive": lambda n: (
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n' + b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * n
    ),
    "headers of an archive": lambda n: b"A-B: c\r\n" * n + b"\r\n" + BODY.encode(),
    "parameters of an archive": lambda n: (
        b"Content-Type: multipart/related; " + each(n, "a*{0}=b;").encode() + b' boundary="b"\r\n\r\n--b\r\n'
    ),
    "one folded header": lambda n: b"Content-Type: multipart/related;" + b"\r\n a=b;" * n + b"\r\n\r\n" + BODY.encode(),
}
