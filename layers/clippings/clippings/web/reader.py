"""The reader page: one document that contains its style and script, and a content security policy for it."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from clippings.facets import FACETS
from clippings.web.api_request import ApiRequest

PARTS = Path(__file__).with_name("reader_parts")

#: The scripts, in the order of their dependencies.
SCRIPTS = (
    *("page.js", "device.js", "problems.js", "api.js", "places.js", "pictures.js", "feeds.js", "lists.js", "blocks.js"),
    *("history.js", "signing.js", "withdrawal.js", "article.js", "upload.js", "shortcuts.js", "start.js"),
)

#: Sources of pictures. Those of articles may be on any host, and are loaded on request. Kept pictures are blobs.
IMAGES = "https: http: data: blob:"


def reader_page(request: ApiRequest) -> tuple[str, dict[str, str]]:
    """Return the page and its headers."""
    document, style, script = _parts()
    connect = f"'self' {_upload_hosts(request)}"
    return document, {"Content-Security-Policy": policy(style, script, connect, IMAGES)}


def policy(style: str, script: str = "", connect: str = "'none'", images: str = "data:") -> str:
    """Return a content security policy that allows one style sheet and one script, each by its hash.

    Args:
        style: The style sheet in the document.
        script: The script in the document; empty if there is none.
        connect: Sources to which the script may send requests.
        images: Sources of pictures.
    """
    allowed = _hash(script) if script else "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src {images}; "
        f"connect-src {connect}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@cache
def _parts() -> tuple[str, str, str]:
    """Return the complete document, its style and its script."""
    style = (PARTS / "style.css").read_text("utf-8")
    script = "\n".join([_facets_script(), *((PARTS / name).read_text("utf-8") for name in SCRIPTS)])
    frame = (PARTS / "page.html").read_text("utf-8")
    document = frame.replace("/*style*/", style).replace("/*script*/", script)
    return document, style, script


def _facets_script() -> str:
    """Return a constant of the script with the facets, made from the definition that storage and API use."""
    facets = [{"name": facet.name, "label": facet.label, "narrows": facet.narrows} for facet in FACETS]
    return f"const FACETS = {json.dumps(facets)};"


def _upload_hosts(request: ApiRequest) -> str:
    """Return the host of presigned uploads as a source of the policy. It is read from the URL of an unused upload.

    The page is public, and the name of the inbox contains the account's id. So the policy has the S3 host of the
    region, without the bucket's name.
    """
    address = request.wiring.objects.presign_upload(
        "uploads/", size=1, content_type="text/html", metadata={}, expires=1
    )
    parts = urlsplit(address)
    host = parts.netloc.removeprefix(f"{request.wiring.settings.inbox_bucket}.")
    return f"{parts.scheme}://{'*.' if host != parts.netloc else ''}{host}"


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
