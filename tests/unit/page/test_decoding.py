"""Bytes in any encoding become the intended text; input that is not a page is rejected."""

from __future__ import annotations

import gzip

import pytest

from clippings.errors import RejectedPage
from clippings.page.decoding import (
    MAX_MEMBERS,
    MAX_PAGE_BYTES,
    decode,
    expand,
    read_page,
    repair_mojibake,
)

RUSSIAN = "<p>Мэр открыл третий причал гавани в понедельник, через два года после того, как шторм разрушил старый.</p>"
CHINESE = "<p>市长星期一为港口第三码头揭幕，此时距离风暴摧毁旧码头已经两年，人们聚集在岸边庆祝。</p>"
JAPANESE = "<p>市長は月曜日に港の第三埠頭を開いた。嵐が古い埠頭を壊してから二年が過ぎていた。</p>"
FRENCH = "<p>Le maire a inauguré lundi le troisième quai du port, deux ans après la tempête, très fêté.</p>"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gbk"),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (FRENCH, "windows-1252"),
        (FRENCH, "utf-8"),
    ],
)
def test_an_undeclared_encoding_is_guessed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_utf_16_is_recognized_with_and_without_a_mark(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding))[0] == FRENCH


def test_a_plausible_declaration_is_used() -> None:
    page = b"<meta charset=iso-8859-2>" + "<p>Łódź, Gdańsk i Żywiec</p>".encode("iso-8859-2")
    assert decode(page) == ("<meta charset=iso-8859-2><p>Łódź, Gdańsk i Żywiec</p>", "iso-8859-2")


def test_the_transport_charset_has_priority() -> None:
    page = b"<meta charset=windows-1252>" + RUSSIAN.encode("windows-1251")
    assert RUSSIAN in decode(page, "windows-1251")[0]


def test_valid_utf_8_outweighs_the_declaration() -> None:
    page = b"<meta charset=iso-8859-1>" + RUSSIAN.encode()
    assert RUSSIAN in decode(page, "windows-1252")[0]


@pytest.mark.parametrize("label", ["no-such-thing", "utf-16", "unicode", "x" * 40, "base64", "rot13"])
def test_an_invalid_declaration_is_ignored(label: str) -> None:
    page = f"<meta charset={label}>".encode() + RUSSIAN.encode("windows-1251")
    assert RUSSIAN in decode(page)[0]


def test_a_broken_byte_is_replaced() -> None:
    assert decode(RUSSIAN.encode() + b"\xff")[0] == RUSSIAN + "\ufffd"


@pytest.mark.parametrize("text", ["naïve café “quoted” — €", "Привет, как дела?", "مرحبا بالعالم", "Γειά σου Κόσμε"])
def test_mojibake_is_repaired(text: str) -> None:
    broken = "".join(
        bytes([byte]).decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte)
        for byte in (text * 5).encode()
    )
    assert repair_mojibake(broken) == text * 5


@pytest.mark.parametrize("text", ["“Ça,” dit-il – et ÂGE, â la mode.", "Ð is a letter, and Ñ too; Ã stands alone ×."])
def test_letters_that_look_like_mojibake_are_kept(text: str) -> None:
    assert repair_mojibake(text * 5) == text * 5


def test_pages_compressed_twice_are_decompressed() -> None:
    page = FRENCH.encode()
    assert expand(gzip.compress(gzip.compress(page))) == page
    assert expand(gzip.compress(page) + gzip.compress(page)) == page + page


def test_a_truncated_stream_is_decompressed_as_far_as_possible() -> None:
    page = RUSSIAN.encode() * 300
    found = expand(gzip.compress(page)[:-40])
    assert found
    assert page.startswith(found)


@pytest.mark.parametrize(
    "data", [gzip.compress(b"a" * (MAX_PAGE_BYTES + 1)), b"<p>" + b"a" * MAX_PAGE_BYTES], ids=["gzip", "plain"]
)
def test_a_page_beyond_the_limit_is_too_large_before_it_is_read(data: bytes) -> None:
    with pytest.raises(RejectedPage) as rejected:
        expand(data)
    assert rejected.value.reason == "too-large"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04",
        b"\x1f\x8bnot gzip at all",
        b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>",
        b'{"a": 1}',
        b"\x00\x01\x02\x03" * 200,
    ],
)
def test_other_formats_are_rejected(data: bytes) -> None:
    with pytest.raises(RejectedPage) as rejected:
        read_page(data)
    assert rejected.value.reason == "not-html"


@pytest.mark.parametrize("data", [b"", b"  \n\t", b"\xef\xbb\xbf", "\ufeff \n", b"\x00\x00\x00"])
def test_an_empty_page_is_rejected(data: bytes | str) -> None:
    with pytest.raises(RejectedPage) as rejected:
        read_page(data)
    assert rejected.value.reason in ("empty", "not-html")


def test_text_without_tags_is_plain_and_its_lines_are_bounded() -> None:
    page = read_page("a line\n" * 100_001)
    assert (page.plain, page.truncated) == (True, "lines")
    assert read_page("one line\nanother").truncated is None


def test_a_file_of_many_gzip_members_is_read_member_by_member() -> None:
    pieces = [bytes([65 + number % 26]) * (number * 37 % 2_000) for number in range(300)]
    assert expand(b"".join(map(gzip.compress, pieces))) == b"".join(pieces)


def test_gzip_members_beyond_the_limit_are_left_out() -> None:
    assert expand(gzip.compress(b"a") * (MAX_MEMBERS + 5)) == b"a" * MAX_MEMBERS


def test_bytes_after_the_last_gzip_member_are_left_out() -> None:
    assert expand(gzip.compress(b"<p>one") + b"\0" * 700) == b"<p>one"


@pytest.mark.parametrize(
    "text",
    [
        "var quay = 3;\nfunction open(bridge) {\n  return bridge.lift(quay);\n}\n" * 9,
        "!function(e){var t=e.quay;t.open&&t.lift(3);return t}(window);" * 40,
        ".quay { color: red; }\n.bridge > a { margin: 0; padding: 2px; }\n" * 9,
    ],
    ids=["script", "minified script", "style sheet"],
)
def test_scripts_and_style_sheets_are_refused(text: str) -> None:
    with pytest.raises(RejectedPage) as refused:
        read_page(text.encode())
    assert refused.value.reason == "not-html"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened; the quay was full; the band played; nobody left before the rain began in the evening.\n"
        * 9,
        "Write this into the file and save it, then start the service again and look at the log.\n\n"
        "server { listen 80; }\n\n" + "The service answers on the port as soon as it has read the file again.\n" * 9,
        "We show that \\textbf{every} bridge of $\\mathbb{R}^{3}$ opens, as \\cite{quay} has it for the plane alone.\n"
        * 9,
    ],
    ids=["prose with semicolons", "instructions with a line of code", "TeX"],
)
def test_texts_with_signs_of_code_are_no_code(text: str) -> None:
    assert read_page(text.encode()).plain
