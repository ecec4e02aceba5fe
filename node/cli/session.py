"""What every command needs: the node to talk to, and how to print what it says."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console, RenderableType

from accord.errors import FormatError, TransportError
from node.api.codec import codec
from node.api.token import load
from node.cli.client import Client, this_officer
from node.config import NodeConfig, load_config

T = TypeVar("T")

ConfigFile = Annotated[
    Path,
    typer.Option("--config", "-c", envvar="ACCORD_NODE_CONFIG", help="The node's settings."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
NODE_TOML = Path("node.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One command's conversation with the node."""

    client: Client
    console: Console
    json: bool

    def show(self, value: T, render: Callable[[T], RenderableType]) -> None:
        """Prints a value: as JSON where asked, else for a reader."""
        if self.json:
            text = codec(type(value)).encode(value).decode()
            self.console.out(json.dumps(json.loads(text), indent=2, ensure_ascii=False))
        else:
            self.console.print(render(value))


def open_session(config_file: Path, *, as_json: bool) -> Session:
    """Finds the node that runs with these settings.

    Raises:
        FormatError, PolicyError: the settings or the token file are not as they must be.
        TransportError: no node runs with them.
    """
    config = load_config(config_file)
    host, port = running_at(config, config_file)
    if (signed_in := session_file(config)).exists():
        token, officer = load(signed_in), ""
    else:
        token, officer = token_of(config, config_file), this_officer()
    return Session(
        client=Client(host=host, port=port, token=token, officer=officer),
        console=Console(),
        json=as_json,
    )


def session_file(config: NodeConfig) -> Path:
    """Where the session of whoever types here is kept; it is used in place of the node's token."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state) / "accord" / f"{config.member}-{config.authority}.session"


def running_at(config: NodeConfig, config_file: Path) -> tuple[str, int]:
    """Where the interface of the running node listens.

    Raises:
        TransportError: no node runs with these settings.
    """
    try:
        host, _, port = str(json.loads(config.run_file.read_bytes())["http"]).rpartition(":")
        return host.strip("[]"), int(port)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TransportError(
            "node.not_running",
            f"no node runs with {config_file}; start it with: "
            f"accord-node serve --config {config_file}",
        ) from error


def token_of(config: NodeConfig, config_file: Path) -> str:
    """The token of the node's interface.

    Raises:
        FormatError, PolicyError: the file cannot be read, or others can read it too.
    """
    try:
        return load(config.api_token_file)
    except OSError as error:
        raise FormatError(
            "token.unreadable",
            f"{config.api_token_file} cannot be read ({error.strerror}); use the account that runs "
            f"the node, or start it once with: accord-node serve --config {config_file}",
        ) from error
