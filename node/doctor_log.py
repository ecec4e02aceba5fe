"""Whether the hub's log can be read here and is the one that the directory names."""

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException

from sqlalchemy.exc import SQLAlchemyError

from accord.errors import AccordError
from accord.log.note import MAX_NOTE
from accord.log.quorum import LogTrust
from accord.trust.trusted import TrustedRegion
from node.api.bodies import Check
from node.config import NodeConfig
from node.log.alarms import standing_codes
from node.store.engine import Store, open_engine, sqlite_url

_SECONDS = 5.0


def log_lines(config: NodeConfig, region: TrustedRegion | None) -> Iterator[Check]:
    """The site's checkpoint is the log's, and no alarm stops the sending."""
    if not config.hub_site:
        found = "is not watched, so nobody here would notice a fork; set [hub] site"
        yield Check(name="log", well=False, vital=False, text=found)
    elif region is not None:
        yield _site(config, region)
    if codes := _standing(config):
        found = f"nothing is sent: {', '.join(codes)}; see: accord-node log"
        yield Check(name="log alarms", well=False, vital=True, text=found)


def _site(config: NodeConfig, region: TrustedRegion) -> Check:
    try:
        address = config.site_address()
        host, _, port = address.rpartition(":")
        with closing(HTTPConnection(host.strip("[]"), int(port), timeout=_SECONDS)) as line:
            line.request("GET", "/log/checkpoint")
            note = line.getresponse().read(MAX_NOTE + 1)
        signed = LogTrust.of(region.directory, region.policy).open(note)
    except AccordError as error:
        return Check(name="log", well=False, vital=False, text=f"{error.text} [{error.code}]")
    except (OSError, HTTPException) as error:
        found = f"the hub's site does not answer ({type(error).__name__}); check [hub] site"
        return Check(name="log", well=False, vital=False, text=found)
    by = ", ".join(sorted(signed.cosigned_s)) or "nobody yet"
    found = f"{signed.checkpoint.size} statements at {address}, cosigned by {by}"
    return Check(name="log", well=True, vital=True, text=found)


def _standing(config: NodeConfig) -> list[str]:
    if not config.database and not config.database_file.exists():
        return []
    url = config.database or sqlite_url(config.database_file)
    with closing(Store(open_engine(url))) as store:
        try:
            with store.read() as tx:
                return standing_codes(tx)
        except SQLAlchemyError:
            return []  # the database check has said so
