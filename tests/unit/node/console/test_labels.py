import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

import accord.cases
import node
from accord.cases.exemption_machine import ExemptionState, FollowedState
from accord.wire.kinds import MessageKind
from node.api.table import ROUTES
from node.console.labels import EVENTS, LABELS, MESSAGES, happened, named

# An event is named where a step is made, or is the first text that a note is given.
WRITTEN = re.compile(r'(?:\bevent=|note\(\s*[^"()]*?)"([A-Z_]{3,})"')


def _named_by(type_: Any, seen: set[Any]) -> Iterator[type]:
    """Every class that a type names, through its fields and parameters."""
    if type_ in seen:
        return
    seen.add(type_)
    for part in get_args(type_):
        yield from _named_by(part, seen)
    kind = get_origin(type_) or type_
    if isinstance(kind, type):
        yield kind
        if dataclasses.is_dataclass(kind):
            for hint in get_type_hints(kind).values():
                yield from _named_by(hint, seen)


def _reachable() -> set[type[StrEnum]]:
    seen: set[Any] = set()
    types = [type_ for route in ROUTES for type_ in (route.body, route.answer) if type_]
    return {kind for type_ in types for kind in _named_by(type_, seen) if issubclass(kind, StrEnum)}


def _machines() -> list[type[StrEnum]]:
    """The states and events of every machine; answers hold many of them as text."""
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.iter_modules(accord.cases.__path__, "accord.cases.")
    ]
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, StrEnum)
        and value.__module__ == module.__name__
        and value.__name__.endswith(("State", "Event"))
    ]


def test_every_code_in_a_body_or_an_answer_has_a_label() -> None:
    missing = [
        f"{codes.__name__}.{code}"
        for codes in _reachable()
        for code in codes
        if code not in LABELS.get(codes, {})
    ]
    assert missing == []


def test_no_list_labels_a_code_that_is_gone() -> None:
    for codes, labels in LABELS.items():
        assert set(labels) == set(codes), codes.__name__


@pytest.mark.parametrize("codes", _machines(), ids=lambda codes: codes.__name__)
def test_every_state_and_event_of_a_machine_has_a_label(codes: type[StrEnum]) -> None:
    labels = LABELS.get(codes, EVENTS)
    assert set(codes) <= set(labels)


def test_every_event_that_a_timeline_is_given_has_a_label() -> None:
    (root,) = node.__path__
    written = {
        event
        for path in Path(root).rglob("*.py")
        for event in WRITTEN.findall(path.read_text(encoding="utf-8"))
    }
    assert len(written) > 50
    assert written <= set(EVENTS)


def test_every_kind_of_message_has_a_name() -> None:
    assert set(MESSAGES) == {kind.name for kind in MessageKind}


def test_a_code_that_stands_as_text_is_found_in_the_lists_it_may_come_from() -> None:
    lists = (ExemptionState, FollowedState)
    assert named("GRANTED", lists) == LABELS[ExemptionState][ExemptionState.GRANTED]
    assert named("SOMETHING_ELSE", lists) is None


def test_an_event_that_came_late_or_waits_for_somebody_says_so() -> None:
    assert happened("LATE_ANSWER") == EVENTS["LATE"]
    assert happened("ASK_CANCEL") == EVENTS["ASK_SECOND"]
    assert happened("ASK_TRANSIT") == EVENTS["ASK_TRANSIT"]
    assert happened("UNHEARD_OF") is None
