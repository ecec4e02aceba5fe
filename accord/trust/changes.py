"""What a proposal changes, in words: read from the bytes that will be signed, from nothing else.

Every field of a member, of the hub, of the policy and of the roles is compared by walking the
dataclass, so that a field that is added later is shown without anybody remembering to.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from accord.trust.directory import Authority, Directory, PublicKey
from accord.trust.enrolment import spoken
from accord.trust.handed import dump_holder
from accord.trust.policy import Policy
from accord.trust.proposal import Content, Proposal
from accord.trust.repository import Holder, Roles


class _Absent(Enum):
    """What stands before the first version."""

    ABSENT = "-"


_ABSENT = _Absent.ABSENT


def changes(proposal: Proposal) -> list[str]:
    """The differences between what is published and what is proposed, a line each."""
    before, after = proposal.current, proposal.proposed
    return [
        *_versions(before, after),
        *_roles(None if before is None else before.roles, after.roles),
        *directory_changes(None if before is None else before.directory, after.directory),
        *policy_changes(None if before is None else before.policy, after.policy),
    ]


def directory_changes(before: Directory | None, after: Directory) -> list[str]:
    """Members, keys, certificates, roles and the hub's entry."""
    lines = _valued("directory", before, after, skip={"hub", "members"})
    lines += _fields("hub", None if before is None else before.hub, after.hub)
    old: Mapping[str, Any] = {} if before is None else before.members
    for member in sorted({*old, *after.members}):
        label = f"member {member}"
        if member not in after.members:
            lines.append(f"{label}: taken out wholly; old evidence of it can no longer be verified")
        elif member not in old:
            lines.append(f"{label}: added")
            lines += _fields(label, None, after.members[member])
        else:
            lines += _fields(label, old[member], after.members[member])
    return lines


def policy_changes(before: Policy | None, after: Policy) -> list[str]:
    """Every number of the policy that is another now."""
    old_deadlines = None if before is None else before.deadlines
    return [
        *_valued("policy", before, after, skip={"deadlines"}),
        *_valued("policy.deadlines", old_deadlines, after.deadlines),
    ]


def day(at_ms: int) -> str:
    """A moment as people read it: to the minute, in UTC."""
    if at_ms > _LAST_MS:
        return f"{at_ms} ms"
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M:%SZ}"


_LAST_MS = 253402300799000  # the end of the year 9999


def _versions(before: Content | None, after: Content) -> list[str]:
    lines = []
    for name, old, new in (
        ("root", None if before is None else before.root.signed, after.root.signed),
        ("targets", None if before is None else before.targets.signed, after.targets.signed),
    ):
        if old is None:
            lines.append(f"{name}: version {new.version}, expires {new.expires:%Y-%m-%d %H:%M:%SZ}")
        elif old.version != new.version:
            lines.append(f"{name}: version {old.version} -> {new.version}")
            lines.append(
                f"{name}: expires {old.expires:%Y-%m-%d %H:%M:%SZ} -> "
                f"{new.expires:%Y-%m-%d %H:%M:%SZ}"
            )
    return lines


def _roles(before: Roles | None, after: Roles) -> list[str]:
    lines = []
    for role in ("root", "targets", "online"):
        old = () if before is None else getattr(before, role)
        lines += _set(f"{role} holder", map(_holder, old), map(_holder, getattr(after, role)))
    for role in ("root_threshold", "targets_threshold"):
        was = _ABSENT if before is None else getattr(before, role)
        lines += _value(role.replace("_", " "), was, getattr(after, role))
    return lines


def _holder(holder: Holder) -> str:
    return f"fingerprint {spoken(dump_holder(holder))}, {holder.name}"


def _fields(label: str, before: Any, after: Any) -> list[str]:
    """The differences of two entries, field by field."""
    lines: list[str] = []
    for field in dataclasses.fields(after):
        new = getattr(after, field.name)
        old = () if before is None else getattr(before, field.name)
        name = field.name.replace("_", " ")
        if field.name.endswith("_keys"):
            lines += _keys(label, name.removesuffix("s"), old, new)
        elif field.name == "tls_certificates":
            shown = [map(spoken, old), map(spoken, new)]
            lines += _set(f"{label}: TLS certificate", *shown)
        elif field.name == "authorities":
            lines += _set(f"{label}: authority", map(_authority, old), map(_authority, new))
        elif isinstance(new, frozenset):
            lines += _set(f"{label}: {name}", old, new)
        elif field.name == "active":
            if before is not None and old != new:
                lines.append(f"{label}: " + ("takes part again" if new else "SUSPENDED"))
            elif before is None and not new:
                lines.append(f"{label}: listed as suspended")
        else:
            lines += _value(f"{label}: {name}", _ABSENT if before is None else old, new)
    return lines


def _keys(
    label: str, name: str, before: Iterable[PublicKey], after: Iterable[PublicKey]
) -> list[str]:
    old, new = ({(one.algorithm, one.public): one for one in keys} for keys in (before, after))
    lines = []
    for which in old | new:
        shown = f"{label}: {name} {spoken(which[1])} (id {(old | new)[which].key_id.hex()})"
        if which not in new:
            lines.append(f"{shown}: taken out; what it signed can no longer be verified")
            continue
        key, was = new[which], old.get(which)
        if was is None:
            lines.append(f"{shown}: added, from {day(key.valid_from_ms)}{_ends(key)}")
        elif was != key:
            lines.append(
                f"{shown}: from {day(was.valid_from_ms)}{_ends(was)} -> "
                f"from {day(key.valid_from_ms)}{_ends(key)}"
            )
    return lines


def _ends(key: PublicKey) -> str:
    text = "" if key.valid_to_ms is None else f", retired from {day(key.valid_to_ms)}"
    if key.revoked_from_ms is not None:
        text += f", REVOKED from {day(key.revoked_from_ms)}"
    return text


def _authority(authority: Authority) -> str:
    return f"{authority.id} ({authority.name}), roles {', '.join(authority.roles) or 'none'}"


def _valued(label: str, before: Any, after: Any, skip: Iterable[str] = ()) -> list[str]:
    lines = []
    for field in dataclasses.fields(after):
        if field.name not in skip:
            old = _ABSENT if before is None else getattr(before, field.name)
            lines += _value(f"{label}: {field.name}", old, getattr(after, field.name))
    return lines


def _value(label: str, before: object, after: object) -> list[str]:
    if before == after:
        return []
    moment = label.endswith("expires_ms")
    name = label.removesuffix("_ms")
    return [f"{name}: {_shown(before, moment=moment)} -> {_shown(after, moment=moment)}"]


def _shown(value: object, *, moment: bool) -> str:
    if value is _ABSENT:
        return "-"
    if moment and isinstance(value, int):
        return day(value)
    if isinstance(value, tuple | frozenset):
        ordered = sorted(value) if isinstance(value, frozenset) else value
        return ", ".join(map(str, ordered)) or "none"
    return str(value)


def _set(label: str, before: Iterable[str], after: Iterable[str]) -> list[str]:
    old, new = set(before), set(after)
    return [
        *(f"{label} out: {one}" for one in sorted(old - new)),
        *(f"{label} in: {one}" for one in sorted(new - old)),
    ]
