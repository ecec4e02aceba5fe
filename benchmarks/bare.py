"""Runs the ceiling's three processes and gathers what they measured."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from accord.custody.certificate import make_tls
from benchmarks.process import Child, Usage, module

NOW_MS = 1_767_225_600_000


def run(folder: Path, *, messages: int, rate: float, durable: bool) -> dict[str, Any]:
    """One run: messages a second, latencies, and each process's CPU and memory."""
    folder.mkdir(parents=True)
    for name in ("hub", "sender", "recipient"):
        tls = make_tls(name, NOW_MS)
        (folder / f"{name}.key").write_bytes(tls.key_pem)
        (folder / f"{name}.pem").write_bytes(tls.certificate_pem)
    children = list[Child]()
    extra = ["--messages", str(messages), "--rate", str(rate), *(["--durable"] * durable)]

    def start(role: str, *arguments: str) -> Child:
        child = Child(role, [*module("benchmarks.ceiling"), role, str(folder), *arguments], folder)
        children.append(child)
        return child

    try:
        hub = start("hub")
        address = hub.wait_for(folder / "hub.json")["address"]
        recipient = start("recipient", "--address", address, *extra)
        recipient.wait_for(folder / "recipient.ready.json")
        start_usage = [child.usage() for child in children]
        sender = start("sender", "--address", address, *extra)
        delivered = recipient.wait_for(folder / "recipient.json", 300)
        sent = sender.wait_for(folder / "sender.json", 60)
        return report(messages, delivered, sent, children, start_usage)
    finally:
        for child in children:
            child.stop()


def report(
    messages: int,
    delivered: dict[str, Any],
    sent: dict[str, Any],
    children: Sequence[Child],
    before: Sequence[Usage],
) -> dict[str, Any]:
    """The numbers of one run under their names."""
    used = [child.usage() for child in children]
    begun = [usage.cpu_seconds for usage in before] + [0.0] * (len(used) - len(before))
    return {
        "per_second": round(messages / delivered["seconds"]),
        "receipt": sent["receipt"],
        "delivery": delivered["delivery"],
        "cpu_us": {
            child.name: round((usage.cpu_seconds - start) / messages * 1e6)
            for child, usage, start in zip(children, used, begun, strict=True)
        },
        "peak_mib": {
            child.name: round(usage.peak_mib, 1)
            for child, usage in zip(children, used, strict=True)
        },
    }
