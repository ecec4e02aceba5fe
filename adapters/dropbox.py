"""The dropbox driver: a folder into which another system drops extracts, whole or in parts.

Options: `folder`, `mapping`, `extract` (`parts`, the default: a later row takes the place of an
earlier one with its id; or `whole`: each file is the whole register) and `report`. A mapping with
a layout reads fixed records, another one tables. A file is taken once it stands in the folder
under a name that neither begins with a dot nor ends in `.part`: write it under such a name, then
rename it. Each is taken exactly once, by renames, in the order of their times, into `taken/`. What
cannot be read as the mapping says goes into `refused/` with the reason beside it, and so does a
file with the very bytes of one taken before. Nothing is deleted.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from accord.adapter import Adapter, Settings
from accord.errors import AdapterError, BadData
from adapters.extract import reader_of
from adapters.fields import Fields, Vocabulary
from adapters.file import MAX_BYTES, away
from adapters.header import Named
from adapters.mapping import load_mapping
from adapters.records import Row
from adapters.rules import Mapping
from adapters.snapshot import SnapshotAdapter

MOMENT = "@taken"  # a column beside the register's own: which file brought the row as it is
_TAKEN = re.compile(r"(\d{8})\.([0-9a-f]{16})\.(.+)")


def open_adapter(settings: Settings) -> Adapter:
    """The adapter of a node's settings.

    Raises:
        BadData: an option is missing or wrong, or the mapping is.
    """
    extract = settings.options.get("extract", "parts")
    if extract not in {"parts", "whole"}:
        raise BadData("adapter.option_wrong", "the adapter option 'extract' is parts or whole")
    mapping = load_mapping(settings.path("mapping"))
    rows = DroppedRows(settings.path("folder"), mapping, whole=extract == "whole")
    report = settings.path("report") if "report" in settings.options else None
    return SnapshotAdapter(rows, mapping, report, changed_by=MOMENT)


class _Taken(NamedTuple):
    """A file that belongs to the register."""

    number: int
    digest: str
    path: Path


class DroppedRows:
    """What the files of a folder say together."""

    def __init__(self, folder: Path, mapping: Mapping, *, whole: bool) -> None:
        self.name = folder.name
        self._folder = folder
        self._taken = folder / "taken"
        self._refused = folder / "refused"
        self._mapping = mapping
        self._whole = whole
        self._read = reader_of(mapping)
        self._as_of_ms = 0

    def state(self) -> tuple[str, ...]:
        """The files taken, once those that wait have been.

        Raises:
            RegistryAway: the folder cannot be read, or its files cannot be moved.
        """
        try:
            for folder in (self._taken, self._refused):
                folder.mkdir(exist_ok=True)
            self._take_waiting()
            return tuple(one.path.name for one in self._files())
        except OSError as error:
            raise away(self._folder, error) from error

    def rows(self, mapping: Mapping) -> Named:
        """The last word on every record, and every row that could not be read.

        Raises:
            AdapterError: a file that was taken cannot be read any more.
        """
        words = Vocabulary(mapping.date_order)
        latest: dict[str, tuple[str, Row]] = {}
        bad: list[tuple[str, BadData]] = []
        for file in self._files():
            before, latest = latest, {} if self._whole else latest
            bad = [] if self._whole else bad
            for place, row in self._read(file.path.name, _content(file.path), mapping):
                name = f"{file.path.name}:{place}"
                if isinstance(row, BadData):
                    bad.append((name, row))
                    continue
                key = Fields(row.values, words).text(mapping.record_id) or name
                known = before.get(key)
                same = known is not None and _without_moment(known[1]) == row.values
                if known is not None and same:
                    latest[key] = known
                else:
                    moment = f"{file.number:08}.{len(latest):08}"
                    latest[key] = (name, Row({**row.values, MOMENT: moment}, row.many))
            self._as_of_ms = file.path.stat().st_mtime_ns // 1_000_000
        yield from latest.values()
        yield from bad

    def as_of_ms(self) -> int:
        """When the newest file was written."""
        return self._as_of_ms

    def _files(self) -> list[_Taken]:
        found = ((_TAKEN.fullmatch(path.name), path) for path in self._taken.iterdir())
        return sorted(_Taken(int(match[1]), match[2], path) for match, path in found if match)

    def _take_waiting(self) -> None:
        for claimed in sorted(self._taken.glob(".claimed.*")):
            self._settle(claimed)  # a crash came between its two renames
        for path in self._waiting():
            claimed = self._taken / f".claimed.{path.name}"
            path.rename(claimed)  # from here on nobody writes to it by its name
            self._settle(claimed)

    def _waiting(self) -> Iterator[Path]:
        files = [
            path
            for path in self._folder.iterdir()
            if path.is_file()
            and not path.is_symlink()
            and not path.name.startswith(".")
            and not path.name.endswith(".part")
        ]
        yield from sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name))

    def _settle(self, claimed: Path) -> None:
        name = claimed.name.removeprefix(".claimed.")
        taken = self._files()
        try:
            data = _content(claimed)
            digest = hashlib.sha256(data).hexdigest()[:16]
            if digest in {one.digest for one in taken}:
                raise BadData("dropbox.twice", f"{name} was taken before, byte for byte")
            for _ in self._read(name, data, self._mapping):
                pass  # a file is the register's only if the whole of it can be read
        except AdapterError as error:
            _move(claimed, self._refused / name, reason=str(error))
            return
        number = taken[-1].number + 1 if taken else 1
        _move(claimed, self._taken / f"{number:08}.{digest}.{name}")


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadData(
                "register.too_large", f"{path.name} is larger than {MAX_BYTES >> 20} MiB; split it"
            )
        return path.read_bytes()
    except OSError as error:
        raise away(path, error) from error


def _move(path: Path, target: Path, reason: str = "") -> None:
    """Renames into a free name, with the reason beside it, and waits until that is durable."""
    free, count = target, 1
    while free.exists():
        count += 1
        free = target.with_name(f"{target.name}.{count}")
    if reason:
        free.with_name(f"{free.name}.reason").write_text(f"{reason}\n", "utf-8")
    path.rename(free)
    folder = os.open(free.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _without_moment(row: Row) -> dict[str, object]:
    return {name: cell for name, cell in row.values.items() if name != MOMENT}
