"""The adapter contract, version 1: all that the author of a registry adapter needs.

An adapter finds records; it never decides. It returns every record that could be the weapon asked
about, in the words of its register, and the node grades them (`accord.weapons.matching`). Calls may
block: the node runs them in a thread, under a deadline and size limits. Adapters are registered
under the entry-point group `accord.adapters` as a callable `open_adapter(settings) -> Adapter`; one
in another language answers `AdapterService` (protos/accord/v1/adapter.proto) and the node reaches
it as the adapter `sidecar`.

Every adapter is an `Adapter`. One that can tell what changed is `Changing` too, and one that takes
entries back is `Recording`; `Description.capabilities` says which, and the node asks for no more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from accord.cases.codes import (
    ChainEvent,
    EvidenceLevel,
    HolderRole,
    RecordHolder,
    RecordStatus,
)
from accord.cases.trace import AuthorisationReference, ChainLink
from accord.dates import PartialDate
from accord.errors import AdapterError, BadData, BadQuery, RegistryAway, RegistryRefused
from accord.weapons.codes import (
    Component,
    LegalOrigin,
    MarkCondition,
    MarkKind,
    MarkPosition,
    WeaponAction,
    WeaponCategory,
    WeaponType,
)
from accord.weapons.firearm import Firearm, Mark, YearRange
from accord.weapons.keys import SearchKeys, search_keys, shares

__all__ = [
    "Adapter",
    "AdapterError",
    "AuthorisationReference",
    "BadData",
    "BadQuery",
    "Capability",
    "ChainEvent",
    "ChainLink",
    "Changes",
    "Changing",
    "Component",
    "Description",
    "Entry",
    "EvidenceLevel",
    "Firearm",
    "Health",
    "HolderRole",
    "LegalOrigin",
    "Mark",
    "MarkCondition",
    "MarkKind",
    "MarkPosition",
    "OpenAdapter",
    "PartialDate",
    "Query",
    "RecordHolder",
    "RecordStatus",
    "Recording",
    "RegistryAway",
    "RegistryRecord",
    "RegistryRefused",
    "SearchKeys",
    "Settings",
    "WeaponAction",
    "WeaponCategory",
    "WeaponType",
    "YearRange",
    "search_keys",
    "shares",
]


class Capability(StrEnum):
    """What a register can do beyond being searched."""

    CHANGES = "CHANGES"  # tells what was added or changed since a cursor
    RECORD = "RECORD"  # takes an entry of the node's


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a register is and how much of it can be searched."""

    register: str  # its name in the agency's own words
    record_holder: RecordHolder
    data_as_of_ms: int  # when the searchable data was last true
    records: int  # searchable records
    rejected: int = 0  # rows that could not be read; each is in the adapter's report
    searchable_fields: tuple[str, ...] = ("serial",)
    capabilities: tuple[Capability, ...] = ()
    coverage: str = ""  # what it holds and what not, such as "licensed civilian arms since 1998"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryRecord:
    """One weapon as the register holds it, with the holders and papers it knows of."""

    record_id: str  # stable within the register
    firearm: Firearm
    status: RecordStatus | None = None
    status_date: PartialDate | None = None
    holder_class: HolderRole | None = None
    chain: tuple[ChainLink, ...] = ()  # ascending; the register's own links only
    next_state: str = ""  # where the record says the weapon went, if it left
    next_state_reason: str = ""
    documents: tuple[str, ...] = ()  # references to licences and certificates


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for, and the most the node will take."""

    firearm: Firearm
    limit: int = 200  # records; an adapter stops there
    timeout: float = 10.0  # seconds the node will wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Records in the order in which they changed; each as it is now."""

    cursor: str  # where to go on; at most 400 characters, and the register's own business
    records: tuple[RegistryRecord, ...] = ()
    more: bool = False  # whether others wait already


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the node asks a register to note: what became of one of its weapons."""

    entry_id: str  # the same entry never has an effect twice
    record_id: str  # of the weapon's record; empty for one that the register does not hold
    firearm: Firearm
    status: RecordStatus
    status_date: PartialDate | None = None
    reference: str = ""  # the case behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether the register answers now; the text names cause and remedy for an operator."""

    ready: bool
    text: str


class Adapter(Protocol):
    """A national register behind one small contract."""

    def describe(self) -> Description:
        """What this register is.

        Raises:
            AdapterError: it cannot be said now.
        """
        ...

    def find(self, query: Query) -> Sequence[RegistryRecord]:
        """Every record that shares a searchable key with the firearm, at most `query.limit`.

        Raises:
            RegistryAway, RegistryRefused, BadQuery, BadData: told apart, never a bare exception.
        """
        ...

    def health(self) -> Health:
        """Whether the register can be searched now; never raises."""
        ...

    def close(self) -> None:
        """Releases what the adapter holds; may be called twice."""
        ...


@runtime_checkable
class Changing(Protocol):
    """A register that tells what changed; the node makes draft notices of what was lost."""

    def changes(self, cursor: str, limit: int) -> Changes:
        """At most `limit` records that changed after the cursor; an empty one means: from now on.

        A record may come twice and is never left out.

        Raises:
            BadQuery: the cursor is none of this register's; the node starts anew and says so.
            RegistryAway, RegistryRefused, BadData: as for `Adapter.find`.
        """
        ...


@runtime_checkable
class Recording(Protocol):
    """A register that takes entries of the node's."""

    def record(self, entry: Entry) -> str:
        """The register's own reference of the entry, once it is durable there.

        Raises:
            RegistryRefused: the register does not take it; the text says why.
            RegistryAway, BadQuery, BadData: as for `Adapter.find`.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The node's configuration of one adapter: options as text, relative paths under `base`."""

    options: Mapping[str, str]
    base: Path

    def path(self, name: str) -> Path:
        """The option as a path, resolved against the configuration's folder.

        Raises:
            BadData: the option is missing.
        """
        if name not in self.options:
            raise BadData("adapter.option_missing", f"set the adapter option {name!r}")
        return self.base / self.options[name]


OpenAdapter = Callable[[Settings], Adapter]
