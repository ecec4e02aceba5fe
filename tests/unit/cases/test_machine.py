from enum import StrEnum

import pytest

from accord.cases.machine import Machine
from accord.errors import TransitionError


class Light(StrEnum):
    RED = "RED"
    GREEN = "GREEN"
    OFF = "OFF"


class Press(StrEnum):
    GO = "GO"
    CUT = "CUT"


LIGHT = Machine(
    "light",
    Light.RED,
    {(Light.RED, Press.GO): Light.GREEN, (Light.GREEN, Press.CUT): Light.OFF},
)


def test_a_step_follows_the_table() -> None:
    assert LIGHT.step(Light.RED, Press.GO) is Light.GREEN


def test_a_step_outside_the_table_says_what_is_allowed() -> None:
    with pytest.raises(TransitionError) as caught:
        LIGHT.step(Light.RED, Press.CUT)
    assert caught.value.code == "light.not_allowed"
    assert caught.value.text == "CUT is not allowed in RED; allowed: GO"


def test_a_final_state_says_so() -> None:
    with pytest.raises(TransitionError, match="this state is final"):
        LIGHT.step(Light.OFF, Press.GO)
    assert LIGHT.final() == {Light.OFF}
    assert LIGHT.allowed(Light.OFF) == frozenset()
