"""A real PostgreSQL for tests, on a free loopback port, or the reason why there is none."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from benchmarks import postgres


@contextmanager
def postgres_server() -> Iterator[str]:
    """Runs a server for the time of the block; gives the address of its empty database.

    Skips the test, with the reason, where the programs are absent or do not start.
    """
    with ExitStack() as stack:
        try:
            address = stack.enter_context(postgres.server())
        except (ImportError, RuntimeError) as error:
            pytest.skip(str(error))
        yield address


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
