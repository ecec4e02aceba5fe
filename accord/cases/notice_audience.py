"""Who receives a notice: by the members' directory, the signed policy, or the notice's own list."""

from accord.cases.notice import Notice
from accord.cases.notice_codes import Distribution
from accord.errors import PolicyError
from accord.trust.directory import Directory
from accord.trust.policy_notice import NoticePolicy


def audience_of(
    notice: Notice, *, owner: str, directory: Directory, policy: NoticePolicy
) -> frozenset[str]:
    """The members that receive the notice; never its owner, never one that is not active.

    Raises:
        PolicyError: `notice.audience_group` or `notice.audience_member`, where the policy names no
            such group or the directory no such member.
    """
    everybody = frozenset(member.id for member in directory.members.values() if member.active)
    if notice.distribution is Distribution.ALL_MEMBERS:
        return everybody - {owner}
    named = notice.audience
    if notice.distribution is Distribution.GROUP:
        named = _group(notice.audience_group, policy)
    elif strange := sorted(set(named) - directory.members.keys()):
        raise PolicyError(
            "notice.audience_member", f"{strange[0]} is not a member; correct the audience"
        )
    return everybody & frozenset(named) - {owner}


def _group(name: str, policy: NoticePolicy) -> tuple[str, ...]:
    members = policy.groups.get(name)
    if members is None:
        known = ", ".join(sorted(policy.groups)) or "none"
        raise PolicyError(
            "notice.audience_group", f"the signed policy names no such group; it names: {known}"
        )
    return members


def check_widening(before: frozenset[str], after: frozenset[str]) -> None:
    """Passes where an amendment leaves nobody out: what was received cannot be unread.

    Raises:
        PolicyError: `notice.audience_narrowed`.
    """
    if left_out := sorted(before - after):
        raise PolicyError(
            "notice.audience_narrowed",
            f"{left_out[0]} has received the notice and would hold an old version for ever; "
            "cancel it and publish another to fewer members",
        )
