"""Certificates and exemptions whose stores are databases of a real PostgreSQL server."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from certificate_kit import ENTRY, STATES, items, refused
from exemption_kit import REGIONAL, ExemptionRegion
from postgres import fresh_database, postgres_server

from accord.cases.certificate_codes import CheckResult


@pytest.fixture
def region() -> Iterator[ExemptionRegion]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server())
        databases = {state: stack.enter_context(fresh_database(server)) for state in STATES}
        made = ExemptionRegion(REGIONAL, databases=databases)
        stack.callback(made.close)
        yield made


def test_a_certificate_and_an_exemption_from_beginning_to_end(region: ExemptionRegion) -> None:
    region.appoint()
    certificate = region.present(region.issue())
    region.verify(certificate)
    region.verify(certificate, shipment="S-1", quantities=((1, 10),))
    region.draw("S-1", (1, 10))
    signing = region.certificates("XB").signatories
    region.do("XB", lambda tx: signing.revoke(tx, ENTRY, "bribery", by="a", effective_from_ms=1))
    result = CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE
    assert region.last_word("XA", certificate) == result

    request_id = region.granted()
    number = region.seen_by("XA", request_id).summary.certificate_number
    region.use("XA", number, "S-1", 2)
    region.leave("XA", number, "S-1", 2)
    region.use("XB", number, "S-1", 2)
    with refused("exemption.use_not_counted"):
        region.leave("XB", number, "S-1", 2)
    assert region.seen_by("XS", request_id).remaining == items((1, 1))
    for state in STATES:
        assert region[state].failed == []
        listing = partial(region.room(state).views.list_exemptions, state="", limit=5, before="")
        (listed,) = region[state].read(listing)
        assert listed.request_id == request_id
