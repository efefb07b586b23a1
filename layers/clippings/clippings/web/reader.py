"""The reader page: one document made of its parts, and a content security policy that allows only these parts."""

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

#: In the order of their dependencies.
SCRIPTS = (
    *("page.js", "device.js", "problems.js", "api.js", "places.js", "pictures.js", "feeds.js", "lists.js", "blocks.js"),
    *("history.js", "signing.js", "withdrawal.js", "article.js", "upload.js", "shortcuts.js", "start.js"),
)

#: Pictures of articles are on any host, and are loaded when the user asks for them. Kept ones are blobs.
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
    """Return the document with style and script in it, the style, and the script."""
    style = (PARTS / "style.css").read_text("utf-8")
    script = "\n".join([_facets_script(), *((PARTS / name).read_text("utf-8") for name in SCRIPTS)])
    frame = (PARTS / "page.html").read_text("utf-8")
    document = frame.replace("/*style*/", style).replace("/*script*/", script)
    return document, style, script


def _facets_script() -> str:
    """Return the facets as a constant of the script, from the definition that storage and API use."""
    facets = [{"name": facet.name, "label": facet.label, "narrows": facet.narrows} for facet in FACETS]
    return f"const FACETS = {json.dumps(facets)};"


def _upload_hosts(request: ApiRequest) -> str:
    """Return the host of presigned uploads as a source of the policy, taken from an upload that is not used.

    The page needs no key, and the inbox's name contains the account's id: so the policy names the region's S3 host.
    """
    address = request.wiring.objects.presign_upload(
        "uploads/", size=1, content_type="text/html", metadata={}, expires=1
    )
    parts = urlsplit(address)
    host = parts.netloc.removeprefix(f"{request.wiring.settings.inbox_bucket}.")
    return f"{parts.scheme}://{'*.' if host != parts.netloc else ''}{host}"


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
