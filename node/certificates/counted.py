"""Certificates as statistics see them: what the States that issued them said when we asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from accord.cases.certificate_codes import CheckResult
from accord.cases.statistics_codes import Authenticity, CounterCode
from accord.cases.statistics_tally import Observation
from node.certificates.tables import certificate_check


@dataclass(frozen=True, slots=True)
class CountedCertificates:
    """What the certificates of one member give to its statistics."""

    def observations(self, tx: Connection, year: int, now_ms: int) -> Iterator[Observation]:
        """Each certificate that was checked in the year once, by the last answer of the year."""
        del now_ms
        check = certificate_check.c
        found = tx.execute(
            select(check.certificate_id, check.member, check.check_id, check.result)
            .add_columns(check.answered_ms)
            .where(check.side == "ASKING", check.answered_ms.is_not(None), check.result != "")
            .order_by(check.answered_ms, check.number)
        )
        last = {
            (row.member, row.certificate_id or row.check_id): row
            for row in found
            if datetime.fromtimestamp(row.answered_ms / 1000, UTC).year == year
        }
        for row in last.values():
            good = row.result == CheckResult.AUTHENTIC
            authenticity = Authenticity.AUTHENTIC if good else Authenticity.NOT_AUTHENTIC
            subject = row.certificate_id or row.check_id
            yield Observation(CounterCode.CERTIFICATES_CHECKED, subject, (authenticity,))
