"""The retention of one desk, and what is left in its tables."""

from pathlib import Path
from typing import Any

from casework_kit import Desk
from sqlalchemy import func, select

from accord.trust.policy import Deadlines, Policy
from accord.trust.policy_retention import RetentionPolicy
from node.keepings import KEEPINGS
from node.retention.keeper import Retention


def retention(desk: Desk, folder: Path, **numbers: int) -> Retention:
    kept = RetentionPolicy(**numbers)
    policy = Policy(version=7, expires_ms=0, deadlines=Deadlines(), retention=kept)
    return Retention(
        clock=desk.clock,
        store=desk.store,
        policy=lambda: policy,
        keepings=KEEPINGS,
        folder=folder / desk.member,
    )


def rows(desk: Desk, *tables: Any) -> list[int]:
    """How many rows each of the tables holds."""
    counts = [select(func.count()).select_from(table) for table in tables]
    return desk.read(lambda tx: [tx.execute(count).scalar_one() for count in counts])
