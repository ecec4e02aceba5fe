"""What a page says of the fields of a form; a form works without, with names made readable."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from enum import Enum, StrEnum
from functools import lru_cache
from typing import Final

from accord.pages.environment import Labels
from node.console.forms.names import inside
from node.console.forms.shape import Choice, Choices, Group, Several, Shape


class Widget(Enum):
    """How a field is drawn, where its shape leaves a choice."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    PASSWORD = "password"  # noqa: S105 - never shown again
    RADIO = "radio"
    SELECT = "select"
    LINES = "lines"  # a list of texts, one a line
    ROWS = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field; labels and helps are marked English."""

    label: str = ""
    help: str = ""
    widget: Widget | None = None
    order: int = 0  # among its neighbours, lower ones first
    hidden: bool = False  # carried along unseen
    more: bool = False  # folded away below its neighbours until it says something
    quiet: bool = False  # what the page itself fills in: it says nothing that must be seen
    required: bool | None = None  # none: where the body has no default
    longest: int | None = None  # characters
    only: tuple[StrEnum, ...] = ()  # the codes that are offered
    rows: int = 0  # how many an empty list shows
    row: str = ""  # the label of one row, which its number follows
    add: str = ""  # of the button that adds a row


Spec = Mapping[str, FieldSpec]  # by pattern: "firearm.marks[].text"

UNSAID: Final = FieldSpec()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What only one request knows of a form."""

    zone: tzinfo = UTC  # the reader's
    fixed: Mapping[str, object] = field(default_factory=dict)  # by path: the page's own values
    # By pattern of a text field: what may be chosen, and how it is called; never translated.
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    prefix: str = "form"  # of every id, where a page has several forms


ANY: Final = Occasion()


def under(path: str, spec: Spec) -> dict[str, FieldSpec]:
    """What is said of a type's fields, for where a body holds that type."""
    return {inside(path, pattern): said for pattern, said in spec.items()}


@lru_cache(maxsize=4_096)
def humanised(code: str) -> str:
    """A name of the source as people write it, where nothing better is known."""
    words, unit = code.removesuffix("_ms"), ""
    if words.endswith("_mm"):
        words, unit = words.removesuffix("_mm"), " (mm)"
    text = words.replace("_", " ")
    if any(one.isdigit() for one in text):
        return text + unit
    return text[:1].upper() + text[1:].lower() + unit


def code_label(codes: Labels, code: StrEnum) -> str:
    """What a code is called."""
    return codes.get(type(code), {}).get(code) or humanised(code.value)


def patterns(shape: Shape, path: str = "") -> Iterator[tuple[str, Shape]]:
    """Every field of a form with its pattern."""
    match shape:
        case Group(fields=fields):
            for one in fields:
                yield inside(path, one.name), one.shape
                yield from patterns(one.shape, inside(path, one.name))
        case Several(row=row):
            yield f"{path}[]", row.shape
            yield from patterns(row.shape, f"{path}[]")
        case _:
            return


def insist_known(shape: Group, spec: Spec) -> None:
    """Passes where every pattern of a page is a field of its form.

    Raises:
        ValueError: a pattern fits nothing, which is a mistake in the page.
    """
    known = {pattern for pattern, _ in patterns(shape)}
    if strays := sorted(spec.keys() - known):
        raise ValueError(f"no such field: {', '.join(strays)}")


def unlabelled(shape: Group, spec: Spec, codes: Labels) -> tuple[str, ...]:
    """The fields and codes that a reader sees under the name they have in the source.

    For the tests of a page; a list needs a label for its rows where they are groups.
    """
    missing = []
    hidden = [pattern for pattern, said in spec.items() if said.hidden]
    for pattern, inner in patterns(shape):
        if any(pattern == one or pattern.startswith((f"{one}.", f"{one}[")) for one in hidden):
            continue
        said = spec.get(pattern, UNSAID)
        if not pattern.endswith("[]") and not said.label:
            missing.append(pattern)
        if isinstance(inner, Several) and isinstance(inner.row.shape, Group) and not said.row:
            missing.append(f"{pattern}[]")
        if isinstance(inner, Choice | Choices):
            named = codes.get(inner.codes, {})
            offered = said.only or tuple(inner.codes)
            missing += [
                f"{inner.codes.__name__}.{code.name}" for code in offered if code not in named
            ]
    return tuple(dict.fromkeys(missing))
