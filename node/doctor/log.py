"""Whether the hub's log can be read here and is the one that the directory names."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from http.client import HTTPConnection, HTTPException

from sqlalchemy.exc import SQLAlchemyError

from accord.errors import AccordError
from accord.log.note import MAX_NOTE
from accord.log.quorum import LogTrust
from accord.pages.finding import BY_CODE, Finding, bad, good, warning
from accord.pages.marked import marked as _N
from accord.trust.trusted import TrustedRegion
from node.config import NodeConfig
from node.doctor.store import not_made_yet, opened
from node.log.alarms import standing_codes
from node.log.views import LogView
from node.log.watch import PROMISE_MS

_SECONDS = 5.0
_LOG, _ALARMS = _N("Log"), _N("Log alarms")


def log_lines(config: NodeConfig, region: TrustedRegion | None) -> Iterator[Finding]:
    """The site's checkpoint is the log's, and no alarm stops the sending."""
    if not config.hub_site:
        yield unwatched()
    elif region is not None:
        yield _site(config, region)
    if codes := _standing(config):
        yield alarmed(_ALARMS, codes)


def unwatched() -> Finding:
    """Nobody here would notice that the hub shows two logs."""
    text = _N("is not watched, so nobody here would notice a fork")
    return warning(_LOG, text, _N("set [hub] site"))


def alarmed(name: str, codes: Sequence[str]) -> Finding:
    """An alarm stops the sending, and is the worst there is."""
    text = _N("nothing is sent: %(codes)s")
    return bad(name, text, _N("see: accord-node log"), codes=", ".join(codes))


def seen(view: LogView, now_ms: int) -> Finding:
    """How the log stands that a running node watches."""
    if standing := sorted({alarm.code for alarm in view.alarms if alarm.standing}):
        return alarmed(_LOG, standing)
    if not view.watched:
        return unwatched()
    if view.fault:
        return warning(_LOG, BY_CODE, error=view.fault_text, code=view.fault)
    return _late(view, now_ms)


def _late(view: LogView, now_ms: int) -> Finding:
    ahead_ms = now_ms - view.ahead_ms if view.ahead_ms is not None else 0
    if view.overdue:
        return warning(
            _LOG,
            _N("%(count)s promises of the hub are not in its log yet [log.promise_overdue]"),
            _N("wait; where they stay away, ask the secretariat"),
            count=view.overdue,
        )
    if ahead_ms > PROMISE_MS:
        return warning(
            _LOG,
            _N("a peer has seen a larger log than the site shows here [log.behind_peer]"),
            _N("see that [hub] site is the hub's own, and ask the secretariat"),
        )
    if view.believed is None:
        return warning(_LOG, _N("no checkpoint yet"), _N("see that [hub] site can be reached"))
    text = _N("%(size)s statements, every one that was promised here among them")
    return good(_LOG, text, size=view.believed.size)


def _site(config: NodeConfig, region: TrustedRegion) -> Finding:
    try:
        address = config.site_address()
        host, _, port = address.rpartition(":")
        with closing(HTTPConnection(host.strip("[]"), int(port), timeout=_SECONDS)) as line:
            line.request("GET", "/log/checkpoint")
            note = line.getresponse().read(MAX_NOTE + 1)
        signed = LogTrust.of(region.directory, region.policy).open(note)
    except AccordError as error:
        return warning(_LOG, BY_CODE, error=error.text, code=error.code)
    except (OSError, HTTPException) as error:
        text = _N("the hub's site does not answer (%(reason)s)")
        return warning(_LOG, text, _N("check [hub] site"), reason=type(error).__name__)
    size, by = signed.checkpoint.size, ", ".join(sorted(signed.cosigned_s))
    if not by:
        text = _N("%(size)s statements at %(address)s, cosigned by nobody yet")
        return good(_LOG, text, size=size, address=address)
    text = _N("%(size)s statements at %(address)s, cosigned by %(who)s")
    return good(_LOG, text, size=size, address=address, who=by)


def _standing(config: NodeConfig) -> list[str]:
    if not_made_yet(config):
        return []
    with closing(opened(config)) as store:
        try:
            with store.read() as tx:
                return standing_codes(tx)
        except SQLAlchemyError:
            return []  # the database's own check has said so
