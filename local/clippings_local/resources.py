"""Creates the template's buckets, queues, tables and secrets in the local account, from their properties.

A resource is created on the first reference to it, so their order in the template does not matter. A resource that a
data folder contains already is not changed. Types that are not needed on one machine (policies, alarms, roles, log
groups) get a name and are not created.
"""

from __future__ import annotations

import json
import secrets
import string
from collections.abc import Callable
from typing import Any

from clippings_local.account import ACCOUNT_ID, REGION, Account
from clippings_local.cli_errors import UnknownConstructError
from clippings_local.template import Template

STACK = "clippings-local"
PSEUDO_PARAMETERS = {
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT_ID,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": STACK,
    "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT_ID}:stack/{STACK}/local",
}

#: Table properties that the local account takes unchanged from a template.
_TABLE_PROPERTIES = (
    "AttributeDefinitions",
    "KeySchema",
    "BillingMode",
    "ProvisionedThroughput",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
    "StreamSpecification",
)


class Resources:
    """The template's resources in *account*. A reference in the template creates the resource."""

    def __init__(self, template: Template, account: Account) -> None:
        self.template = template
        self.account = account
        self._made: dict[str, dict[str, str]] = {}
        self._makers: dict[str, Callable[[str, dict[str, Any]], dict[str, str]]] = {
            "AWS::S3::Bucket": self._make_bucket,
            "AWS::SQS::Queue": self._make_queue,
            "AWS::DynamoDB::Table": self._make_table,
            "AWS::SecretsManager::Secret": self._make_secret,
        }

    def make_all(self) -> None:
        """Create every resource that the local account supports."""
        for logical, resource in self.template.resources.items():
            if resource["Type"] in self._makers:
                self._made_or_new(logical)

    def properties(self, logical: str) -> dict[str, Any]:
        """Return a resource's properties with every reference resolved."""
        return self.template.properties(logical, self)

    def ref(self, logical: str) -> str:
        return self._made_or_new(logical)["Ref"]

    def attribute(self, logical: str, name: str) -> str:
        attributes = self._made_or_new(logical)
        return attributes.get(name, f"{logical}.{name}")

    def _made_or_new(self, logical: str) -> dict[str, str]:
        if logical not in self._made:
            if logical not in self.template.resources:
                raise UnknownConstructError(f"the template refers to {logical}, which it does not declare")
            maker = self._makers.get(self.template.resources[logical]["Type"])
            if maker is None:
                return {"Ref": logical, "Arn": f"arn:aws:local:{REGION}:{ACCOUNT_ID}:{logical}"}
            self._made[logical] = maker(logical, self.properties(logical))
        return self._made[logical]

    def _make_bucket(self, logical: str, properties: dict[str, Any]) -> dict[str, str]:
        name = _bucket_name(logical, properties)
        s3 = self.account.s3
        s3.create_bucket(Bucket=name)
        if versioning := properties.get("VersioningConfiguration"):
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=versioning)
        if notification := properties.get("NotificationConfiguration"):
            queues: Any = [_queue_notification(queue) for queue in notification.get("QueueConfigurations", [])]
            s3.put_bucket_notification_configuration(
                Bucket=name, NotificationConfiguration={"QueueConfigurations": queues}
            )
        return {"Ref": name, "Arn": f"arn:aws:s3:::{name}"}

    def _make_queue(self, logical: str, properties: dict[str, Any]) -> dict[str, str]:
        name = properties.get("QueueName") or f"{STACK}-{logical}"
        wanted = {
            key: properties[key]
            for key in ("VisibilityTimeout", "MessageRetentionPeriod", "RedrivePolicy", "DelaySeconds")
            if key in properties
        }
        attributes = {
            key: json.dumps(value) if isinstance(value, dict) else str(value) for key, value in wanted.items()
        }
        url = self.account.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]  # type: ignore[arg-type]
        return {"Ref": url, "Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:{name}", "QueueName": name}

    def _make_table(self, logical: str, properties: dict[str, Any]) -> dict[str, str]:
        name = _table_name(logical, properties)
        wanted = {key: properties[key] for key in _TABLE_PROPERTIES if key in properties}
        if "StreamSpecification" in wanted:
            wanted["StreamSpecification"] = {"StreamEnabled": True, **wanted["StreamSpecification"]}
        dynamodb = self.account.dynamodb
        try:
            made = dynamodb.create_table(TableName=name, **wanted)["TableDescription"]
        except dynamodb.exceptions.ResourceInUseException:
            made = dynamodb.describe_table(TableName=name)["Table"]
        if expiry := properties.get("TimeToLiveSpecification"):
            dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=expiry)
        return {"Ref": name, "Arn": made["TableArn"], "StreamArn": made.get("LatestStreamArn", "")}

    def _make_secret(self, logical: str, properties: dict[str, Any]) -> dict[str, str]:
        name = properties.get("Name") or f"{STACK}-{logical}"
        value = properties.get("SecretString") or _generated(properties.get("GenerateSecretString", {}))
        manager = self.account.secretsmanager
        try:
            arn = manager.create_secret(Name=name, SecretString=value)["ARN"]
        except manager.exceptions.ResourceExistsException:
            arn = manager.describe_secret(SecretId=name)["ARN"]
        return {"Ref": arn, "Id": arn, "Arn": arn}


class MadeResources(Resources):
    """The same resources of a running service: references are resolved to their names, and nothing is created."""

    def _made_or_new(self, logical: str) -> dict[str, str]:
        declared = self.template.resources.get(logical, {"Type": ""})
        properties = {} if declared["Type"] not in self._makers else self.properties(logical)
        if declared["Type"] == "AWS::S3::Bucket":
            return {"Ref": _bucket_name(logical, properties)}
        if declared["Type"] == "AWS::DynamoDB::Table":
            return {"Ref": _table_name(logical, properties)}
        return {"Ref": logical}


def _bucket_name(logical: str, properties: dict[str, Any]) -> str:
    return properties.get("BucketName") or f"{STACK}-{logical}".lower()


def _table_name(logical: str, properties: dict[str, Any]) -> str:
    return properties.get("TableName") or f"{STACK}-{logical}"


def _queue_notification(declared: dict[str, Any]) -> dict[str, Any]:
    """Return a bucket's notification in the form of the API, given that of CloudFormation."""
    made: dict[str, Any] = {"QueueArn": declared["Queue"], "Events": [declared["Event"]]}
    if rules := declared.get("Filter", {}).get("S3Key", {}).get("Rules"):
        made["Filter"] = {"Key": {"FilterRules": rules}}
    return made


def _generated(wanted: dict[str, Any]) -> str:
    """Return a random secret as Secrets Manager generates it: alone, or under a key of a JSON template."""
    alphabet = string.ascii_letters + string.digits
    value = "".join(secrets.choice(alphabet) for _ in range(wanted.get("PasswordLength", 32)))
    if key := wanted.get("GenerateStringKey"):
        return json.dumps({**json.loads(wanted.get("SecretStringTemplate", "{}")), key: value})
    return value
