"""YAML as data: every value keeps the place where it was written, and every scalar is text.

So `NO` is Norway and `032` is not twenty-six. Anchors, aliases and tags are refused: a mapping is
read by people, and nothing in it can run or grow.
"""

import codecs
import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

import yaml

from accord.errors import BadData

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_NUMBER = 1 << 20
AUTO = "auto"


class _Mark(Protocol):
    """Where PyYAML found something; counts from zero."""

    line: int
    column: int


Kind = TypeVar("Kind", "Scalar", "Listing", "Section")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written; counts from one, as editors do."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def bad(self, code: str, text: str) -> BadData:
        """The error to raise about what stands here."""
        return BadData(code, f"{self}: {text}")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text, exactly as written."""

    place: Place
    text: str

    name = "a text"


@dataclass(frozen=True, slots=True)
class Listing:
    """A sequence."""

    place: Place
    items: tuple["Node", ...]

    name = "a list"

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Section:
    """Keys and what stands under them, in the order written."""

    place: Place
    entries: dict[str, "Node"]
    keys: dict[str, Place]

    name = "a section of keys"

    def only(self, allowed: Collection[str]) -> "Section":
        """This section, once it is known to hold no other keys.

        Raises:
            BadData: a key is unknown; names the nearest that is known.
        """
        for key, place in self.keys.items():
            if key not in allowed:
                raise place.bad(
                    "mapping.key_unknown", f"{key!r} is not known here{nearest(key, allowed)}"
                )
        return self

    def get(self, key: str, kind: type[Kind]) -> Kind | None:
        """What stands under the key, if anything does.

        Raises:
            BadData: it is of another kind.
        """
        node = self.entries.get(key)
        return None if node is None else expect(node, kind, key)

    def need(self, key: str, kind: type[Kind]) -> Kind:
        """What stands under a key that may not be left out.

        Raises:
            BadData: it is missing or of another kind.
        """
        node = self.get(key, kind)
        if node is None:
            raise self.place.bad(
                "mapping.key_missing", f"{key!r} is missing here: write {kind.name}"
            )
        return node

    def text(self, key: str, default: str = "") -> str:
        """The text under the key, or the default.

        Raises:
            BadData: it is not a text, or is empty.
        """
        scalar = self.get(key, Scalar)
        if scalar is None:
            return default
        if not scalar.text:
            raise scalar.place.bad(
                "mapping.text_empty", f"{key!r} is empty: write a text or leave it out"
            )
        return scalar.text

    def flag(self, key: str, default: bool = False) -> bool:
        """The yes or no under the key.

        Raises:
            BadData: it is neither.
        """
        scalar = self.get(key, Scalar)
        if scalar is None:
            return default
        return choice(scalar, {"true": True, "false": False, "yes": True, "no": False})

    def texts(self, key: str) -> tuple[str, ...]:
        """One text, or a list of them.

        Raises:
            BadData: it is anything else.
        """
        node = self.entries.get(key)
        if node is None:
            return ()
        if isinstance(node, Listing):
            return tuple(expect(item, Scalar, key).text for item in node)
        return (expect(node, Scalar, key).text,)


Node = Scalar | Listing | Section
Choice = TypeVar("Choice")


def expect(node: Node, kind: type[Kind], what: str) -> Kind:
    """The node, once it is known to be of this kind.

    Raises:
        BadData: it is of another kind.
    """
    if not isinstance(node, kind):
        raise node.place.bad("mapping.kind_wrong", f"{what!r} must be {kind.name}, not {node.name}")
    return node


def choice(scalar: Scalar, choices: dict[str, Choice]) -> Choice:
    """What the text stands for among a few choices.

    Raises:
        BadData: it is none of them.
    """
    if scalar.text not in choices:
        known = ", ".join(choices)
        hint = nearest(scalar.text, choices) if len(choices) > 6 else f"; write one of {known}"
        raise scalar.place.bad(
            "mapping.choice_unknown", f"{scalar.text!r} is not a choice here{hint}"
        )
    return choices[scalar.text]


def nearest(text: str, known: Collection[str]) -> str:
    """A hint at what was meant, as the end of a sentence."""
    close = difflib.get_close_matches(text, list(known), n=2, cutoff=0.5)
    if close:
        return f"; did you mean {' or '.join(map(repr, close))}?"
    return f"; known are {', '.join(sorted(known)[:12])}"


def parse(data: bytes, file: str) -> Section:
    """Reads one YAML document whose top is a section.

    Raises:
        BadData: the bytes are no such document; the text names file, line and column.
    """
    top = Place(file, 1, 1)
    if len(data) > MAX_BYTES:
        raise top.bad("mapping.too_large", f"a mapping has at most {MAX_BYTES // 1024} KiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Place(file, line, 1).bad("mapping.not_utf8", "save the mapping as UTF-8") from error
    try:
        _refuse_machinery(text, file)
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _place(error.problem_mark or error.context_mark, file).bad(
            "mapping.not_yaml", f"cannot be read: {error.problem or error.context}"
        ) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise top.bad("mapping.not_yaml", "holds characters that YAML does not allow") from error
    if root is None:
        raise top.bad("mapping.empty", "the mapping is empty; see docs/guides/write-a-mapping.md")
    return expect(_convert(root, file), Section, "a mapping")


def _place(mark: _Mark | None, file: str) -> Place:
    return Place(file, 1, 1) if mark is None else Place(file, mark.line + 1, mark.column + 1)


def _refuse_machinery(text: str, file: str) -> None:
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        place = _place(event.start_mark, file)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise place.bad(
                "mapping.anchor", "anchors and aliases are not used in mappings; repeat it"
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise place.bad("mapping.tag", "tags are not used in mappings; every value is a text")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise place.bad("mapping.too_deep", f"nested deeper than {MAX_DEPTH} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _convert(node: yaml.Node, file: str) -> Node:
    place = _place(node.start_mark, file)
    if isinstance(node, yaml.ScalarNode):
        return Scalar(place, node.value)
    if isinstance(node, yaml.SequenceNode):
        return Listing(place, tuple(_convert(item, file) for item in node.value))
    entries: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key_node, value_node in node.value:
        key = expect(_convert(key_node, file), Scalar, "a key")
        if key.text in entries:
            first = keys[key.text].line
            raise key.place.bad("mapping.key_twice", f"{key.text!r} is already set in line {first}")
        entries[key.text] = _convert(value_node, file)
        keys[key.text] = key.place
    return Section(place, entries, keys)


def encoding_of(section: Section) -> str:
    """The encoding that a section states, by its name in Python; empty where it says auto.

    Raises:
        BadData: no such encoding.
    """
    text = section.text("encoding", AUTO)
    if text == AUTO:
        return ""
    try:
        return codecs.lookup(text).name
    except (LookupError, ValueError):
        raise section.entries["encoding"].place.bad(
            "mapping.encoding",
            f"{text!r} is no encoding; write one like utf-8, windows-1252 or cp850",
        ) from None


def whole(section: Section, key: str, default: int | None = None) -> int:
    """A whole number under a key; without a default it must be there and counts from one.

    Raises:
        BadData: it is no such number.
    """
    if default is not None and key not in section.entries:
        return default
    scalar = section.need(key, Scalar)
    text = scalar.text
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text) <= MAX_NUMBER):
        raise scalar.place.bad("mapping.number", f"{key!r} is a whole number up to {MAX_NUMBER}")
    if default is None and not int(text):
        raise scalar.place.bad("mapping.number", f"{key!r} counts from one")
    return int(text)
