"""What the template draws: plain values, nothing left to decide."""

from dataclasses import dataclass
from typing import Literal

from node.console.forms.messages import Message

BoxKind = Literal[
    "line",
    "paragraph",
    "password",
    "whole",
    "number",
    "lines",
    "select",
    "radio",
    "choices",
    "ticks",
    "flag",
    "day",
    "instant",
    "file",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose."""

    value: str
    label: str
    chosen: bool
    marked: bool  # translate the label


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPart:
    """One box of a date."""

    name: str
    id: str
    label: str
    value: str
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every field has."""

    name: str  # as posted
    id: str
    label: str
    number: int = 0  # of a row, after its label
    help: str = ""
    errors: tuple[Message, ...] = ()
    focus: bool = False

    @property
    def described(self) -> str:
        """The ids of help and errors."""
        ids = [f"{self.id}-help"] * bool(self.help) + [f"{self.id}-error"] * bool(self.errors)
        return " ".join(ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A field that is typed, ticked or chosen."""

    head: Head
    kind: BoxKind
    required: bool = False  # marked as such
    enforced: bool = False  # by the browser too: nothing around it may be left out
    value: str = ""
    longest: int = 0  # characters
    options: tuple[Option, ...] = ()
    parts: tuple[DayPart, ...] = ()
    zone: str = ""
    unset: bool = False  # nothing ticked means that nothing is said
    native: bool = True  # the browser's own box for a moment can show the value

    @property
    def target(self) -> str:
        """The id of the control that an error leads to."""
        if self.kind in {"radio", "choices", "ticks"} and self.options:
            return f"{self.head.id}-0"
        return self.parts[0].id if self.parts else self.head.id


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Fields that belong together."""

    head: Head
    fields: tuple["View", ...]
    more: tuple["View", ...] = ()
    open: bool = False  # what is folded away has something to say
    folded: bool = False  # the whole group: it is optional and empty

    kind: Literal["group"] = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with its button."""

    view: "View"
    remove: str  # the button's name


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsView:
    """A list of rows."""

    head: Head
    rows: tuple[Row, ...]
    add: str  # the button's name; empty: the list is full
    add_label: str

    kind: Literal["rows"] = "rows"


View = Box | GroupView | RowsView


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One error at the top, leading to its field."""

    labels: tuple[tuple[str, int], ...]  # from the outside in, each with the number of its row
    message: Message
    target: str  # an id; empty: the field is not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """A whole form."""

    prefix: str
    fields: tuple[View, ...]
    more: tuple[View, ...] = ()
    open: bool = False
    hidden: tuple[tuple[str, str], ...] = ()
    summary: tuple[SummaryLine, ...] = ()
    files: bool = False
    marks_needed: bool = False
