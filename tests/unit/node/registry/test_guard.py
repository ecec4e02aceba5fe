"""Whatever an adapter does, the node gets records or a named error, in time."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest
from casework_kit import rifle, stolen_here

from accord.adapter import Description, Health, Query, RegistryRecord
from accord.cases.codes import RecordHolder
from accord.errors import AdapterError, BadData, BadQuery, RegistryAway, RegistryRefused
from accord.testing.clock import ManualClock
from accord.weapons.codes import MatchGrade
from node.registry.guard import GuardedAdapter, Limits
from node.registry.host import RegistryHost, SearchResult

LIMITS = Limits(timeout=0.2, records=5, record_characters=20_000)
RECORD = stolen_here(rifle(), "XA")


class Scripted:
    """An adapter that does as it is told."""

    def __init__(self, find: Callable[[Query], Sequence[RegistryRecord]]) -> None:
        self._find = find
        self.calls = 0
        self.closed = False

    def describe(self) -> Description:
        return Description(
            register="scripted", record_holder=RecordHolder.REGISTRY, data_as_of_ms=1, records=7
        )

    def find(self, query: Query) -> Sequence[RegistryRecord]:
        self.calls += 1
        return self._find(query)

    def health(self) -> Health:
        return Health(ready=True, text="ready")

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Holds a hanging adapter until the test is over."""
    event = threading.Event()
    yield event
    event.set()


def guarded(adapter: Scripted, clock: ManualClock | None = None) -> GuardedAdapter:
    return GuardedAdapter("national", adapter, LIMITS, clock or ManualClock())


def error_of(adapter: Scripted) -> AdapterError:
    with pytest.raises(AdapterError) as caught:
        asyncio.run(guarded(adapter).find(rifle()))
    return caught.value


def test_records_and_description_come_back() -> None:
    found = asyncio.run(guarded(Scripted(lambda _: [RECORD])).find(rifle()))
    assert found.records == (RECORD,)
    assert found.description.register == "scripted"


def test_the_query_says_what_the_node_will_take() -> None:
    asked: list[Query] = []

    def find(query: Query) -> Sequence[RegistryRecord]:
        asked.append(query)
        return [RECORD] * 9

    found = asyncio.run(guarded(Scripted(find)).find(rifle()))
    assert (asked[0].limit, asked[0].timeout) == (5, 0.2)
    assert len(found.records) == 5


@pytest.mark.parametrize(
    ("raised", "kind", "code"),
    [
        (RegistryRefused("adapter.denied", "no"), RegistryRefused, "adapter.denied"),
        (BadQuery("adapter.query", "no"), BadQuery, "adapter.query"),
        (ConnectionError("10.0.0.7 said AR 104417"), RegistryAway, "registry.unreachable"),
        (TimeoutError(), RegistryAway, "registry.unreachable"),
        (ValueError("AR 104417"), BadData, "registry.adapter_failed"),
        (SystemExit(3), BadData, "registry.adapter_failed"),
    ],
)
def test_every_failure_has_one_of_four_names(
    raised: BaseException, kind: type[AdapterError], code: str
) -> None:
    def find(_: Query) -> Sequence[RegistryRecord]:
        raise raised

    error = error_of(Scripted(find))
    assert type(error) is kind
    assert error.code == code
    assert "104417" not in str(error)


def test_what_is_no_record_or_too_long_is_bad_data() -> None:
    assert error_of(Scripted(lambda _: ["no record"])).code == "registry.not_a_record"  # type: ignore[list-item]
    long = stolen_here(rifle(remarks="x" * 30_000), "XA")
    assert error_of(Scripted(lambda _: [long])).code == "registry.record_too_long"


def test_a_register_that_hangs_is_away_in_time_and_does_not_hold_the_loop(
    gate: threading.Event,
) -> None:
    adapter = Scripted(lambda _: [RECORD] if gate.wait(30) else [])

    async def both() -> tuple[object, object]:
        one = guarded(adapter)
        first = await asyncio.gather(one.find(rifle()), return_exceptions=True)
        second = await asyncio.gather(one.find(rifle()), return_exceptions=True)
        return first[0], second[0]

    first, second = asyncio.run(both())
    assert isinstance(first, RegistryAway)
    assert isinstance(second, RegistryAway)
    assert adapter.calls == 1, "a call that hangs must not be joined by more"


def test_a_slow_call_that_ends_frees_the_register(gate: threading.Event) -> None:
    adapter = Scripted(lambda _: [RECORD] if gate.wait(30) else [])

    async def recover() -> int:
        one = guarded(adapter)
        with pytest.raises(RegistryAway):
            await one.find(rifle())
        gate.set()
        return len((await one.find(rifle())).records)

    assert asyncio.run(recover()) == 1


def test_the_circuit_opens_and_one_trial_closes_it() -> None:
    clock = ManualClock()
    well = False

    def find(_: Query) -> Sequence[RegistryRecord]:
        if not well:
            raise RegistryAway("adapter.away", "the line is down")
        return [RECORD]

    adapter = Scripted(find)

    async def play() -> None:
        nonlocal well
        one = guarded(adapter, clock)
        for _ in range(3):
            with pytest.raises(RegistryAway):
                await one.find(rifle())
        with pytest.raises(RegistryAway) as caught:
            await one.find(rifle())
        assert caught.value.code == "registry.circuit_open"
        assert adapter.calls == 3
        assert not (await one.health()).ready
        well = True
        clock.advance(seconds=30)
        await one.find(rifle())
        await one.find(rifle())
        assert adapter.calls == 5

    asyncio.run(play())


def test_the_host_ranks_over_all_registers_and_names_those_that_failed() -> None:
    def broken(_: Query) -> Sequence[RegistryRecord]:
        raise RegistryAway("adapter.away", "the line is down")

    other = stolen_here(rifle("AR 1O4417"), "XA")
    adapters = {
        "customs": Scripted(lambda _: [other]),
        "police": Scripted(broken),
        "national": Scripted(lambda _: [RECORD]),
    }

    async def search() -> SearchResult:
        host = RegistryHost(adapters, clock=ManualClock(), limits=LIMITS)
        result = await host.search(rifle())
        await host.close()
        return result

    result = asyncio.run(search())
    assert [one.match.grade for one in result.candidates] == [MatchGrade.A, MatchGrade.B]
    assert [(one.register, one.code) for one in result.failures] == [("police", "adapter.away")]
    assert [scope.records for scope in result.scopes] == [7, 7]
    assert all(adapter.closed for adapter in adapters.values())
