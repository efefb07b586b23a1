"""``clippings put``: which files are pages, the keys that they get, and their metadata."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from tests.support.bundle_files import members, numbered, tarred, zipped
from tests.support.picture_records import page_with, picture

from clippings.page.saved_pictures import take_pictures
from clippings_local import put_command
from clippings_local.cli_errors import CommandError
from clippings_local.command import main
from clippings_local.put_command import PageFile, find_pages, put_page


class Bucket:
    """Remembers what was put; refuses keys that hold "secret"."""

    def __init__(self) -> None:
        self.put: dict[str, dict[str, Any]] = {}

    def put_object(self, **request: Any) -> dict[str, str]:
        if "secret" in request["Key"]:
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "PutObject")
        self.put[request["Key"]] = request
        return {"VersionId": "v1"}

    def upload_file(self, _path: str, _bucket: str, key: str, ExtraArgs: dict[str, Any]) -> None:  # noqa: N803 (boto3's)
        self.put[key] = ExtraArgs

    def head_object(self, **_request: Any) -> dict[str, str]:
        return {"VersionId": "v1"}


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Bucket:
    made = Bucket()
    monkeypatch.setattr(put_command, "connect", lambda _endpoint: made)
    monkeypatch.delenv("CLIPPINGS_BUCKET", raising=False)
    return made


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"<p>page</p>")


def test_keys_are_relative_to_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "deep/b.HTM", "deep/c.html.gz", "deep/style.css", "notes.txt")
    keys = [page.key for page in find_pages([str(tmp_path)], "site/")]
    assert keys == ["site/a.html", "site/deep/b.HTM", "site/deep/c.html.gz"]


def test_a_named_file_may_have_any_suffix(tmp_path: Path) -> None:
    write(tmp_path, "saved page.txt")
    assert [page.key for page in find_pages([str(tmp_path / "saved page.txt")], "")] == ["saved page.txt"]


def test_a_command_without_pages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"no pages .*\.html"):
        find_pages([str(tmp_path)], "")
    with pytest.raises(CommandError, match="there is no"):
        find_pages([str(tmp_path / "nowhere")], "")


def test_a_non_ascii_address_is_quoted_in_the_metadata(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    bucket: Any = Bucket()
    put_page(bucket, "inbox", PageFile(tmp_path / "a.html", "a.html"), "https://zeitung.example/straße?q=a b&x=%20")
    assert bucket.put["a.html"]["Metadata"] == {"url": "https://zeitung.example/stra%C3%9Fe?q=a%20b&x=%20"}


def test_the_admit_option_becomes_metadata(tmp_path: Path, bucket: Bucket) -> None:
    write(tmp_path, "a.html")
    assert main(["put", str(tmp_path / "a.html"), "--bucket", "inbox", "--admit", "everything"]) == 0
    assert bucket.put["a.html"]["Metadata"] == {"admit": "everything"}
    assert main(["put", str(tmp_path / "a.html"), "--bucket", "inbox"]) == 0
    assert bucket.put["a.html"]["Metadata"] == {}


def test_gzip_files_are_put_with_their_encoding(tmp_path: Path) -> None:
    write(tmp_path, "a.html.gz")
    bucket: Any = Bucket()
    put_page(bucket, "inbox", PageFile(tmp_path / "a.html.gz", "k"))
    assert bucket.put["k"]["ContentEncoding"] == "gzip"


@pytest.mark.parametrize(
    ("name", "sent_as"),
    [("a.html", "text/html"), ("a.xhtml", "application/xhtml+xml"), ("a.mhtml", "multipart/related")],
)
def test_the_content_type_follows_from_the_suffix(tmp_path: Path, name: str, sent_as: str) -> None:
    write(tmp_path, name)
    bucket: Any = Bucket()
    put_page(bucket, "inbox", PageFile(tmp_path / name, "k"))
    assert bucket.put["k"]["ContentType"] == sent_as


def test_the_file_time_can_be_the_capture_time(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    bucket: Any = Bucket()
    put_page(bucket, "inbox", PageFile(tmp_path / "a.html", "k"), captured_at="mtime")
    told = datetime.fromisoformat(bucket.put["k"]["Metadata"]["captured-at"])
    assert told == datetime.fromtimestamp((tmp_path / "a.html").stat().st_mtime, UTC)


def test_the_command_puts_every_page_and_prints_the_number(
    tmp_path: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, *(f"{number}.html" for number in range(30)))
    assert main(["put", str(tmp_path), "--bucket", "inbox"]) == 0
    assert capsys.readouterr().out == "30 pages put into inbox\n"
    assert len(bucket.put) == 30


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "--bucket"),
        (["--bucket", "inbox", "--url", "https://a.example"], "single page"),
        (["--bucket", "inbox", "--s3", "127.0.0.1:5577"], "--s3: 127.0.0.1:5577 is not a web address"),
        (["--bucket", "inbox", "--captured-at", "yesterday"], "not an RFC 3339 time"),
        (["--bucket", "inbox", "--captured-at", "2026-06-12T09:00:00"], "no time zone"),
    ],
)
def test_errors_are_reported_before_anything_is_put(
    tmp_path: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    write(tmp_path, "a.html", "b.html")
    assert main(["put", str(tmp_path), *options]) == 2
    assert told in capsys.readouterr().err
    assert bucket.put == {}


@pytest.mark.usefixtures("bucket")
def test_errors_of_s3_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "secret.html")
    assert main(["put", str(tmp_path), "--bucket", "inbox"]) == 2
    assert "S3 refused" in capsys.readouterr().err


def test_an_invalid_address_of_a_page_is_rejected(
    tmp_path: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "a.html")
    assert main(["put", str(tmp_path / "a.html"), "--bucket", "inbox", "--url", "htps://a.example"]) == 2
    assert "--url: htps://a.example is not a web address" in capsys.readouterr().err
    assert bucket.put == {}


def test_skipped_files_are_counted_by_kind(tmp_path: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a.html", "style.css", "deep/print.css", "README")
    assert main(["put", str(tmp_path), "--bucket", "inbox"]) == 0
    assert capsys.readouterr().err == "skipped: 3 files are not pages by name (2 .css, 1 no suffix)\n"
    assert set(bucket.put) == {"a.html"}


def test_frames_of_a_saved_page_are_left_out(
    tmp_path: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "Bridge.html", "Bridge_files/frame.html", "other_files/a.html")
    assert main(["put", str(tmp_path), "--bucket", "inbox"]) == 0
    assert capsys.readouterr().err == "skipped: 1 file is not a page by name (1 .html)\n"
    assert set(bucket.put) == {"Bridge.html", "other_files/a.html"}


def test_a_page_that_a_browser_saved_is_put_with_the_pictures_of_its_folder(
    tmp_path: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    page = page_with("A", "src='Quay_files/0.png'")
    (tmp_path / "Quay_files").mkdir()
    (tmp_path / "Quay_files" / "0.png").write_bytes(picture(0))
    (tmp_path / "Quay_files" / "style.css").write_text("p {}")
    (tmp_path / "Quay.html").write_bytes(page)
    assert main(["put", str(tmp_path), "--bucket", "inbox"]) == 0
    assert capsys.readouterr().err == ""
    ((key, put),) = bucket.put.items()
    assert (key, put["ContentType"]) == ("Quay.html", "multipart/related")
    assert [each.data for each in take_pictures(put["Body"])[1].values()] == [picture(0)]


def test_a_named_folder_is_searched_although_it_looks_like_a_page_part(tmp_path: Path, bucket: Bucket) -> None:
    write(tmp_path, "Bridge.html", "Bridge_files/frame.html")
    assert main(["put", str(tmp_path / "Bridge_files"), "--bucket", "inbox"]) == 0
    assert set(bucket.put) == {"frame.html"}


def test_an_unreadable_page_is_named_and_the_others_are_put(
    tmp_path: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.html", "b.html")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "b.html":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert main(["put", str(tmp_path), "--bucket", "inbox"]) == 1
    told = capsys.readouterr()
    assert told.out == "1 page put into inbox\n"
    assert f"cannot read {tmp_path / 'b.html'}: Permission denied" in told.err
    assert set(bucket.put) == {"a.html"}


def test_a_folder_that_cannot_be_read_is_named(
    tmp_path: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.html", "closed/b.html")
    scan = os.scandir

    def refuse(folder: str) -> Any:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert main(["put", str(tmp_path), "--bucket", "inbox"]) == 0
    assert f"cannot read {tmp_path / 'closed'}: Permission denied" in capsys.readouterr().err
    assert set(bucket.put) == {"a.html"}
    assert main(["put", str(tmp_path / "closed"), "--bucket", "inbox"]) == 2
    assert f"cannot read {tmp_path / 'closed'}: Permission denied" in capsys.readouterr().err


def test_waiting_prints_the_status_of_each_page(
    tmp_path: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.html", "b.html")
    monkeypatch.setattr(put_command, "wait_for", lambda _api, uploads: [
        {"key": each.key, "version": each.version, "status": "stored"} for each in uploads
    ])  # fmt: skip
    given = ["--bucket", "inbox", "--wait", "--api", "http://127.0.0.1:1", "--api-key", "k"]
    assert main(["put", str(tmp_path), *given, "--output", "json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"key": key, "version": "v1", "status": "stored"} for key in ("a.html", "b.html")]
    assert set(bucket.put) == {"a.html", "b.html"}


@pytest.mark.parametrize(("status", "exit_status"), [("rejected", 0), ("unchanged", 0), ("failed", 1), ("waiting", 1)])
@pytest.mark.usefixtures("bucket")
def test_only_a_failure_makes_the_command_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: str, exit_status: int
) -> None:
    write(tmp_path, "a.html")
    monkeypatch.setattr(put_command, "wait_for", lambda _api, _uploads: [{"key": "a.html", "status": status}])
    given = ["--bucket", "inbox", "--wait", "--api", "http://127.0.0.1:1", "--api-key", "k"]
    assert main(["put", str(tmp_path), *given]) == exit_status


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("crawl.warc.gz", members(numbered(1)), "application/warc"),
        ("crawl.wacz", zipped({"archive/a.warc": b""}), "application/wacz"),
        ("pages.zip", zipped({"a.html": b""}), "application/zip"),
        ("pages.tar.gz", tarred({"a.html": b""}), "application/x-tar"),
    ],
)
def test_a_bundle_is_put_unchanged(name: str, data: bytes, media_type: str, bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert main(["put", str(tmp_path / name), "--bucket", "inbox"]) == 0
    request = bucket.put[name]
    assert request["ContentType"] == media_type
    assert "ContentEncoding" not in request
    assert main(["put", str(tmp_path / name), "--bucket", "inbox", "--url", "https://press.example/"]) == 2


def test_a_large_bundle_is_put_in_parts(bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(put_command, "LARGE", 10)
    (tmp_path / "crawl.warc").write_bytes(numbered(1)[0])
    assert main(["put", str(tmp_path / "crawl.warc"), "--bucket", "inbox"]) == 0
    assert bucket.put["crawl.warc"] == {"ContentType": "application/warc", "Metadata": {}}
