"""One row of the table that drives both the router and the OpenAPI document."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from accord.errors import FormatError
from node.api.services import Services
from node.people.rights import Actor, Right

B = TypeVar("B")
A = TypeVar("A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One optional parameter of the query string."""

    name: str
    description: str
    choices: tuple[str, ...] = ()
    minimum: int | None = None  # set with `maximum`: a whole number
    maximum: int | None = None

    def check(self, text: str) -> None:
        """Refuses a value that the parameter does not take.

        Raises:
            FormatError: names the parameter and what it takes.
        """
        if self.choices and text not in self.choices:
            raise FormatError(
                "query.invalid", f"{self.name}: must be one of {', '.join(self.choices)}"
            )
        if self.minimum is not None and self.maximum is not None:
            digits = text.isascii() and text.isdigit() and len(text) <= 9
            if not digits or not self.minimum <= int(text) <= self.maximum:
                raise FormatError("query.invalid", f"{self.name}: {self.minimum} to {self.maximum}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[B]):
    """One request, checked: what a handler needs and nothing of HTTP."""

    officer: str  # the name of the acting account
    actor: Actor
    address: str  # of the caller on the network
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: B


Work = Callable[[Services, Connection, Call[B]], A]  # blocking, in a worker thread
Wait = Callable[[Services, Call[B]], Awaitable[A]]  # in the event loop, without a transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Generic[B, A]):
    """A method, a path, and what goes in and out; exactly one of `work` and `wait` is set."""

    method: str
    path: str
    name: str  # the operation id
    tag: str
    summary: str
    answer: type[A]
    body: type[B] | None = None
    work: Work[B, A] | None = None
    wait: Wait[B, A] | None = None
    creates: bool = False  # answers 201
    query: tuple[Query, ...] = ()
    guarded: bool = True  # needs a token
    right: Right | None = None  # what the caller needs; none: READ for a GET, else WORK
    well: Callable[[A], bool] | None = None  # where false, the same body is sent with 503

    @property
    def writes(self) -> bool:
        """Whether it changes anything; such a route takes an Idempotency-Key."""
        return self.method == "POST" and self.work is not None

    @property
    def needs(self) -> Right:
        """The right that the caller must hold."""
        return self.right or (Right.READ if self.method == "GET" else Right.WORK)

    @property
    def status(self) -> int:
        """The status of success."""
        return 201 if self.creates else 200

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in the path."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))


AnyRoute = Route[Any, Any]
