"""Whether the node runs, and its interface lets this account in."""

import json
import os
from contextlib import closing
from http.client import HTTPConnection, HTTPException

from accord.errors import AccordError
from accord.pages.finding import Finding, bad, failed, good
from accord.pages.marked import marked as _N
from node.api.token import load as load_token
from node.config import NodeConfig

_SECONDS = 5.0
_INTERFACE, _TOKEN = _N("Interface"), _N("Interface token")
_START = _N("start it with: accord-node serve --config FILE")


def interface(config: NodeConfig) -> Finding:
    """Asks the running node for its status, as a command does."""
    try:
        run = json.loads(config.run_file.read_bytes())
        address = str(run["http"])
        os.kill(int(run["pid"]), 0)
    except FileNotFoundError:
        return bad(_INTERFACE, _N("the node does not run"), _START)
    except (OSError, ValueError, KeyError, TypeError):
        text = _N("the node that wrote %(file)s has ended")
        return bad(_INTERFACE, text, _START, file=config.run_file)
    try:
        token = load_token(config.api_token_file)
    except (AccordError, OSError) as error:
        return failed(_TOKEN, error)
    return _answer(address, token, config)


def _answer(address: str, token: str, config: NodeConfig) -> Finding:
    host, _, port = address.rpartition(":")
    try:
        with closing(HTTPConnection(host.strip("[]"), int(port), timeout=_SECONDS)) as line:
            line.request("GET", "/v1/directory", headers={"Authorization": f"Bearer {token}"})
            status = line.getresponse().status
    except (OSError, HTTPException) as error:
        text = _N("%(address)s does not answer (%(reason)s)")
        return bad(_INTERFACE, text, _START, address=address, reason=type(error).__name__)
    if status == 200:
        return good(_INTERFACE, _N("answers at %(address)s"), address=address)
    if status == 401:
        text = _N("%(file)s is not this node's")
        return bad(_TOKEN, text, _N("start the node again"), file=config.api_token_file)
    text = _N("answers with status %(status)s")
    return bad(_INTERFACE, text, _N("look into the node's log"), status=status)
