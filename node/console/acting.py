"""A page for one act: the form of a route's body, sent once, with nothing lost on the way."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from accord.errors import AccordError
from node.api import problem
from node.api.tags import ChangedError
from node.console.forms.form import Again, Filled, Form
from node.console.forms.spec import Occasion, Spec
from node.console.forms.view import FormView
from node.console.page import Page
from node.console.visit import Query, Visit
from node.people.rights import Right

REFUSED = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What one request brings to a form."""

    values: Any = None  # a body, or some of its fields by name; none: the defaults
    fixed: Mapping[str, object] = field(default_factory=dict)  # by path: the page's own values
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # see `Occasion`
    beside: Mapping[str, Any] = field(default_factory=dict)  # for the template


Prepare = Callable[[Visit, Any], Awaitable[Prepared]]
After = Callable[[Visit, Any], web.StreamResponse]
Asking = Callable[[Visit], Query]


async def nothing(_visit: Visit, _resource: Any) -> Prepared:
    """For forms that begin with their defaults."""
    return Prepared()


def plainly(_visit: Visit) -> Query:
    """For routes that are called without a query."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that somebody does; texts are marked for the catalogues."""

    route: str  # by name: its body is the form, its path the page's
    path: str  # under /console, with the route's own parts in braces
    title: str
    submit: str
    back: str  # the page to return to
    name: str = ""  # of the page, where the route has another of its own
    query: Asking = plainly  # what the route is told beside its body
    text: str = ""  # what it does, and what follows
    done: str = ""  # what the next page says
    danger: bool = False
    section: str = ""
    right: Right = Right.WORK
    spec: Spec = field(default_factory=dict)
    prepare: Prepare = nothing
    after: After | None = None  # where to go with the answer; none: `back`
    template: str = "console/act.html"

    def page(self, form: Form[Any] | None) -> Page:
        """The page; a route that takes no body has no form, only a question."""
        shown = _Shown(self, form)
        return Page(
            path=self.path,
            name=self.name or self.route,
            show=shown.show,
            post=shown.post,
            right=self.right,
            section=self.section,
            done=self.done,
        )


@dataclass(frozen=True, slots=True)
class _Shown:
    """An act as pages."""

    act: Act
    form: Form[Any] | None

    async def show(self, visit: Visit) -> web.StreamResponse:
        resource, tag = await self._resource(visit)
        prepared = await self.act.prepare(visit, resource)
        view = None
        if self.form is not None:
            occasion = _occasion(visit, prepared)
            if visit.refill:
                view = self.form.retyped(visit.refill, occasion)
            elif prepared.values is None:
                view = self.form.new(occasion)
            else:
                view = self.form.filled(prepared.values, occasion)
        return self._page(visit, view, tag, resource, prepared)

    async def post(self, visit: Visit) -> web.StreamResponse:
        posted = await visit.posted()
        own = {name: str(value) for name, value in posted if name in {"_key", "_tag"}}
        resource, fresh = await self._resource(visit)
        prepared = await self.act.prepare(visit, resource)
        occasion = _occasion(visit, prepared)
        read = self.form.read(posted, occasion) if self.form is not None else None
        if self.form is not None and isinstance(read, Again):
            again, tag = self.form.again(read, occasion), own.get("_tag", fresh)
            status = REFUSED if read.errors else 200
            return self._page(visit, again, tag, resource, prepared, status=status)
        try:
            answer = await visit.submit(
                self.act.route,
                read.body if isinstance(read, Filled) else None,
                key=own.get("_key", ""),
                unchanged=own.get("_tag", ""),
                query=self.act.query(visit),
                **visit.path,
            )
        except AccordError as error:
            # What has changed is shown as it is now, with its new tag and all that was typed.
            view = self._refused(read, error, occasion)
            status = problem.of_error(error).status
            return self._page(visit, view, fresh, resource, prepared, status=status, fault=error)
        if self.act.after is not None:
            return self.act.after(visit, answer)
        return visit.see(self.act.back, visit.done(self.act.name or self.act.route), **visit.path)

    def _refused(
        self, read: Filled[Any] | Again | None, error: AccordError, occasion: Occasion
    ) -> FormView | None:
        if self.form is None or not isinstance(read, Filled):
            return None
        changed = isinstance(error, ChangedError)
        again = Again(given=read.given) if changed else self.form.refused(read, error)
        return self.form.again(again, occasion)

    async def _resource(self, visit: Visit) -> tuple[Any, str]:
        """What the act is about, and its entity tag."""
        resource = visit.calls.named(self.act.route).resource
        if resource is None:
            return None, ""
        parts = {name: visit.path[name] for name in resource.parameters}
        return await visit.tagged(resource.name, **parts)

    def _page(
        self,
        visit: Visit,
        view: FormView | None,
        tag: str,
        resource: Any,
        prepared: Prepared,
        *,
        status: int = 200,
        fault: AccordError | None = None,
    ) -> web.StreamResponse:
        return visit.page(
            self.act.template,
            status=status,
            act=self.act,
            view=view,
            tag=tag,
            key=visit.new_key(),
            resource=resource,
            fault=fault,
            changed=isinstance(fault, ChangedError),
            back=visit.to(self.act.back, **visit.path),
            **prepared.beside,
        )


def _occasion(visit: Visit, prepared: Prepared) -> Occasion:
    return Occasion(zone=visit.reader.zone, fixed=prepared.fixed, options=prepared.options)
