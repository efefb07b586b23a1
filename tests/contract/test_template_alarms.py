"""The alarms, the dashboard and the budget of the template."""

from __future__ import annotations

import json
from typing import Any

from tests.support.template_resources import (
    FUNCTIONS,
    QUEUES,
    ROOT,
    TEMPLATE,
    properties,
    read,
    resources,
)


def alarms() -> dict[str, dict[str, Any]]:
    return {name: properties(name) for name in resources("AWS::CloudWatch::Alarm")}


def watched(namespace: str, metric: str) -> set[str]:
    return {
        dimension["Value"].removesuffix(".QueueName")
        for alarm in alarms().values()
        if (alarm["Namespace"], alarm["MetricName"]) == (namespace, metric)
        for dimension in alarm.get("Dimensions", ())
    }


def test_alarms_cover_dead_letter_queues_waiting_times_and_api_functions() -> None:
    assert watched("AWS/SQS", "ApproximateNumberOfMessagesVisible") == {q for q in QUEUES if q.endswith("DeadLetters")}
    assert watched("AWS/SQS", "ApproximateAgeOfOldestMessage") == {q for q in QUEUES if q.endswith("Queue")}
    assert watched("AWS/Lambda", "Errors") == set(FUNCTIONS)
    assert "Dimensions" not in properties("FunctionThrottlesAlarm")  # concurrency is the account's
    for metric in ("ReadThrottleEvents", "WriteThrottleEvents"):
        assert watched("AWS/DynamoDB", metric) == {"ArticleTable"}
    assert watched("AWS/ApiGateway", "5XXError") == {"clippings", "live"}


def test_the_dashboard_is_json_and_shows_every_queue_and_every_functions_errors() -> None:
    body = json.loads(properties("Dashboard")["DashboardBody"])
    shown = json.dumps([widget["properties"]["metrics"] for widget in body["widgets"]])
    for queue in QUEUES:
        assert f'"QueueName", "{queue}.QueueName"' in shown, queue
    for function in FUNCTIONS:
        assert f'"Errors", "FunctionName", "{function}"' in shown, function


def test_alarms_have_actions_and_documentation() -> None:
    topic = "arn:aws:sns:us-east-1:123456789012:pager"
    told = read(AlarmTopicArn=topic)
    explained = (ROOT / "docs" / "operations.md").read_text("utf-8")
    for name, alarm in alarms().items():
        assert alarm["AlarmActions"] == [], name
        assert properties(name, told)["AlarmActions"] == [topic], name
        assert alarm["TreatMissingData"] == "notBreaching", name
        assert f"`{name.removesuffix('Alarm')}`" in explained, name


def test_alarms_are_mailed_to_the_configured_address() -> None:
    assert TEMPLATE.of_type("AWS::SNS::Topic") == []
    told = read(AlarmEmail="desk@paper.example")
    assert properties("AlarmTopic", told)["Subscription"] == [{"Protocol": "email", "Endpoint": "desk@paper.example"}]
    for name in alarms():
        assert properties(name, told)["AlarmActions"] == ["AlarmTopic"], name


def test_the_budget_warns_about_actual_and_forecasted_costs() -> None:
    assert read(AlarmEmail="desk@paper.example").of_type("AWS::Budgets::Budget") == []
    assert read(MonthlyBudget="50").of_type("AWS::Budgets::Budget") == []  # nobody to tell
    own = properties("Budget", read(AlarmEmail="desk@paper.example", MonthlyBudget="50"))
    assert int(own["Budget"]["BudgetLimit"]["Amount"]) == 50
    told = [each["Notification"]["NotificationType"] for each in own["NotificationsWithSubscribers"]]
    assert told == ["ACTUAL", "FORECASTED"]
