"""DynamoDB's expressions over an item's typed attributes: conditions, key conditions, filters and updates.

Expressions name the attributes of an item. A path into a list or map raises a ValidationException.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from clippings_local.store.attribute_values import COMPARISONS, FUNCTIONS, compare, size_of
from clippings_local.store.client_errors import client_error

Attributes = dict[str, Any]
#: Returns whether an item meets a condition. Its arguments are the item, and the names and values of the expression.
Test = Callable[[Attributes, Mapping[str, str], Attributes], bool]
Operand = Callable[[Attributes, Mapping[str, str], Attributes], Any]

_TOKEN = re.compile(r"\s*([#:]\w+|[A-Za-z_]\w*|<>|<=|>=|[<>=(),+]|-)")


def holds(
    expression: str | None, item: Attributes | None, names: Mapping[str, str] | None, values: Attributes | None
) -> bool:
    """Return whether *item* (None: there is none) meets *expression* (None or empty: always)."""
    return not expression or compile_condition(expression)(item or {}, names or {}, values or {})


@lru_cache(maxsize=512)
def compile_condition(expression: str) -> Test:
    """Return the test of *expression*.

    Raises:
        ClientError: A ValidationException; the expression is malformed.
    """
    reader = _Reader(_tokens(expression), expression)
    test = reader.read_either()
    reader.expect_end()
    return test


def update(item: Attributes, expression: str, names: Mapping[str, str] | None, values: Attributes | None) -> Attributes:
    """Return a copy of *item* that the update *expression* has changed."""
    return compile_update(expression)(item, names or {}, values or {})


@lru_cache(maxsize=512)
def compile_update(expression: str) -> Callable[[Attributes, Mapping[str, str], Attributes], Attributes]:
    """Return the function of an update *expression*: its SET, REMOVE, ADD and DELETE clauses."""
    actions = _Reader(_tokens(expression), expression).read_actions()

    def change(item: Attributes, names: Mapping[str, str], values: Attributes) -> Attributes:
        changed = dict(item)
        for clause, given, operand in actions:
            _act(changed, clause, _name(given, names), operand(item, names, values) if operand else None)
        return changed

    return change


def _act(item: Attributes, clause: str, name: str, value: Any) -> None:
    if clause == "REMOVE":
        item.pop(name, None)
    elif value is None:
        raise client_error(
            "ValidationException", f"the update gives {name} the value of an attribute that is not there"
        )
    elif clause == "SET":
        item[name] = value
    else:
        _change_set_or_number(item, name, value, add=clause == "ADD")


def _change_set_or_number(item: Attributes, name: str, value: Any, *, add: bool) -> None:
    ((kind, given),) = value.items()
    before = item.get(name, {kind: []}).get(kind, [])
    if kind == "N" and add:
        item[name] = {"N": str(Decimal(before or "0") + Decimal(given))}
        return
    members = list(dict.fromkeys([*before, *given])) if add else [each for each in before if each not in given]
    if members:
        item[name] = {kind: members}
    else:
        item.pop(name, None)


def _tokens(expression: str) -> list[str]:
    tokens = _TOKEN.findall(expression)
    if "".join(tokens) != re.sub(r"\s", "", expression):
        raise client_error(
            "ValidationException", f"the service on one machine cannot read the expression: {expression}"
        )
    return tokens


def _name(token: str, names: Mapping[str, str]) -> str:
    if not token.startswith("#"):
        return token
    if token not in names:
        raise client_error("ValidationException", f"an expression refers to the undefined name {token}")
    return names[token]


def _operand(token: str) -> Operand:
    if not token.startswith(":"):
        return lambda item, names, _values: item.get(_name(token, names))

    def value(_item: Attributes, _names: Mapping[str, str], values: Attributes) -> Any:
        if token not in values:
            raise client_error("ValidationException", f"an expression refers to the undefined value {token}")
        return values[token]

    return value


@dataclass
class _Reader:
    """Reads *tokens* from left to right, nested as in the grammar: OR, AND, NOT, one test."""

    tokens: list[str]
    expression: str
    place: int = 0

    def at_end(self) -> bool:
        return self.place >= len(self.tokens)

    def take(self) -> str:
        if self.at_end():
            raise self.malformed()
        self.place += 1
        return self.tokens[self.place - 1]

    def skip(self, token: str) -> bool:
        found = not self.at_end() and self.tokens[self.place].upper() == token
        self.place += found
        return found

    def expect(self, token: str) -> None:
        if not self.skip(token):
            raise self.malformed()

    def expect_end(self) -> None:
        if not self.at_end():
            raise self.malformed()

    def malformed(self) -> Exception:
        return client_error(
            "ValidationException", f"the service on one machine cannot read the expression: {self.expression}"
        )

    def read_either(self) -> Test:
        tests = [self.read_both()]
        while self.skip("OR"):
            tests.append(self.read_both())
        return tests[0] if len(tests) == 1 else lambda *given: any(test(*given) for test in tests)

    def read_both(self) -> Test:
        tests = [self.read_one()]
        while self.skip("AND"):
            tests.append(self.read_one())
        return tests[0] if len(tests) == 1 else lambda *given: all(test(*given) for test in tests)

    def read_one(self) -> Test:
        if self.skip("NOT"):
            negated = self.read_one()
            return lambda *given: not negated(*given)
        if self.skip("("):
            test = self.read_either()
            self.expect(")")
            return test
        if self.tokens[self.place : self.place + 1] in (["attribute_exists"], ["attribute_not_exists"]):
            wanted = self.take() == "attribute_exists"
            self.expect("(")
            name = self.take()
            self.expect(")")
            return lambda item, names, _values: (_name(name, names) in item) == wanted
        if self.place < len(self.tokens) and self.tokens[self.place] in FUNCTIONS:
            function = FUNCTIONS[self.take()]
            self.expect("(")
            whole = self.read_operand()
            self.expect(",")
            part = self.read_operand()
            self.expect(")")
            return lambda *given: function(whole(*given), part(*given))
        return self.read_comparison()

    def read_comparison(self) -> Test:
        left = self.read_operand()
        operator = self.take()
        if operator.upper() == "BETWEEN":
            low = self.read_operand()
            self.expect("AND")
            high = self.read_operand()
            return lambda *given: compare(">=", left(*given), low(*given)) and compare("<=", left(*given), high(*given))
        if operator.upper() == "IN":
            self.expect("(")
            among = [self.read_operand()]
            while self.skip(","):
                among.append(self.read_operand())
            self.expect(")")
            return lambda *given: any(compare("=", left(*given), each(*given)) for each in among)
        if operator != "<>" and operator not in COMPARISONS:
            raise self.malformed()
        right = self.read_operand()
        return lambda *given: compare(operator, left(*given), right(*given))

    def read_actions(self) -> list[tuple[str, str, Operand | None]]:
        """Read an update: each action's clause, the attribute that it changes, and its operand."""
        actions: list[tuple[str, str, Operand | None]] = []
        while not self.at_end():
            clause = self.take().upper()
            if clause not in ("SET", "REMOVE", "ADD", "DELETE"):
                raise self.malformed()
            while True:
                name = self.take()
                if clause == "SET":
                    self.expect("=")
                    actions.append((clause, name, self.read_sum()))
                else:
                    actions.append((clause, name, None if clause == "REMOVE" else self.read_operand()))
                if not self.skip(","):
                    break
        return actions

    def read_operand(self) -> Operand:
        token = self.take()
        if token.lower() == "size" and self.skip("("):
            measured = self.read_operand()
            self.expect(")")
            return lambda *given: size_of(measured(*given))
        if not re.match(r"[#:A-Za-z_]", token):
            raise self.malformed()
        return _operand(token)

    def read_sum(self) -> Operand:
        """Read the value of a SET clause: an operand, ``if_not_exists``, or the sum or difference of two of them."""
        left = self._read_assigned()
        for sign in ("+", "-"):
            if self.skip(sign):
                right = self._read_assigned()
                factor = 1 if sign == "+" else -1
                return lambda *given: {"N": str(Decimal(left(*given)["N"]) + factor * Decimal(right(*given)["N"]))}
        return left

    def _read_assigned(self) -> Operand:
        if self.tokens[self.place : self.place + 1] != ["if_not_exists"]:
            return self.read_operand()
        self.take()
        self.expect("(")
        name = self.read_operand()
        self.expect(",")
        otherwise = self.read_operand()
        self.expect(")")

        def first(*given: Any) -> Any:
            found = name(*given)
            return otherwise(*given) if found is None else found

        return first
