"""Numbers for Prometheus: how the interface is used, and how many cases stand where."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from node.casework.views import Counts
from node.log.views import LogView

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class ApiMetrics:
    """The interface's own meters in the node's registry; labels are routes and states only."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        self._requests = Counter(
            "accord_node_api_requests",
            "Requests to the REST interface",
            ("route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "accord_node_api_seconds", "Time to answer a request", ("route",), registry=registry
        )
        self._cases = Gauge(
            "accord_node_cases", "Trace cases by state", ("state",), registry=registry
        )
        self._incoming = Gauge(
            "accord_node_requests", "Requests from abroad by state", ("state",), registry=registry
        )
        self._tasks = Gauge(
            "accord_node_tasks_waiting", "Casework tasks not yet done", registry=registry
        )

        self._log_size = Gauge(
            "accord_node_log_size",
            "Statements in the newest believed checkpoint",
            registry=registry,
        )
        self._log_alarms = Gauge(
            "accord_node_log_alarms", "Alarms for which nothing is sent", registry=registry
        )
        self._promises = Gauge(
            "accord_node_log_promises",
            "Frames and reports whose statements the log has yet to show",
            ("state",),
            registry=registry,
        )

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Counts one request."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def page(self, counts: Counts, log: LogView) -> bytes:
        """Everything in the registry, with the casework and the hub's log as they stand now."""
        self._log_size.set(log.believed.size if log.believed is not None else 0)
        self._log_alarms.set(sum(alarm.standing for alarm in log.alarms))
        for state in ("accepted", "logged", "overdue"):
            self._promises.labels(state).set(getattr(log, state))
        for gauge, numbers in ((self._cases, counts.cases), (self._incoming, counts.requests)):
            gauge.clear()
            for state, number in numbers.items():
                gauge.labels(state).set(number)
        self._tasks.set(counts.tasks_waiting)
        return generate_latest(self._registry)
