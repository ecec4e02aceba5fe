"""What the hub counts: amounts, codes and seconds; no member, no message, no content."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from hub.proposals import Committed, Tally

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Metrics:
    """Prometheus metrics in a registry of their own."""

    def __init__(self) -> None:
        """Starts at zero."""
        self.registry = CollectorRegistry()
        self.leaves = 0

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f"accord_hub_{name}", text, labels, registry=self.registry)

        self._accepted = counter("accepted", "Envelopes made durable")
        self._duplicates = counter("duplicates", "Envelopes answered with their first receipt")
        self._refused = counter("refused", "Envelopes refused", "code")
        self._delivered = counter("delivered", "Deliveries acknowledged")
        self._rejected = counter("rejected", "Deliveries that the recipient could not read")
        self._undelivered = counter("undelivered", "Deliveries that ended without", "code")
        self._witnesses = counter("witness_answers", "Answers of witnesses", "code")
        self._commit = Histogram(
            "accord_hub_commit_seconds",
            "Time to decide and commit a group",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._head = Gauge(
            "accord_hub_ledger_head", "Last position of the ledger", registry=self.registry
        )
        self._leaves = Gauge("accord_hub_log_leaves", "Leaves of the log", registry=self.registry)
        self._collecting = Gauge(
            "accord_hub_collecting_members", "Members collecting now", registry=self.registry
        )

    def committed(self, group: Committed, seconds: float) -> None:
        """Counts one group commit."""
        self._commit.observe(seconds)
        self._head.set(group.head)
        self.logged(group.log_size)
        self._count(group.tally)

    def logged(self, leaves: int) -> None:
        """Takes the log's size."""
        self.leaves = leaves
        self._leaves.set(leaves)

    def witness(self, code: str) -> None:
        """Counts a witness's answer."""
        self._witnesses.labels(code).inc()

    def watch_collecting(self, members: Callable[[], int]) -> None:
        """Takes what tells how many members collect now."""
        self._collecting.set_function(members)

    def text(self) -> bytes:
        """The exposition format that Prometheus reads."""
        return generate_latest(self.registry)

    def _count(self, tally: Tally) -> None:
        self._accepted.inc(tally.accepted.total())
        self._duplicates.inc(tally.duplicates)
        self._delivered.inc(tally.delivered.total())
        self._rejected.inc(tally.rejected.total())
        for (_, code), count in tally.refused.items():
            self._refused.labels(code).inc(count)
        for (_, code), count in tally.ended.items():
            self._undelivered.labels(code).inc(count)
