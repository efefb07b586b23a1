"""Pages as browsers save them: a web archive, and pages with embedded pictures."""

from __future__ import annotations

import base64

ADDRESS = "https://news.example/2026/quay?id=7"
SENTENCE = "The old quay wall was rebuilt by the town after the storm of the winter, and ships moor there again. "
PAGE = f"<!doctype html><title>Übermut am Kai</title><h1>Übermut am Kai</h1><p>{SENTENCE * 4}<p>{SENTENCE * 5}"


def archive(
    part: str = "Content-Type: text/html", body: bytes = PAGE.encode(), end: bytes = b"\r\n--=_x--\r\n"
) -> bytes:
    head = (
        "From: <Saved by a browser>\r\n"
        f"Snapshot-Content-Location: {ADDRESS}\r\n"
        "Subject: Quay\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="=_x"\r\n\r\n\r\n'
        "--=_x\r\nContent-Type: text/css\r\nContent-Location: cid:css\r\n\r\np { color: red }\r\n"
        f"--=_x\r\n{part}\r\n\r\n"
    )
    return head.encode() + body + end


#: Bytes that begin as those of a PNG do. They are not a valid image, since only the bytes matter here.
QUAY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def embedded(content: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


PICTURED = (
    "<!doctype html><title>The quay is open again</title><article><h1>The quay is open again</h1>"
    f"<p>{SENTENCE * 3}<figure><img src='{embedded(QUAY)}' width=800 height=600 alt='A wall'>"
    f"<figcaption>The new wall</figcaption></figure><p>{SENTENCE * 4}<p>{SENTENCE * 3}</article>"
).encode()
