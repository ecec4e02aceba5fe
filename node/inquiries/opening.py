"""The inquiries put together: one call for whoever composes a node's rooms."""

from dataclasses import dataclass

from accord.wire.kinds import MessageKind
from node.desk.desk import Desk
from node.desk.room import Room, Search
from node.desk.sighting import NoticeSearch
from node.inquiries.answering import SEARCH, Answering
from node.inquiries.asking import DEADLINE, Asking, Lending
from node.inquiries.reading import InquiryViews
from node.inquiries.replies import Replies
from node.inquiries.rules import InquiryRules


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiriesRoom:
    """What officers call, and what the node's other parts do."""

    asking: Asking
    answering: Answering
    views: InquiryViews
    room: Room


def open_inquiries(
    desk: Desk, rules: InquiryRules, *, lending: Lending, notices: NoticeSearch
) -> InquiriesRoom:
    """Builds one member's inquiries; `lending` has the weapons of its traces."""
    asking = Asking(desk, lending, notices)
    answering = Answering(desk, rules, notices)
    replies = Replies(desk, asking)
    return InquiriesRoom(
        asking=asking,
        answering=answering,
        views=InquiryViews(desk),
        room=Room(
            handlers={
                MessageKind.INQUIRY: answering,
                MessageKind.INQUIRY_WITHDRAWAL: answering,
                MessageKind.INQUIRY_ANSWER: replies,
            },
            chores={DEADLINE: asking.deadline_passed},
            searches={SEARCH: Search(answering.weapon, answering.searched)},
            heard={
                MessageKind.INQUIRY: replies.on_status,
                MessageKind.INQUIRY_ANSWER: answering.on_status,
            },
        ),
    )
