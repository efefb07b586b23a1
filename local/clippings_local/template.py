"""The SAM template as data: parameters, conditions and resources, with intrinsic functions evaluated.

Only CloudFormation's intrinsic functions are here. ``resources.py`` creates the resources, and resolves the references
through :class:`Names`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import yaml

from clippings_local.cli_errors import CommandError, UnknownConstructError

#: The value of a property that ``AWS::NoValue`` removes.
ABSENT = object()

_PLACEHOLDER = re.compile(r"\$\{(!?)([^}]+)\}")


class Names(Protocol):
    """Resolves references to resources, which exist only once they are created."""

    def ref(self, logical: str) -> str: ...
    def attribute(self, logical: str, name: str) -> str: ...


#: libyaml's parser is ten times as fast, if PyYAML was built with it.
_FastestLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_FastestLoader):  # type: ignore[misc]
    """YAML with CloudFormation's short tags."""


def _short_tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _short_tag)
# Dates in a template ("2012-10-17") are strings in CloudFormation.
_Loader.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.yaml_constructors["tag:yaml.org,2002:str"])


@dataclass
class Template:
    """A template with a value for each parameter. Given *values* take precedence over the defaults.

    *pseudo* has the values of ``AWS::Region`` and other pseudo parameters.
    """

    document: Mapping[str, Any]
    values: Mapping[str, str] = field(default_factory=dict)
    pseudo: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """The value of every parameter. A parameter without default and value raises an error."""
        chosen: dict[str, Any] = dict(self.pseudo)
        for name, declared in self.document.get("Parameters", {}).items():
            if name not in self.values and "Default" not in declared:
                raise CommandError(f"the template's parameter {name} needs a value")
            value = self.values.get(name, declared.get("Default"))
            listed = declared.get("Type") == "CommaDelimitedList" and isinstance(value, str)
            chosen[name] = [part.strip() for part in value.split(",") if part.strip()] if listed else value
        return chosen

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        """The resources whose condition is true, with unresolved properties."""
        declared = self.document.get("Resources", {})
        return {
            name: resource
            for name, resource in declared.items()
            if "Condition" not in resource or self.holds(resource["Condition"])
        }

    def of_type(self, kind: str) -> list[str]:
        """Return the logical names of the resources of one type, in the template's order."""
        return [name for name, resource in self.resources.items() if resource["Type"] == kind]

    def holds(self, condition: str) -> bool:
        """Return whether a named condition of the template is true."""
        declared = self.document.get("Conditions", {})
        if condition not in declared:
            raise UnknownConstructError(f"the template has no condition {condition}")
        return bool(self.resolve(declared[condition], _NoNames()))

    def properties(self, logical: str, names: Names) -> dict[str, Any]:
        """Return a resource's properties with every intrinsic function evaluated."""
        resolved = self.resolve(self.resources[logical].get("Properties", {}), names)
        if not isinstance(resolved, dict):
            raise UnknownConstructError(f"the properties of {logical} are not mapping")
        return resolved

    def globals_of(self, section: str, names: Names) -> dict[str, Any]:
        """Return one section of SAM's ``Globals``, evaluated."""
        resolved: dict[str, Any] = self.resolve(self.document.get("Globals", {}).get(section, {}), names)
        return resolved

    def resolve(self, value: Any, names: Names) -> Any:
        """Return *value* with its intrinsic functions evaluated."""
        if isinstance(value, list):
            items = (self.resolve(item, names) for item in value)
            return [item for item in items if item is not ABSENT]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            name, argument = next(iter(value.items()))
            if name == "Ref":
                return self._ref(argument, names)
            if name == "Condition" and isinstance(argument, str):
                return self.holds(argument)
            if isinstance(name, str) and name.startswith("Fn::"):
                return self._call(name.removeprefix("Fn::"), argument, names)
        pairs = ((key, self.resolve(item, names)) for key, item in value.items())
        return {key: item for key, item in pairs if item is not ABSENT}

    def _ref(self, name: str, names: Names) -> Any:
        if name == "AWS::NoValue":
            return ABSENT
        return self.parameters[name] if name in self.parameters else names.ref(name)

    def _call(self, function: str, argument: Any, names: Names) -> Any:
        if function == "If":
            condition, if_true, if_false = argument
            return self.resolve(if_true if self.holds(condition) else if_false, names)
        if function == "GetAtt":
            logical, attribute = argument
            return names.attribute(logical, attribute)
        if function == "Sub":
            return self._substitute(argument, names)
        if function not in _PLAIN:
            raise UnknownConstructError(f"the local stack does not know the template's function {function}")
        return _PLAIN[function](self.resolve(argument, names), self)

    def _substitute(self, argument: Any, names: Names) -> str:
        text, local = (argument, {}) if isinstance(argument, str) else argument
        bound = {name: self.resolve(value, names) for name, value in local.items()}

        def fill(match: re.Match[str]) -> str:
            literal, name = match.groups()
            if literal:
                return "${" + name + "}"
            if name in bound:
                return str(bound[name])
            logical, _, attribute = name.partition(".")
            return str(names.attribute(logical, attribute) if attribute else self._ref(name, names))

        return _PLACEHOLDER.sub(fill, text)


class _NoNames:
    """Conditions are evaluated before anything is created, and may refer to parameters only."""

    def ref(self, logical: str) -> str:
        raise UnknownConstructError(f"a condition of the template refers to {logical}, which is not a parameter")

    def attribute(self, logical: str, name: str) -> str:
        raise UnknownConstructError(f"a condition of the template refers to {logical}.{name}, which is not a parameter")


def _look_up(argument: Any, template: Template) -> Any:
    mapping, first, second = argument
    return template.document["Mappings"][mapping][str(first)][str(second)]


#: Functions whose arguments are evaluated first.
_PLAIN: dict[str, Callable[[Any, Template], Any]] = {
    "Join": lambda argument, _: argument[0].join(str(part) for part in argument[1]),
    "Split": lambda argument, _: argument[1].split(argument[0]),
    "Select": lambda argument, _: argument[1][int(argument[0])],
    "FindInMap": _look_up,
    "Equals": lambda argument, _: str(argument[0]) == str(argument[1]),
    "Not": lambda argument, _: not argument[0],
    "And": lambda argument, _: all(argument),
    "Or": lambda argument, _: any(argument),
}


def read_template(path: Path, values: Mapping[str, str], pseudo: Mapping[str, str]) -> Template:
    """Read the template at *path*.

    Raises:
        CommandError: It does not exist, or is not YAML.
    """
    try:
        text = path.read_text("utf-8")
        document = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader with CloudFormation's tags
    except OSError as unreadable:
        raise CommandError(f"cannot read {path}: {unreadable.strerror}") from unreadable
    except yaml.YAMLError as broken:
        raise CommandError(f"{path} is not YAML: {broken}") from broken
    if not isinstance(document, dict) or "Resources" not in document:
        raise CommandError(f"{path} is not a CloudFormation template: it has no Resources")
    return Template(document, values, pseudo)
