"""Buckets, queues, tables and secrets are made from the template's own properties, each at its first use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clippings_local.account import Account, local_account
from clippings_local.cli_errors import UnknownConstructError
from clippings_local.resources import PSEUDO_PARAMETERS, MadeResources, Resources
from clippings_local.template import Template, read_template

TEMPLATE = """
Resources:
  Inbox:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "inbox-${AWS::AccountId}-${AWS::Region}"
      VersioningConfiguration: {Status: Enabled}
      NotificationConfiguration:
        QueueConfigurations:
          - Event: s3:ObjectCreated:*
            Queue: !GetAtt News.Arn
            Filter: {S3Key: {Rules: [{Name: prefix, Value: pages/}]}}
  Plain: {Type: AWS::S3::Bucket}
  News:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 180
      MessageRetentionPeriod: 345600
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: the-dead}}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}, {AttributeName: sk, AttributeType: S}]
      KeySchema: [{AttributeName: pk, KeyType: HASH}, {AttributeName: sk, KeyType: RANGE}]
      BillingMode: PAY_PER_REQUEST
      StreamSpecification: {StreamViewType: NEW_IMAGE}
      TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
      DeletionProtectionEnabled: true
  Secret: {Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {PasswordLength: 40}}}
  Keyed:
    Type: AWS::SecretsManager::Secret
    Properties: {GenerateSecretString: {SecretStringTemplate: '{"user": "x"}', GenerateStringKey: password}}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: !Ref Table}}
  Lost: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: !Ref Nowhere}}
"""


@pytest.fixture
def template(tmp_path: Path) -> Template:
    (tmp_path / "template.yaml").write_text(TEMPLATE, "utf-8")
    return read_template(tmp_path / "template.yaml", {}, PSEUDO_PARAMETERS)


@pytest.fixture
def account() -> Iterator[Account]:
    with local_account() as account:
        yield account


@pytest.fixture
def resources(template: Template, account: Account) -> Resources:
    made = Resources(template, account)
    made.make_all()
    return made


def test_a_bucket_has_versioning_and_notifies_its_queue(resources: Resources, account: Account) -> None:
    name = resources.ref("Inbox")
    assert name == "inbox-123456789012-us-east-1"
    assert account.s3.get_bucket_versioning(Bucket=name)["Status"] == "Enabled"
    (told,) = account.s3.get_bucket_notification_configuration(Bucket=name)["QueueConfigurations"]
    assert (told["QueueArn"], told["Events"]) == (resources.attribute("News", "Arn"), ["s3:ObjectCreated:*"])
    assert told["Filter"]["Key"]["FilterRules"] == [{"Name": "prefix", "Value": "pages/"}]


def test_a_queue_has_timeouts_and_a_dead_letter_queue(resources: Resources, account: Account) -> None:
    found = account.sqs.get_queue_attributes(QueueUrl=resources.ref("News"), AttributeNames=["All"])["Attributes"]
    assert (found["VisibilityTimeout"], found["MessageRetentionPeriod"]) == ("180", "345600")
    redrive = json.loads(found["RedrivePolicy"])
    assert (redrive["deadLetterTargetArn"], redrive["maxReceiveCount"]) == (resources.attribute("Dead", "Arn"), 5)
    assert resources.attribute("Dead", "QueueName") == "the-dead"


def test_a_table_has_its_keys_its_stream_and_its_expiry(resources: Resources, account: Account) -> None:
    name = resources.ref("Table")
    found = account.dynamodb.describe_table(TableName=name)["Table"]
    assert [key["AttributeName"] for key in found["KeySchema"]] == ["pk", "sk"]
    assert found["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    expiry = account.dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert (expiry["AttributeName"], expiry["TimeToLiveStatus"]) == ("expires_at", "ENABLED")
    assert resources.attribute("Table", "Arn") == found["TableArn"]


def test_a_secret_is_random_with_the_requested_length_and_key(resources: Resources, account: Account) -> None:
    def secret(logical: str) -> str:
        return account.secretsmanager.get_secret_value(SecretId=resources.ref(logical))["SecretString"]

    assert len(secret("Secret")) == 40
    keyed = json.loads(secret("Keyed"))
    assert (keyed["user"], len(keyed["password"])) == ("x", 32)


def test_a_resource_referenced_twice_is_created_once(template: Template, account: Account) -> None:
    resources = Resources(template, account)
    assert account.s3.list_buckets()["Buckets"] == []
    assert resources.ref("Plain") == resources.ref("Plain") == "clippings-local-plain"
    resources.make_all()
    assert len(account.s3.list_buckets()["Buckets"]) == 2


def test_unsupported_resources_are_named_but_not_created(resources: Resources) -> None:
    assert resources.ref("Alarm") == "Alarm"
    assert resources.attribute("Alarm", "Arn").endswith(":Alarm")
    assert resources.properties("Alarm") == {"AlarmName": "clippings-local-Table"}


def test_undeclared_resources_are_reported(resources: Resources) -> None:
    with pytest.raises(UnknownConstructError, match="Nowhere"):
        resources.properties("Lost")


def test_references_to_a_running_service_have_the_same_names(template: Template, resources: Resources) -> None:
    nobody: Any = None
    running = MadeResources(template, nobody)
    for logical in ("Inbox", "Plain", "Table"):
        assert running.ref(logical) == resources.ref(logical)
