"""Runs Accord itself: a sending node, the hub and a receiving node, each a process of its own."""

import json
import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from accord.testing.region import build_region
from benchmarks.bare import report
from benchmarks.process import Child, Usage, module, script

_HUB = """
[hub]
name = "hub"
data = "data"
listen = "127.0.0.1:0"
http = "127.0.0.1:0"
site = "127.0.0.1:0"

[trust]
root = "../root.json"
repository = "../trust"

[keys]
statement = "keys/statement.key"
log = "keys/log.key"
tls_key = "keys/tls.key"
tls_certificate = "keys/tls.pem"
"""


class Region:
    """The three processes, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.region = folder / "region"
        build_region(now_ms=time.time_ns() // 1_000_000, random=os.urandom).write(self.region)
        (self.region / "hub" / "hub.toml").write_text(_HUB)
        self.children: list[Child] = []

    def start_hub(self, *, logs: bool = True) -> Child:
        """The hub, ready; with its log or without."""
        command = script("accord-hub") if logs else module("benchmarks.hub_without_log")
        config = self.region / "hub" / "hub.toml"
        hub = self._child("hub", [*command, "serve", "--config", str(config)])
        document = hub.wait_for(self.region / "hub" / "data" / "run.json")
        (self.region / "hub.address").write_text(document["grpc"])
        return hub

    def start_node(self, role: str, messages: int, rate: float) -> Child:
        """A node, connected; the sender begins at once."""
        load = ["--messages", str(messages), "--rate", str(rate)]
        command = [*module("benchmarks.node_process"), role, str(self.folder), *load]
        node = self._child(role, command)
        node.wait_for(self.folder / f"{role}.ready.json")
        return node

    def _child(self, name: str, command: Sequence[str]) -> Child:
        self.children.append(Child(name, command, self.folder))
        return self.children[-1]

    def stop(self) -> None:
        """Ends the processes, the newest first."""
        for child in reversed(self.children):
            child.stop()


def run(folder: Path, *, messages: int, rate: float, logs: bool = True) -> dict[str, Any]:
    """One run: messages a second, latencies, CPU, memory and bytes on the wire."""
    folder.mkdir(parents=True)
    region = Region(folder)
    try:
        region.start_hub(logs=logs)
        recipient = region.start_node("recipient", messages, rate)
        before: list[Usage] = [child.usage() for child in region.children]
        sender = region.start_node("sender", messages, rate)
        delivered = recipient.wait_for(folder / "recipient.json", 900)
        sent = sender.wait_for(folder / "sender.json", 120)
        if sent["bad"]:
            raise RuntimeError(f"{sent['bad']} messages were not accepted")
        result = report(messages, delivered, sent, region.children, before)
    finally:
        region.stop()
    return result | {"wire_bytes": wire_bytes(region.region / "XA" / "node.sqlite", messages)}


def wire_bytes(database: Path, messages: int) -> int:
    """Bytes from the sender to the hub and back for one message, its receipt included."""
    with closing(sqlite3.connect(database)) as store:
        (sent,) = store.execute("SELECT sum(length(request)) FROM outbox_frame").fetchone()
        (answered,) = store.execute("SELECT sum(length(response)) FROM outbox_answer").fetchone()
    return int(sent + answered) // messages


def hub_memory(folder: Path, messages: int, steps: int) -> list[dict[str, float]]:
    """The hub's resident memory while so many messages pass through it, at equal steps."""
    folder.mkdir(parents=True)
    region = Region(folder)
    samples = []
    try:
        hub = region.start_hub()
        recipient = region.start_node("recipient", messages, 0)
        region.start_node("sender", messages, 0)
        done, next_at = folder / "recipient.json", 0.0
        while not done.exists():
            recipient.check()
            hub.check()
            if time.monotonic() >= next_at:
                samples.append(hub.usage().memory_mib)
                next_at = time.monotonic() + 1
            time.sleep(0.05)
        total = json.loads(done.read_text())["messages"]
    finally:
        region.stop()
    picked = [samples[len(samples) * step // steps] for step in range(steps)] + [samples[-1]]
    return [
        {"messages": total * step // steps, "hub_mib": round(mib, 1)}
        for step, mib in enumerate(picked)
    ]
