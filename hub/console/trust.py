"""The region's trust: versions, what ends when, proposals, and who has still to sign them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from accord.pages.marked import marked as _N
from accord.trust.changes import changes
from accord.trust.proposal_file import read_proposal
from accord.trust.trusted import TrustedRegion
from hub.ceremony.expiry import Ending, endings
from hub.console.files import Folder, ProposalFile, proposals_of
from hub.console.page import Page
from hub.console.visit import Visit
from hub.desk.audit import Act
from hub.doctor.trust import NAMES

PARTS: Final[Mapping[str, str]] = {
    "statement_keys": _N("Newest statement key"),
    "log_keys": _N("Newest key of the log"),
    "signing_keys": _N("Newest signing key"),
    "encryption_keys": _N("Newest encryption key"),
    "witness_keys": _N("Newest witness key"),
    "tls_certificates": _N("Newest TLS certificate"),
}
ROLES: Final[Mapping[str, str]] = {
    "root, published holders": _N("Root, by the holders of today"),
    "root, proposed holders": _N("Root, by the proposed holders"),
    "targets": _N("Directory and policy"),
}
_TERM_MS = 60 * 24 * 3_600_000  # what ends later is shown with a full bar


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingRow:
    """Something that ends, named by its parts."""

    ending: Ending
    name: str  # marked for the catalogues
    share: float  # what is left, of two months


def region_endings(region: TrustedRegion, now_ms: int = 0) -> list[EndingRow]:
    """What ends, the soonest first."""
    rows = [
        EndingRow(
            ending=one,
            name=PARTS[one.part] if one.part else NAMES[one.what],
            share=min(1.0, max(0.0, (one.at_ms - now_ms) / _TERM_MS)),
        )
        for one in endings(region)
    ]
    return sorted(rows, key=lambda one: one.ending.at_ms)


async def _trust(visit: Visit) -> web.StreamResponse:
    sight = visit.sight
    proposals = await asyncio.to_thread(proposals_of, sight.config.proposals)
    now_ms = sight.clock.now_ms()
    return visit.page(
        "console/trust.html",
        region=sight.region,
        rows=region_endings(sight.region, now_ms),
        proposals=[(one, _changes(one)) for one in proposals],
        roles=ROLES,
        freshness=sight.region.freshness(now_ms)[0],
    )


def _changes(file: ProposalFile) -> list[str]:
    return [] if file.proposal is None else changes(file.proposal)


async def _put(visit: Visit) -> web.StreamResponse:
    folder = Folder(
        place=visit.sight.config.proposals,
        check=read_proposal,
        received=Act.PROPOSAL_RECEIVED,
        aside=Act.PROPOSAL_SET_ASIDE,
    )
    await folder.take(visit)
    return visit.see("trust")


PAGES = (Page(path="/trust", name="trust", show=_trust, post=_put, section="trust"),)
