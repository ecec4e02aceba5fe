"""Codes in an operator's words; a code that is not here is shown as it stands."""

from collections.abc import Mapping
from typing import Final

from accord.pages.environment import Labels
from accord.pages.finding import Outcome as Found
from accord.pages.marked import marked as _N
from hub.desk.audit import Act
from hub.desk.operators import Role
from hub.desk.traffic import Outcome

# Why a message was not taken or did not arrive, and what the operator may do.
CAUSES: Final[Mapping[str, str]] = {
    "expired": _N("Nobody collected it before its time was over: the recipient was away too long."),
    "recipient_removed": _N("The recipient left the region or was suspended."),
    "quota.open_messages": _N("Too many of the sender's messages wait: a recipient is away."),
    "region.expired": _N("Directory or policy has expired: publish a new version."),
    "sender.inactive": _N("The sender's membership is suspended."),
    "recipient.inactive": _N("The recipient's membership is suspended."),
    "recipient.unknown": _N("The sender's directory is older or newer than the hub's."),
    "kind.not_permitted": _N("The directory does not permit this kind of message to the sender."),
    "policy.version_unknown": _N("The sender holds a newer policy than the hub: publish it here."),
    "message.from_future": _N("The sender's clock is ahead."),
    "message.expired": _N(
        "It was over when it came: the sender was cut off, or its clock is behind."
    ),
    "message.not_after_too_far": _N("It was to wait longer than the policy allows."),
    "envelope.id_reused": _N("Two messages bear one number: the sender's node needs a look."),
    "envelope.not_yours": _N("It was signed by another member than the one who sent it."),
    "envelope.malformed": _N("It could not be read: the sender's software needs a look."),
    "crypto.signature": _N("Its signature is not good: the sender's key or line needs a look."),
}
LABELS: Final[Labels] = {
    Outcome: {
        Outcome.ACCEPTED: _N("Accepted at the hub"),
        Outcome.REFUSED: _N("Refused at the hub"),
        Outcome.DELIVERED: _N("Delivered to the recipient"),
        Outcome.REJECTED: _N("Rejected by the recipient"),
        Outcome.UNDELIVERED: _N("Not delivered to the recipient"),
    },
    Found: {
        Found.GOOD: _N("Good"),
        Found.BAD: _N("Bad"),
        Found.UNKNOWN: _N("Could not check"),
    },
    Role: {Role.OPERATOR: _N("Operator"), Role.VIEWER: _N("Viewer")},
    Act: {
        Act.SIGNED_IN: _N("Signed in"),
        Act.SIGN_IN_FAILED: _N("Failed to sign in"),
        Act.SIGNED_OUT: _N("Signed out"),
        Act.SESSION_ENDED: _N("Ended a session"),
        Act.REFUSED: _N("Tried what the role does not allow"),
        Act.OPERATOR_MADE: _N("Made an account"),
        Act.OPERATOR_CHANGED: _N("Changed an account"),
        Act.OPERATOR_REMOVED: _N("Removed an account"),
        Act.PASSWORD_CHANGED: _N("Changed the password"),
        Act.FACTOR_CHANGED: _N("Set up the second factor"),
        Act.MAINTENANCE_BEGUN: _N("Began maintenance"),
        Act.MAINTENANCE_ENDED: _N("Ended maintenance"),
        Act.REQUEST_RECEIVED: _N("Put in a request"),
        Act.REQUEST_SET_ASIDE: _N("Set a request aside"),
        Act.PROPOSAL_RECEIVED: _N("Put in a proposal"),
        Act.PROPOSAL_SET_ASIDE: _N("Set a proposal aside"),
        Act.TRUST_IN_FORCE: _N("New trust came into force"),
        Act.DIAGNOSED: _N("Had the hub examined"),
    },
}
