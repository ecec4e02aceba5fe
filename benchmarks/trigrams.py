"""The peer that a database offers: PostgreSQL with indexes of its own and of pg_trgm."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from accord.weapons.normal import normal_forms
from benchmarks import marks
from benchmarks.latency import summary
from benchmarks.postgres import LARGE, server

_LOOK_UPS = 300  # of each kind
_PATIENCE = 60.0  # seconds for each kind
_SQL = {
    "exact": "SELECT number FROM mark WHERE n2 = %s",
    "N4": "SELECT number FROM mark WHERE n4 = %s",
    "unknown": "SELECT number FROM mark WHERE n2 LIKE %s",
    "one slip": "SELECT number FROM mark WHERE n2 %% %s AND levenshtein(n2, %s) <= 1",
}
# One character of eight other leaves a third of the trigrams; below, slips would be missed.
_SIMILARITY = 0.3
Query = tuple[str, int]


def run(count: int, queries: Mapping[str, Sequence[Query]]) -> dict[str, Any] | str:
    """Latencies of each kind of look-up, how much was missed, and what the index took."""
    try:
        import psycopg

        with server(LARGE) as address, psycopg.connect(address, autocommit=True) as connection:
            started = time.perf_counter()
            _fill(connection, count)
            built = time.perf_counter() - started
            size = connection.execute("SELECT pg_total_relation_size('mark')").fetchone()
            return {
                "build_s": round(built, 1),
                "memory_mib": round((size[0] if size else 0) / 2**20),
                **{kind: _timed(connection, kind, some) for kind, some in queries.items()},
            }
    except ImportError as error:
        return f"not measured: {error}"


def _fill(connection: Any, count: int) -> None:
    connection.execute("CREATE EXTENSION pg_trgm")
    connection.execute("CREATE EXTENSION fuzzystrmatch")
    connection.execute("CREATE UNLOGGED TABLE mark (number integer, n2 text, n4 text)")
    with connection.cursor().copy("COPY mark FROM STDIN") as copy:
        for row in _rows(count):
            copy.write_row(row)
    for index in ("(n2)", "(n4)", "USING gin (n2 gin_trgm_ops)"):
        connection.execute(f"CREATE INDEX ON mark {index}")
    connection.execute("ANALYZE mark")
    connection.execute(f"SET pg_trgm.similarity_threshold = {_SIMILARITY}")


def _rows(count: int) -> Iterator[tuple[int, str, str]]:
    for number in range(count):
        forms = normal_forms(marks.mark(number))
        yield number, forms.n2, forms.n4


def _timed(connection: Any, kind: str, queries: Sequence[Query]) -> dict[str, float]:
    sql, parameters = _statement(kind)
    seconds: list[float] = []
    missed = 0
    for serial, number in queries[:_LOOK_UPS]:
        values = parameters(serial)
        started = time.perf_counter()
        rows = connection.execute(sql, values).fetchall()
        seconds.append(time.perf_counter() - started)
        missed += (number,) not in rows
        if sum(seconds) > _PATIENCE:
            break
    return summary(seconds) | {"looked_up": len(seconds), "missed": missed}


def _statement(kind: str) -> tuple[str, Callable[[str], tuple[str, ...]]]:
    if kind == "N4":
        return _SQL["N4"], lambda serial: (normal_forms(serial).n4,)
    if kind == "one slip":
        return _SQL["one slip"], lambda serial: (normal_forms(serial).n2,) * 2
    if kind == "exact":
        return _SQL["exact"], lambda serial: (normal_forms(serial).n2,)
    return _SQL["unknown"], _shape


def _shape(serial: str) -> tuple[str]:
    known = (normal_forms(part).n2 for part in serial.split("?"))
    return ("_".join(known),)
