"""A node's start over a full store, in a process of its own that ends once it could answer."""

import argparse

import node.main  # noqa: F401 - everything that a node reads before it does anything
from benchmarks.casework_fill import OURS, Builder
from node.store.engine import Store, open_engine
from node.store.migrate import migrate


def main() -> None:
    """The starting process."""
    parser = argparse.ArgumentParser(prog="benchmarks.casework_start")
    parser.add_argument("url")
    store = Store(open_engine(parser.parse_args().url))
    migrate(store)
    rooms = Builder().rooms(OURS)
    with store.read() as tx:
        rooms.casework.views.list_cases(tx)
    store.close()


if __name__ == "__main__":
    main()
