"""Reads a settings file (TOML) strictly: every complaint names the file, the key and the remedy."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from accord.errors import FormatError

Tables = Mapping[str, frozenset[str] | None]  # the keys of each table; None: checked elsewhere


class SettingsFile:
    """One parsed settings file; relative paths count from its folder."""

    def __init__(self, file: Path, data: bytes, tables: Tables) -> None:
        """Takes the file's bytes and the tables and keys it may have.

        Raises:
            FormatError: not TOML, or a table or key that is not known.
        """
        self.file = file
        self._tables: dict[str, Mapping[str, object]] = {}
        try:
            document = tomllib.loads(data.decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise FormatError("config.not_toml", f"{file}: is not TOML: {error}") from error
        for table, content in document.items():
            if table not in tables or not isinstance(content, dict):
                raise self.error("config.unknown", f"[{table}] is not a table here; remove it")
            known = tables[table]
            for key in content.keys() - known if known is not None else ():
                raise self.error("config.unknown", f"[{table}] {key} is not a setting; remove it")
            self._tables[table] = content

    def table(self, table: str) -> Mapping[str, object]:
        """A table as it stands; empty where it is absent."""
        return self._tables.get(table, {})

    def inner(self, table: str) -> Mapping[str, str]:
        """The tables inside a table: their names, and under which `[name]` their keys are read.

        Raises:
            FormatError: something in it is not a table.
        """
        names = {}
        for name, content in self.table(table).items():
            if not isinstance(content, dict):
                raise self.error("config.type", f"[{table}.{name}] must be a table of its own")
            self._tables[f"{table}.{name}"] = content
            names[name] = f"{table}.{name}"
        return names

    def text(self, table: str, key: str, default: str | None = None) -> str:
        """A text that is not empty, unless the default is.

        Raises:
            FormatError: missing, or of another type.
        """
        value = self._value(table, key, default)
        if not isinstance(value, str) or (not value and default != ""):
            raise self.error("config.type", f"[{table}] {key} must be a text that is not empty")
        return value

    def texts(self, table: str) -> Mapping[str, str]:
        """Every key of a table as a text.

        Raises:
            FormatError: one is of another type.
        """
        return {key: self.text(table, key) for key in self.table(table)}

    def path(self, table: str, key: str, default: str | None = None) -> Path:
        """A path, made absolute.

        Raises:
            FormatError: missing, or of another type.
        """
        return self.resolved(self.text(table, key, default))

    def paths(self, table: str, key: str) -> Sequence[Path]:
        """One path or a list of them, made absolute.

        Raises:
            FormatError: missing, empty, or of another type.
        """
        return [self.resolved(one) for one in self.several(table, key)]

    def several(self, table: str, key: str) -> Sequence[str]:
        """One text, such as a path, or a list of them.

        Raises:
            FormatError: missing, empty, or of another type.
        """
        value = self._value(table, key, None)
        several = value if isinstance(value, list) else [value]
        if not several or not all(isinstance(one, str) and one for one in several):
            raise self.error("config.type", f"[{table}] {key} must be a path or a list of paths")
        return [str(one) for one in several]

    def address(self, table: str, key: str) -> str:
        """A `host:port`.

        Raises:
            FormatError: missing, or not one.
        """
        value = self.text(table, key)
        host, _, port = value.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
            raise self.error(
                "config.address", f'[{table}] {key} must be "host:port", such as "127.0.0.1:7443"'
            )
        return value

    def numbers(self, table: str) -> Mapping[str, int]:
        """Every key of a table as a whole number above 0.

        Raises:
            FormatError: one is something else.
        """
        numbers: dict[str, int] = {}
        for key, value in self.table(table).items():
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise self.error("config.type", f"[{table}] {key} must be a whole number above 0")
            numbers[key] = value
        return numbers

    def resolved(self, path: str) -> Path:
        """A path, made absolute against the file's folder."""
        return (self.file.parent / path).resolve()

    def error(self, code: str, text: str) -> FormatError:
        """A complaint about this file."""
        return FormatError(code, f"{self.file}: {text}")

    def _value(self, table: str, key: str, default: str | None) -> object:
        value = self.table(table).get(key, default)
        if value is None:
            raise self.error("config.missing", f"[{table}] {key} is missing; add it")
        return value
