import json
from collections.abc import Callable
from typing import Any

import pytest

from accord.crypto.keys import SigningKey
from accord.errors import FormatError
from accord.trust.handed import HubKeys, dump_holder, dump_hub, read_holder, read_hub
from accord.trust.repository import Holder

HOLDER = Holder("Capital of Arvenia", SigningKey(bytes(32)).public)
HUB = HubKeys(
    name="hub",
    log_origin="accord.example/log",
    statement=bytes([1]) * 32,
    log=bytes([2]) * 32,
    tls_certificate=b"DER",
    online=Holder("hub", bytes([3]) * 32),
)


def test_public_parts_read_back() -> None:
    assert read_holder(dump_holder(HOLDER)) == HOLDER
    assert read_hub(dump_hub(HUB)) == HUB


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: one.update(more=1), "trust.field_unknown"),
        (lambda one: one.update(name=""), "trust.field"),
        (lambda one: one.update(name="Capital\u202e"), "trust.field"),
        (lambda one: one.update(algorithm="rsa"), "trust.algorithm"),
        (lambda one: one.update(public="AAAA"), "encoding.size"),
        (lambda one: one.update(public="AA"), "encoding.base64"),
        (lambda one: one.pop("public"), "trust.field"),
        (lambda one: one.update(name="x" * 70_000), "trust.too_large"),
    ],
)
def test_other_public_parts_are_refused(change: Change, code: str) -> None:
    document = json.loads(dump_holder(HOLDER))
    change(document)
    with pytest.raises(FormatError) as refused:
        read_holder(json.dumps(document).encode())
    assert refused.value.code == code
    hub = json.loads(dump_hub(HUB)) | {"online": document}
    with pytest.raises(FormatError) as refused:
        read_hub(json.dumps(hub).encode())
    assert refused.value.code == code
