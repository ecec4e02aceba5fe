"""`python -m tests.fuzz TARGET [-max_total_time=SECONDS]`: any input is read, or refused by name.

Atheris steers by which lines an input reaches, so it gets where random bytes do not. Whatever is
no AccordError ends the run, and the input that did it is kept in a file.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["accord", "adapters"]):
    from accord.envelope import parse
    from accord.errors import AccordError
    from accord.weapons.firearm import Firearm
    from accord.weapons.identify import Words, identify
    from accord.weapons.keys import search_keys
    from accord.weapons.reading import read_mark
    from accord.wire.kinds import MessageKind
    from accord.wire.payload import decode_payload
    from adapters.dbase import dbase
    from adapters.fixed import fixed
    from adapters.mapping import read_mapping
    from adapters.tabular import tabular

MAPPING = b"""
register: Fuzzed
record_holder: POLICE
source: {%s}
record_id: Id
firearm: {maker_text: Maker}
marks: [{kind: MANUFACTURER_SERIAL, text: Serial}]
"""
LAYOUT = b"""encoding: cp037, length: 16, layout: [{name: Id, start: 1, length: 3, picture: packed},
  {name: Serial, start: 4, length: 9}, {name: Maker, start: 13, length: 4, picture: zoned}]"""
TABLE = read_mapping(MAPPING % b"", "m.yaml")
RECORDS = read_mapping(MAPPING % LAYOUT, "m.yaml")


def _mark(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    search_keys(Firearm(marks=read_mark(text).marks()))
    identify(Words(maker=text[:40], model=text[40:80], calibre=text[80:]))


def _payload(data: bytes) -> None:
    for kind in (MessageKind.TRACE_REQUEST, MessageKind.NOTICE, MessageKind.TRANSFER_FILE):
        with suppress(AccordError):
            decode_payload(kind, data)


def _file(suffix: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"register.{suffix}"
            path.write_bytes(data)
            if suffix == "dat":
                adapter = fixed(path, RECORDS)
            else:
                adapter = dbase(path, TABLE) if suffix == "dbf" else tabular(path, TABLE)
            adapter.survey()

    return read


TARGETS: dict[str, Callable[[bytes], None]] = {
    "mark": _mark,
    "mapping": lambda data: void(read_mapping(data, "m.yaml")),
    "envelope": lambda data: void(parse(data)),
    "payload": _payload,
    **{suffix: _file(suffix) for suffix in ("csv", "xlsx", "xls", "ods", "dbf", "dat")},
}


def void(_: object) -> None:
    """Drops what was read."""


def main() -> None:
    """Fuzzes the target that the command line names."""
    name, *options = sys.argv[1:] or [""]
    if name not in TARGETS:
        sys.exit(f"name one of: {', '.join(TARGETS)}")
    target = TARGETS[name]

    def once(data: bytes) -> None:
        with suppress(AccordError):
            target(data)

    atheris.Setup([sys.argv[0], "-max_len=4096", *options], once)
    atheris.Fuzz()


main()
