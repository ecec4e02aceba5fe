"""The command line of a node: what an officer and an operator type."""

from node.cli.app import app, main

__all__ = ["app", "main"]
