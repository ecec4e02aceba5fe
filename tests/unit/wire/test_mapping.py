import sys
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

import pytest

from accord import adapter
from accord.v1 import firearm_pb2
from accord.weapons import firearm
from accord.weapons.codes import MarkCondition
from accord.wire import adapter as wire_adapter
from accord.wire.bounds import bounded_fields
from accord.wire.kinds import MessageKind
from accord.wire.mapping import message_map
from accord.wire.payload import payload_type


class TwoKinds(StrEnum):
    MANUFACTURER_SERIAL = "MANUFACTURER_SERIAL"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shorter:
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCodes:
    kind: TwoKinds
    text: str
    condition: MarkCondition
    position: MarkCondition
    applied_by_state: str
    applied_by: str
    applied_year: int | None
    restoration_method: str
    character_confidence: tuple[float, ...]
    component: MarkCondition | None


def test_a_dataclass_that_lacks_a_field_does_not_fit() -> None:
    with pytest.raises(TypeError, match=r"Shorter and its message differ in .*month"):
        message_map(Shorter, firearm_pb2.PartialDate)


def test_a_code_list_that_lacks_a_code_does_not_fit() -> None:
    with pytest.raises(TypeError, match="TwoKinds and its wire codes differ"):
        message_map(OtherCodes, firearm_pb2.Mark)


def test_every_bound_names_a_field() -> None:
    kinds = [kind for kind in MessageKind if kind is not MessageKind.PROBE]
    modules = [
        firearm,
        adapter,
        wire_adapter,
        *(sys.modules[payload_type(kind).__module__] for kind in kinds),
    ]
    known = {
        f"{kind.__name__}.{field.name}"
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and is_dataclass(kind)
        for field in fields(kind)
    }
    assert bounded_fields() <= known
