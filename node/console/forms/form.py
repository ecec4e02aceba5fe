"""A form for one body: shown new, shown filled, read, and shown again with nothing lost."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar, cast

from accord.errors import AccordError, FormatError
from accord.pages.environment import Labels
from node.api.codec import codec
from node.console.forms import blame, messages
from node.console.forms.drawing import Drawer
from node.console.forms.gathering import Pairs, gather
from node.console.forms.making import Errors, Maker, pruned
from node.console.forms.messages import Message
from node.console.forms.shape import Field, Group, shape_of
from node.console.forms.spec import ANY, Occasion, Spec, insist_known, unlabelled
from node.console.forms.typed import Typed, typed
from node.console.forms.view import FormView

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What to show again: everything that was typed, and what is wrong with it."""

    given: Mapping[str, Typed]
    errors: Errors = field(default_factory=dict)  # empty where only a row was asked for
    focus: str = ""

    def with_errors(self, found: Iterable[tuple[str, Message]]) -> "Again":
        """The same with more errors, each under the path of its field."""
        errors = dict(self.errors)
        for path, message in found:
            errors[path] = (*errors.get(path, ()), message)
        return replace(self, errors=errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled(Generic[T]):
    """A body that the interface will understand; whether it allows it, only the call says."""

    body: T
    given: Mapping[str, Typed]


class Form(Generic[T]):
    """The form of one type of body; made once, when the page's module is read."""

    def __init__(self, body: type[T], *, spec: Spec = {}, codes: Labels = {}) -> None:  # noqa: B006 - never changed
        self._body = body
        self._shape = shape_of(body)
        self._spec = spec
        self._codes = codes
        insist_known(self._shape, spec)

    def new(self, occasion: Occasion = ANY) -> FormView:
        """The form with its defaults."""
        return self.filled({}, occasion)

    def filled(self, value: T | Mapping[str, object], occasion: Occasion = ANY) -> FormView:
        """The form with an existing body, or with the fields that a mapping names.

        Raises:
            FormatError: `form.too_many_rows`.
        """
        shown = typed(self._whole, value, occasion.zone)
        return self._drawn(cast("dict[str, Typed]", shown), occasion)

    def retyped(self, posted: Pairs, occasion: Occasion = ANY) -> FormView:
        """The form as somebody left it, unchecked, such as before they signed in again.

        Raises:
            FormatError: these are not the fields of this form.
        """
        return self._drawn(gather(self._shape, posted).given, occasion)

    def again(self, again: Again, occasion: Occasion = ANY) -> FormView:
        """The form with what was typed, its errors beside their fields."""
        return self._drawn(again.given, occasion, again.errors, again.focus)

    def read(self, posted: Pairs, occasion: Occasion = ANY) -> Filled[T] | Again:
        """The body of what was posted, or the form to show again.

        Raises:
            FormatError: no page of ours posts that; see `gather`.
        """
        gathered = gather(self._shape, posted, closed=tuple(occasion.fixed))
        if gathered.pressed:
            errors = {gathered.focus: (messages.FULL,)} if gathered.full else {}
            return Again(given=gathered.given, errors=errors, focus=gathered.focus)
        given = cast("dict[str, Typed]", pruned(self._whole, gathered.given))
        maker = Maker(self._spec, occasion.zone)
        made = maker.group(self._shape, self._with_fixed(given, occasion))
        again = Again(given=given, errors=maker.errors)
        if maker.errors:
            return again
        try:
            body = codec(self._body).decode(json.dumps(made).encode())
        except FormatError as error:
            return again.with_errors(blame.of_body(error))
        return Filled(body=body, given=given)

    def refused(self, filled: Filled[T], error: AccordError) -> Again:
        """What to show where the call refused a body, in the words of the interface."""
        found = blame.of_refusal(self._shape, error)
        return Again(given=filled.given).with_errors(found)

    def unlabelled(self) -> tuple[str, ...]:
        """What readers see under the names of the source; a page's test wants it empty."""
        return unlabelled(self._shape, self._spec, self._codes)

    @property
    def _whole(self) -> Field:
        return Field(name="", shape=self._shape)

    def _with_fixed(self, given: Mapping[str, Typed], occasion: Occasion) -> dict[str, Typed]:
        """What was typed, with the page's own values in their places."""
        whole: dict[str, Any] = dict(given)
        for path, value in occasion.fixed.items():
            *before, last = path.split(".")
            here, group = whole, self._shape
            for name in before:
                inner = dict(here.get(name) or {})
                here[name] = inner
                here = inner
                group = cast("Group", group.by_name[name].shape)
            here[last] = typed(group.by_name[last], value, occasion.zone)
        return whole

    def _drawn(
        self,
        given: Mapping[str, Typed],
        occasion: Occasion,
        errors: Errors = {},  # noqa: B006 - never changed
        focus: str = "",
    ) -> FormView:
        drawer = Drawer(self._spec, self._codes, occasion, errors, focus)
        return drawer.form(self._shape, given)
