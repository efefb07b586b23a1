"""A small service of three functions that every test of the local stack can start."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from clippings_local.stack import LocalStack, Options, running_stack

Seen = Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True, scope="session")
def light_processes() -> Iterator[None]:
    """Keep processes that the tests start from importing pytest again: each imports the main module."""
    main = sys.modules["__main__"]
    file = main.__dict__.pop("__file__", None)
    yield
    if file is not None:
        main.__file__ = file


TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Parameters:
  Name: {Type: String, Default: small}
  MaxReceives: {Type: Number, Default: 2}
Globals:
  Function:
    Handler: handler.handler
    Environment: {Variables: {SHARED: !Ref Name}}
Resources:
  InboxBucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub ${Name}-inbox
      VersioningConfiguration: {Status: Enabled}
      NotificationConfiguration:
        QueueConfigurations:
          - Event: s3:ObjectCreated:*
            Queue: !GetAtt News.Arn
            Filter: {S3Key: {Rules: [{Name: prefix, Value: pages/}]}}
  News:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 60
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: !Ref MaxReceives}
  Dead:
    Type: AWS::SQS::Queue
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/reader/
      Timeout: 10
      Environment: {Variables: {OWN: reader, QUEUE: !GetAtt News.Arn}}
      Events:
        News:
          Type: SQS
          Properties: {Queue: !GetAtt News.Arn, BatchSize: 10, FunctionResponseTypes: [ReportBatchItemFailures]}
  Answerer:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/answerer/
      Environment: {Variables: {OWN: answerer}}
      Events:
        Open: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /open, Method: ANY, Auth: {ApiKeyRequired: false}}}
        One: {Type: Api, Properties: {RestApiId: !Ref Api, Path: "/things/{name}", Method: GET}}
        Signed:
          Type: Api
          Properties:
            {RestApiId: !Ref Api, Path: /signed, Method: GET, Auth: {Authorizer: AWS_IAM, ApiKeyRequired: false}}
        Rest: {Type: Api, Properties: {RestApiId: !Ref Api, Path: "/{proxy+}", Method: ANY}}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Auth: {ApiKeyRequired: true}
      GatewayResponses:
        DEFAULT_4XX:
          ResponseParameters: {Headers: {cache-control: "'no-store'"}}
          ResponseTemplates:
            application/problem+json: '{"title": $context.error.messageString, "request_id": "$context.requestId"}'
"""

#: Writes what it was handed to a file, and fails the records whose body holds "bad".
READER = """
import json, os, pathlib

def handler(event, context):
    seen = pathlib.Path(os.environ["HOME"]) / "seen.jsonl"
    failed = []
    for record in event["Records"]:
        left = context.get_remaining_time_in_millis()
        with seen.open("a") as file:
            print(json.dumps({"record": record, "environment": dict(os.environ), "left": left}), file=file)
        if "bad" in record["body"]:
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
"""

#: Answers with the event it was handed; some paths break it.
ANSWERER = """
import json, os

def handler(event, context):
    print("a line that belongs to the log")
    if event["path"] == "/broken":
        raise RuntimeError("a bug")
    if event["path"] == "/huge":
        return {"statusCode": 200, "body": "x" * (6 * 1024 * 1024)}
    if event["path"] == "/binary":
        return {"statusCode": 200, "headers": {"Content-Type": "image/gif"}, "body": "AAEC", "isBase64Encoded": True}
    body = json.dumps({"event": event, "own": os.environ["OWN"]})
    return {"statusCode": 200, "multiValueHeaders": {"set-cookie": ["a=1", "b=2"]}, "body": body}
"""


@pytest.fixture
def small_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of a template; ``seen`` has the arguments of its reader."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_PROFILE", "somebody-elses")
    for name, code in (("reader", READER), ("answerer", ANSWERER)):
        folder = tmp_path / "functions" / name
        folder.mkdir(parents=True)
        (folder / "handler.py").write_text(code, "utf-8")
    path = tmp_path / "template.yaml"
    path.write_text(TEMPLATE, "utf-8")
    return path


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    """What the reader was handed so far, S3's test event left out."""
    import json

    def read() -> list[dict[str, Any]]:
        path = tmp_path / "seen.jsonl"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [line for line in map(json.loads, lines) if "s3:TestEvent" not in line["record"]["body"]]

    return read


@pytest.fixture
def stack(small_service: Path) -> Iterator[LocalStack]:
    with running_stack(small_service, Options(retry_after=0)) as running:
        yield running


def put(stack: LocalStack, key: str, body: bytes) -> str:
    """Put an object into the small service's bucket; return its version."""
    return stack.account.s3.put_object(Bucket=stack.inbox_bucket, Key=key, Body=body)["VersionId"]


def ask(stack: LocalStack, path: str, method: str = "GET", key: str | None = "right", **rest: Any) -> Any:
    """Ask the small service over HTTP, with its key unless *key* says otherwise."""
    headers = {**rest.pop("headers", {})}
    if key:
        headers["x-api-key"] = stack.api_key if key == "right" else key
    return urllib3.request(method, stack.api + path, headers=headers, retries=False, timeout=60, **rest)
