"""The template read as data."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from clippings_local.cli_errors import CommandError, UnknownConstructError
from clippings_local.template import Template, read_template


class Made:
    """Answers references as if everything were there."""

    def ref(self, logical: str) -> str:
        return f"ref:{logical}"

    def attribute(self, logical: str, name: str) -> str:
        return f"att:{logical}:{name}"


def template(tmp_path: Path, text: str, **values: str) -> Template:
    path = tmp_path / "template.yaml"
    path.write_text(text, "utf-8")
    return read_template(path, values, {"AWS::Region": "us-east-1"})


def value_of(tmp_path: Path, written: str, **values: str) -> object:
    text = f"""
Parameters:
  Name: {{Type: String, Default: plain}}
  Count: {{Type: Number, Default: 3}}
  Zones: {{Type: CommaDelimitedList, Default: "a, b"}}
Mappings: {{Sizes: {{small: {{bytes: 10}}}}}}
Conditions:
  IsPlain: !Equals [!Ref Name, plain]
  IsOther: !Not [!Condition IsPlain]
  Both: !And [!Condition IsPlain, !Condition IsOther]
  Either: !Or [!Condition IsPlain, !Condition IsOther]
Resources:
  Thing: {{Type: T, Properties: {{Value: {written}}}}}
"""
    return template(tmp_path, text, **values).properties("Thing", Made()).get("Value", "absent")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("!Ref Name", "plain"),
        ("!Ref Count", 3),
        ("!Ref Zones", ["a", "b"]),
        ("!Ref AWS::Region", "us-east-1"),
        ("!Ref AWS::NoValue", "absent"),
        ("!Ref Queue", "ref:Queue"),
        ("!GetAtt Queue.Arn", "att:Queue:Arn"),
        ('!Sub "${Name}-${Queue.Arn}-${Queue}"', "plain-att:Queue:Arn-ref:Queue"),
        ('!Sub "${!Literal}"', "${Literal}"),
        ('!Sub ["${Local}/${Name}", {Local: !Ref Count}]', "3/plain"),
        ("!If [IsPlain, yes-it-is, no]", "yes-it-is"),
        ("!If [IsOther, 1, !Ref AWS::NoValue]", "absent"),
        ("[!Ref AWS::NoValue, 1]", [1]),
        ('!Join ["-", [a, !Ref Name]]', "a-plain"),
        ('!Select [1, !Split [",", "x,y"]]', "y"),
        ("!FindInMap [Sizes, small, bytes]", 10),
        ("{Fn::If: [Both, 1, 2]}", 2),
        ("{Fn::If: [Either, 1, 2]}", 1),
        ('"2012-10-17"', "2012-10-17"),
        ("2012-10-17", "2012-10-17"),
    ],
)
def test_intrinsic_functions_are_evaluated(tmp_path: Path, written: str, expected: object) -> None:
    assert value_of(tmp_path, written) == expected


def test_a_given_value_overrides_the_default(tmp_path: Path) -> None:
    assert value_of(tmp_path, "!If [IsPlain, default, given]", Name="mine") == "given"


def test_a_parameter_without_default_and_value_is_named(tmp_path: Path) -> None:
    read = template(tmp_path, "Parameters: {Needed: {Type: String}}\nResources: {}")
    with pytest.raises(CommandError, match="Needed"):
        _ = read.parameters


def test_resources_with_a_false_condition_do_not_exist(tmp_path: Path) -> None:
    text = """
Conditions: {Never: !Equals [a, b]}
Resources: {Here: {Type: T}, Gone: {Type: T, Condition: Never}}
"""
    assert template(tmp_path, text).of_type("T") == ["Here"]


@pytest.mark.parametrize("written", ["!Cidr [a, 1, 2]", "{Fn::ImportValue: x}"])
def test_an_unsupported_function_is_named(tmp_path: Path, written: str) -> None:
    with pytest.raises(UnknownConstructError, match=r"Cidr|ImportValue"):
        value_of(tmp_path, written)


@pytest.mark.parametrize("text", ["", "just text", "Resources: [", "{}"])
def test_an_invalid_template_is_reported(tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandError, match=r"template\.yaml"):
        template(tmp_path, text)


def test_a_missing_template_is_reported(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot read"):
        read_template(tmp_path / "none.yaml", {}, {})


def test_the_short_tags_do_not_change_other_yaml_loading() -> None:
    with pytest.raises(yaml.YAMLError):
        yaml.safe_load("!Ref Name")
