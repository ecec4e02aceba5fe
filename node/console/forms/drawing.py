"""From what the boxes hold to what the template draws."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from accord.pages.environment import Labels
from accord.pages.marked import marked as _N
from node.console.forms import choosing
from node.console.forms.boxes import Drawn
from node.console.forms.gathering import LESS, MORE, insist_few
from node.console.forms.making import Errors
from node.console.forms.messages import Message
from node.console.forms.names import inside, outward, pattern_of
from node.console.forms.shape import Choices, Field, File, Group, Several, Text
from node.console.forms.spec import UNSAID, FieldSpec, Occasion, Spec, Widget, humanised
from node.console.forms.typed import Typed, fresh, pairs, says_nothing
from node.console.forms.view import Box, FormView, GroupView, Head, Row, RowsView, SummaryLine, View

_ADD: Final = _N("Add")
_ADD_ANOTHER: Final = _N("Add another")
_MANY: Final = 100  # a longer list of texts is one box with a line each

_Trail = tuple[tuple[str, int], ...]  # labels from the outside in


class Drawer:
    """Draws one form once."""

    def __init__(
        self, spec: Spec, codes: Labels, occasion: Occasion, errors: Errors, focus: str
    ) -> None:
        self._spec = spec
        self._boxes = Drawn(codes=codes, occasion=occasion)
        self._occasion = occasion
        self._errors = errors
        self._focus = focus
        self._below: dict[str, list[str]] = {}  # the paths of errors, by all that they lie in
        for path in errors:
            for outer in outward(path):
                self._below.setdefault(outer, []).append(path)
        self._busy = {*self._below, *outward(focus)}
        self._hidden: list[tuple[str, str]] = []
        self._summary: list[SummaryLine] = []
        self._told: set[str] = set()
        self._files = self._needed = False
        self._rows_drawn = 0

    def form(self, shape: Group, given: Mapping[str, Typed]) -> FormView:
        """The whole form."""
        fields, more, is_open = self._fields(shape, given, "", (), strict=True)
        return FormView(
            prefix=self._occasion.prefix,
            fields=fields,
            more=more,
            open=is_open,
            hidden=tuple(self._hidden),
            summary=(*self._untold(), *self._summary),
            files=self._files,
            marks_needed=self._needed,
        )

    def _fields(
        self, shape: Group, given: Mapping[str, Typed], path: str, trail: _Trail, *, strict: bool
    ) -> tuple[tuple[View, ...], tuple[View, ...], bool]:
        """What is in sight, what is folded away, and whether that is open all the same."""
        shown: list[View] = []
        more: list[View] = []
        is_open = False
        for one in sorted(shape.fields, key=lambda one: self._said(inside(path, one.name)).order):
            place = inside(path, one.name)
            value = given[one.name] if one.name in given else fresh(one)
            said = self._said(place)
            if place in self._occasion.fixed:
                continue
            if said.hidden:
                self._hidden += pairs(one, value, place) if value != fresh(one) else ()
            else:
                view = self._view(one, value, place, trail, strict=strict)
                (more if said.more else shown).append(view)
                is_open |= said.more and not self._is_quiet(one, value, place)
        return tuple(shown), tuple(more), is_open

    def _view(
        self,
        field: Field,
        given: Typed,
        path: str,
        trail: _Trail,
        *,
        strict: bool,
        row: tuple[str, int] | None = None,
    ) -> View:
        said = self._said(path)
        name = path.rpartition(".")[2]
        label, number = row or (said.label or humanised(name), 0)
        trail = (*trail, (label, number))
        head = Head(
            name=path,
            id=self._id(path),
            label=label,
            number=number,
            help=said.help,
            focus=self._focus == path,
        )
        match field.shape:
            case Group():
                return self._group(field, field.shape, given, head, trail, strict=strict)
            case Several() if self._has_rows(field.shape, said, given, path):
                return self._rows(field.shape, given, head, trail)
            case _:
                return self._box(field, given, head, trail, strict=strict)

    def _group(
        self,
        field: Field,
        shape: Group,
        given: Typed,
        head: Head,
        trail: _Trail,
        *,
        strict: bool,
    ) -> GroupView:
        errors = self._take(head.name, trail, head.id, deep=False)
        inner = given if isinstance(given, dict) else {}
        strict = strict and not field.optional
        fields, more, is_open = self._fields(shape, inner, head.name, trail, strict=strict)
        return GroupView(
            head=replace(head, errors=errors),
            fields=_focused(fields) if head.focus else fields,
            more=more,
            open=is_open,
            folded=field.optional and self._is_quiet(field, given, head.name),
        )

    def _rows(self, shape: Several, given: Typed, head: Head, trail: _Trail) -> RowsView:
        said = self._said(head.name)
        errors = self._take(head.name, trail, head.id, deep=False)
        rows = list(given) if isinstance(given, list) else []
        rows += [fresh(shape.row)] * (max(said.rows, 0) - len(rows))
        self._rows_drawn += len(rows)
        insist_few(self._rows_drawn)
        label = said.row or trail[-1][0]
        views = [
            self._view(
                shape.row,
                one,
                f"{head.name}[{index}]",
                trail[:-1],
                strict=False,
                row=(label, index + 1),
            )
            for index, one in enumerate(rows)
        ]
        return RowsView(
            head=replace(head, errors=errors),
            rows=tuple(Row(view=view, remove=f"{LESS}{view.head.name}") for view in views),
            add=f"{MORE}{head.name}" if len(rows) < shape.most else "",
            add_label=said.add or (_ADD_ANOTHER if rows else _ADD),
        )

    def _box(self, field: Field, given: Typed, head: Head, trail: _Trail, *, strict: bool) -> Box:
        said = self._said(head.name)
        if isinstance(field.shape, Several):
            lines = [str(line) for line in given] if isinstance(given, list) else []
            known = self._boxes.known(f"{head.name}[]")
            if known is None:
                box = Box(head=head, kind="lines", value="\n".join(lines))
            else:
                box = Box(head=head, kind="ticks", options=choosing.ticks(lines, known))
        else:
            kind, own = self._boxes.of(field, said, given, head.name, head.id)
            box = Box(head=head, kind=kind, **own)
        bare = isinstance(field.shape, Several | Choices)
        in_row = isinstance(field.shape, Text) and field.name == ""
        required = field.needed and not field.optional and not bare and not in_row
        if said.required is not None:
            required = said.required
        self._needed |= required
        self._files |= isinstance(field.shape, File)
        errors = self._take(head.name, trail, box.target, deep=True)
        return replace(
            box,
            head=replace(head, errors=errors),
            required=required,
            enforced=required and strict and not bare,
        )

    def _has_rows(self, shape: Several, said: FieldSpec, given: Typed, path: str) -> bool:
        """A list of texts may be one box, unless a text has lines itself, or boxes to tick."""
        texts = isinstance(shape.row.shape, Text)
        if texts and self._boxes.known(f"{path}[]") is not None:
            return False
        many = shape.most > _MANY and said.widget is not Widget.ROWS
        broken = isinstance(given, list) and any(
            "\n" in one for one in given if isinstance(one, str)
        )
        return not texts or broken or not (many or said.widget is Widget.LINES)

    def _is_quiet(self, field: Field, given: Typed, path: str) -> bool:
        """Whether a field has nothing to say, so that it may be folded away."""
        quiet = self._said(path).quiet or says_nothing(field, given)
        return path not in self._busy and quiet

    def _take(self, path: str, trail: _Trail, target: str, *, deep: bool) -> tuple[Message, ...]:
        """The errors of a field, which go into the summary as well."""
        paths = [one for one in self._below.get(path, ()) if deep or one == path]
        found = tuple(message for one in paths for message in self._errors[one])
        self._told.update(paths)
        self._summary += [
            SummaryLine(labels=trail, message=message, target=target) for message in found
        ]
        return found

    def _untold(self) -> Sequence[SummaryLine]:
        """Errors of the whole form, and of fields that it does not show."""
        return [
            SummaryLine(
                labels=((humanised(path.rpartition(".")[2]), 0),) if path else (),
                message=message,
                target="",
            )
            for path, found in self._errors.items()
            if path not in self._told
            for message in found
        ]

    def _said(self, path: str) -> FieldSpec:
        return self._spec.get(pattern_of(path), UNSAID)

    def _id(self, path: str) -> str:
        return (
            f"{self._occasion.prefix}-{path.replace('.', '-').replace('[', '-').replace(']', '')}"
        )


def _focused(fields: tuple[View, ...]) -> tuple[View, ...]:
    """The first box of a new row is where one types next."""
    for place, one in enumerate(fields):
        if isinstance(one, Box):
            return (
                *fields[:place],
                replace(one, head=replace(one.head, focus=True)),
                *fields[place + 1 :],
            )
    return fields
