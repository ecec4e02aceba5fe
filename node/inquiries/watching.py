"""Inquiries stay on a shelf for a while, so that a new notice finds the weapons asked about."""

from typing import Final

from sqlalchemy import Connection

from accord.weapons.firearm import Firearm
from node.desk.agenda import Task
from node.desk.desk import DAY_MS, Desk
from node.matching.index import Index

SHELF: Final = "inquiry"
FORGET: Final = "INQUIRY_FORGET"


def watch(desk: Desk, index: Index, tx: Connection, subject: str, firearm: Firearm) -> None:
    """Files the weapon of an inquiry, ours or another member's, for as long as policy says."""
    index.put(tx, SHELF, subject, firearm)
    days = desk.region.policy.inquiry.watch_days
    desk.schedule(tx, FORGET, subject, after_ms=days * DAY_MS)


def forget(index: Index, tx: Connection, task: Task) -> None:
    """Takes it from the shelf again; the inquiry itself stays."""
    index.remove(tx, SHELF, task.subject)
