"""What a field offers to choose."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from accord.pages.environment import Labels
from accord.pages.marked import marked as _N
from node.console.forms.shape import Choice, Choices, Field
from node.console.forms.spec import FieldSpec, Widget, code_label
from node.console.forms.typed import NO, YES
from node.console.forms.view import Option

FEW: Final = 5  # as many are shown at once
_NOT_STATED: Final = _N("Not stated")
_CHOOSE: Final = _N("Choose one")
_YES: Final = _N("Yes")
_NO: Final = _N("No")


def at_once(shape: Choice, said: FieldSpec) -> bool:
    """Whether every choice is in sight, instead of in a list that opens."""
    if said.widget in {Widget.RADIO, Widget.SELECT}:
        return said.widget is Widget.RADIO
    return len(said.only or shape.codes) <= FEW


def codes(
    field: Field,
    shape: Choice | Choices,
    said: FieldSpec,
    chosen: Iterable[str],
    labels: Labels,
) -> tuple[Option, ...]:
    """A code list; what is chosen is offered even where the page would not."""
    ticked = set(chosen)
    offered: list[StrEnum] = [
        code for code in shape.codes if not said.only or code in said.only or code.value in ticked
    ]
    options = tuple(
        Option(
            value=code.value,
            label=code_label(labels, code),
            chosen=code.value in ticked,
            marked=True,
        )
        for code in offered
    )
    if isinstance(shape, Choices):
        return options
    return (*_none(field, said, opens=not at_once(shape, said), chosen=not ticked), *options)


def texts(
    field: Field, said: FieldSpec, chosen: str, known: Mapping[str, str]
) -> tuple[Option, ...]:
    """What a page knows that a text may be, and what it is already."""
    named = known if not chosen or chosen in known else {chosen: chosen, **known}
    options = tuple(
        Option(value=value, label=label, chosen=value == chosen, marked=False)
        for value, label in named.items()
        if value
    )
    return (*_none(field, said, opens=True, chosen=not chosen), *options)


def ticks(chosen: Sequence[str], known: Mapping[str, str]) -> tuple[Option, ...]:
    """What a page knows that the texts of a list may be, each to be ticked."""
    named = {**{one: one for one in chosen}, **known}
    return tuple(
        Option(value=value, label=label, chosen=value in chosen, marked=False)
        for value, label in named.items()
        if value
    )


def yes_or_no(chosen: str) -> tuple[Option, ...]:
    """Of a question that has no answer by default."""
    return (
        Option(value=YES, label=_YES, chosen=chosen == YES, marked=True),
        Option(value=NO, label=_NO, chosen=chosen == NO, marked=True),
    )


def _none(field: Field, said: FieldSpec, *, opens: bool, chosen: bool) -> Iterable[Option]:
    """The choice of nothing: where nothing may stay, or a list must begin with something."""
    needed = said.required or (field.needed and not field.optional)
    if needed and opens:
        yield Option(value="", label=_CHOOSE, chosen=chosen, marked=True)
    elif not needed and (field.optional or field.default == ""):
        yield Option(value="", label=_NOT_STATED, chosen=chosen, marked=True)
