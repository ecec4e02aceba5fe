"""The command line's side of the REST interface: plain HTTP to the node on this machine."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import TypeVar
from urllib.parse import quote, urlencode
from uuid import uuid4

from accord.errors import AccordError, TransportError
from node.api.bodies import Problem
from node.api.codec import codec

T = TypeVar("T")

MAX_ANSWER = 64 * 1024 * 1024
TIMEOUT = 60.0  # seconds


class RefusedError(AccordError):
    """The node refused; carries the problem's remedy and its bad fields."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code, problem.detail)
        self.status = problem.status
        self.remedy = problem.remedy
        self.fields = problem.errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Calls one node; every answer comes back as the type that the route gives."""

    host: str
    port: int
    token: str
    officer: str  # empty: the token says who acts
    timeout: float = TIMEOUT

    def get(self, path: str, answer: type[T], query: Mapping[str, str] | None = None) -> T:
        """What is at a path.

        Raises:
            RefusedError: the node said no, and why.
            TransportError: the node does not answer.
        """
        return codec(answer).decode(self._call("GET", _full(path, query), None))

    def post(
        self,
        path: str,
        body: object,
        answer: type[T],
        query: Mapping[str, str] | None = None,
    ) -> T:
        """Does one step; a repeated attempt of the same call has one effect.

        Raises:
            RefusedError: the node said no, and why.
            TransportError: the node does not answer.
        """
        content = codec(type(body)).encode(body) if body is not None else b""
        return codec(answer).decode(self._call("POST", _full(path, query), content))

    def _call(self, method: str, path: str, body: bytes | None) -> bytes:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/json",
        }
        if self.officer:
            headers["Accord-Officer"] = self.officer
        if body is not None:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
        connection = HTTPConnection(self.host, self.port, timeout=self.timeout)
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            content = response.read(MAX_ANSWER)
        except (OSError, HTTPException) as error:
            raise TransportError(
                "node.unreachable",
                f"the node does not answer at {self.host}:{self.port} ({type(error).__name__}); "
                "start it with: accord-node serve",
            ) from error
        finally:
            connection.close()
        if response.status >= 400 and "problem" in response.headers.get("Content-Type", ""):
            raise RefusedError(codec(Problem).decode(content))
        return content


def _full(path: str, query: Mapping[str, str] | None) -> str:
    wanted = {name: value for name, value in (query or {}).items() if value}
    return f"{path}?{urlencode(wanted)}" if wanted else path


def path(*parts: str) -> str:
    """A path under /v1, each part quoted."""
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def this_officer() -> str:
    """The name of the account that types, as the timeline will show it."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        return "cli"
    return name[:64] if name.isascii() and name.isprintable() else "cli"
