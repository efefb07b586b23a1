"""Pages are copied from one service to another with the times of their captures, once or several times."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from clippings_local.account import HeldAccount, local_account
from clippings_local.cli_errors import CommandError
from clippings_local.command import main
from clippings_local.page_transfer import ExportedCapture

EARLY = "2026-03-01T09:00:00+00:00"


@pytest.fixture
def account() -> Iterator[HeldAccount]:
    """Two buckets that keep versions: ``here`` and ``there``."""
    with local_account() as held:
        for name in ("here", "there"):
            held.s3.create_bucket(Bucket=name)
            held.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        yield held


def command(account: HeldAccount, name: str, bucket: str, *rest: str) -> int:
    return main([name, *rest, "--bucket", bucket, "--s3", account.endpoint])


def contents(account: HeldAccount, bucket: str) -> list[tuple[Any, ...]]:
    """Every version, the oldest of each key first: key, bytes, type, encoding, metadata."""
    found = []
    for each in reversed(account.s3.list_object_versions(Bucket=bucket).get("Versions", [])):
        one = account.s3.get_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])
        found.append(
            (each["Key"], one["Body"].read(), one["ContentType"], one.get("ContentEncoding"), dict(one["Metadata"]))
        )
    return sorted(found, key=lambda each: each[0])


def test_versions_are_imported_in_order_with_metadata_and_time(account: HeldAccount, tmp_path: Path) -> None:
    metadata = {"url": "https://a.example/", "admit": "everything"}
    account.s3.put_object(
        Bucket="here", Key="ü/a.html", Body=b"\xff1", ContentType="text/html", ContentEncoding="gzip",
        Metadata=metadata | {"captured-at": EARLY},
    )  # fmt: skip
    account.s3.put_object(Bucket="here", Key="ü/a.html", Body=b"2", ContentType="text/html", Metadata=metadata)
    account.s3.put_object(Bucket="here", Key="b.html", Body=b"3", ContentType="application/xhtml+xml")
    account.s3.put_object(Bucket="here", Key="deleted.html", Body=b"4", ContentType="text/html")
    account.s3.delete_object(Bucket="here", Key="deleted.html")
    put_at = account.s3.head_object(Bucket="here", Key="b.html")["LastModified"].isoformat()
    file = str(tmp_path / "pages.jsonl")
    assert command(account, "export", "here", "--pages", "--output", file) == 0
    assert command(account, "import", "there", file) == 0
    arrived = contents(account, "there")
    assert [each[:4] for each in arrived] == [each[:4] for each in contents(account, "here")]
    times = {(each[0], each[1]): each[4]["captured-at"] for each in arrived}
    assert times["ü/a.html", b"\xff1"] == EARLY
    assert times["b.html", b"3"] == put_at
    assert arrived[-1][4]["url"] == "https://a.example/"


def test_repeated_imports_add_nothing(account: HeldAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day, body in enumerate((b"1", b"2", b"1"), 1):
        captured = {"captured-at": f"2026-03-0{day}T09:00:00Z"}
        account.s3.put_object(Bucket="here", Key="a.html", Body=body, Metadata=captured)
    file = str(tmp_path / "pages.jsonl")
    command(account, "export", "here", "--pages", "--output", file)
    command(account, "import", "there", file)
    before = contents(account, "there")
    assert command(account, "import", "there", file) == 0
    assert contents(account, "there") == before
    assert capsys.readouterr().out.endswith("0 pages put into there; 3 pages there already\n")


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """S3 of an account in moto, as the user's own configuration reaches it: it has the bucket ``inbox``."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://{}:{}".format(*server.get_host_and_port()))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="inbox", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    s3.put_bucket_versioning(Bucket="inbox", VersioningConfiguration={"Status": "Enabled"})
    yield s3
    server.stop()


def test_pages_survive_import_and_export(account: HeldAccount, aws: Any, tmp_path: Path) -> None:
    metadata = {"url": "https://a.example/?q=%C3%BC", "captured-at": EARLY}
    for body in (b"1", b"2 \xff"):
        account.s3.put_object(Bucket="here", Key="ü/a b.html", Body=body, ContentType="text/html", Metadata=metadata)
    there_and_back, again = str(tmp_path / "pages.jsonl"), str(tmp_path / "again.jsonl")
    assert command(account, "export", "here", "--pages", "--output", there_and_back) == 0
    assert main(["import", there_and_back, "--bucket", "inbox"]) == 0
    listed = aws.list_object_versions(Bucket="inbox")["Versions"]
    assert [each["Key"] for each in listed] == ["ü/a b.html"] * 2
    # The account alone has this page; the way back brings all of them.
    aws.put_object(Bucket="inbox", Key="c.html", Body=b"3", ContentType="text/html", Metadata={"captured-at": EARLY})
    assert main(["export", "--pages", "--bucket", "inbox", "--output", again]) == 0
    assert command(account, "import", "there", again) == 0
    arrived = contents(account, "there")
    assert [each[:4] for each in arrived] == [("c.html", b"3", "text/html", None), *(
        each[:4] for each in contents(account, "here")
    )]  # fmt: skip
    assert arrived[1][4] == metadata
    # And what came from here is not taken twice.
    assert command(account, "import", "here", there_and_back) == 0
    assert len(contents(account, "here")) == 2


LINE = ExportedCapture("a.html", datetime(2026, 3, 1, tzinfo=UTC), "text/html", None, {}, b"x").to_line()


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "null", LINE[:40], json.dumps(json.loads(LINE) | {"body": "?"}),
        json.dumps(json.loads(LINE) | {"captured_at": "2026-03-01T00:00:00"}),
        json.dumps(json.loads(LINE) | {"key": ""}), json.dumps(json.loads(LINE) | {"metadata": None}),
    ],
)  # fmt: skip
def test_invalid_lines_are_reported_by_number(line: str) -> None:
    with pytest.raises(CommandError, match="line 7 is not a line"):
        ExportedCapture.from_line(line.encode(), 7)


def test_a_capture_survives_writing_and_reading() -> None:
    assert ExportedCapture.from_line(LINE.encode(), 1).to_line() == LINE


def test_unreadable_and_unwritable_buckets_are_reported(
    account: HeldAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(account, "export", "here", "--pages", "--output", str(tmp_path / "none" / "x")) == 2
    assert command(account, "import", "here", str(tmp_path / "none")) == 2
    assert command(account, "export", "none", "--pages") == 2
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert told.count("No such file or directory") == 2
    assert "NoSuchBucket" in told
