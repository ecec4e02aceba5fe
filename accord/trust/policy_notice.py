"""What the signed policy says of notices and hits; the defaults are a proposal."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from accord.errors import FormatError
from accord.trust.fields import Fields

MOST_REQUESTS: Final = 3  # confirmation requests are numbered 1, 2 and 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePolicy:
    """The clocks, audiences and switches of a region's notices.

    The first pair of hit clocks runs where both desks are open day and night, the second pair
    elsewhere (Nlets: ten minutes and one hour).
    """

    publish_hours: int = 72  # from discovery to publication
    first_review_days: int = 90
    review_days: int = 365
    validation_grace_days: int = 30
    reverse_search_days: int = 365  # how long a new notice finds a weapon that was met before
    retention_days: int = 3653  # ten years
    hit_urgent_minutes: int = 10
    hit_routine_minutes: int = 60
    hit_urgent_minutes_office: int = 60
    hit_routine_minutes_office: int = 480
    hit_requests: int = MOST_REQUESTS  # then the hit is escalated
    longest_promise_hours: int = 12  # how late "will confirm by" may be
    notify_owner: bool = True  # of a grade A candidate, before an officer has seen it
    duty_desk: str = ""  # the member that learns of escalations; none where empty
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # audiences by name


def read_notice_policy(fields: Fields | None) -> NoticePolicy:
    """The part of a policy that is about notices; absent numbers take the proposal's.

    Raises:
        FormatError: names the field.
    """
    proposal = NoticePolicy()
    if fields is None:
        return proposal
    names = [one.name for one in dataclasses.fields(NoticePolicy) if one.type is int]
    numbers = {name: fields.integer(name, getattr(proposal, name)) for name in names}
    groups = dict(fields.each("groups", _group))
    policy = NoticePolicy(
        **numbers,
        notify_owner=fields.flag("notify_owner", default=proposal.notify_owner),
        duty_desk=fields.text("duty_desk", ""),
        groups=groups,
    )
    fields.done()
    if not 1 <= policy.hit_requests <= MOST_REQUESTS:
        raise FormatError("policy.hit_requests", "policy.notices.hit_requests: from 1 to 3")
    return policy


def _group(fields: Fields) -> tuple[str, tuple[str, ...]]:
    group = fields.text("name"), fields.texts("members")
    fields.done()
    return group
