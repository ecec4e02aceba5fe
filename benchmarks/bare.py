"""Runs the ceiling's three processes and gathers what they measured."""

from pathlib import Path
from typing import Any

from accord.testing.region import make_tls
from benchmarks.process import Child, Usage

NOW_MS = 1_767_225_600_000


def run(folder: Path, *, messages: int, rate: float, durable: bool) -> dict[str, Any]:
    """One run: messages a second, latencies, and each process's CPU and memory."""
    folder.mkdir(parents=True)
    for name in ("hub", "sender", "recipient"):
        tls = make_tls(name, NOW_MS)
        (folder / f"{name}.key").write_bytes(tls.key_pem)
        (folder / f"{name}.pem").write_bytes(tls.certificate_pem)
    module, children = "benchmarks.ceiling", list[Child]()
    extra = ["--messages", str(messages), "--rate", str(rate), *(["--durable"] * durable)]

    def start(role: str, *arguments: str) -> Child:
        child = Child(role, [module, role, str(folder), *arguments], folder)
        children.append(child)
        return child

    try:
        hub = start("hub")
        address = hub.wait_for(folder / "hub.json")["address"]
        recipient = start("recipient", "--address", address, *extra)
        recipient.wait_for(folder / "recipient.ready.json")
        before = hub.usage()
        sender = start("sender", "--address", address, *extra)
        delivered = recipient.wait_for(folder / "recipient.json", 300)
        sent = sender.wait_for(folder / "sender.json", 60)
        return report(messages, delivered, sent, before, hub.usage())
    finally:
        for child in children:
            child.stop()


def report(
    messages: int,
    delivered: dict[str, Any],
    sent: dict[str, Any],
    before: Usage,
    after: Usage,
) -> dict[str, Any]:
    """The numbers of one run under their names."""
    return {
        "per_second": round(messages / delivered["seconds"]),
        "receipt": sent["receipt"],
        "delivery": delivered["delivery"],
        "hub_cpu_us": round((after.cpu_seconds - before.cpu_seconds) / messages * 1e6),
        "hub_peak_mib": round(after.peak_mib, 1),
    }
