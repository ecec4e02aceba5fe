"""Proposing the next version of the region's trust, signing it, and joining signatures."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tuf.api.metadata import Metadata, Root, T, Targets

from accord.crypto.keys import Signer
from accord.errors import FormatError, TrustError, VerificationError
from accord.trust.proposal import Content, Proposal
from accord.trust.proposal_check import checked
from accord.trust.repository import (
    Holder,
    Roles,
    add_signature,
    dump,
    root_metadata,
    targets_metadata,
)
from accord.trust.trusted import DIRECTORY, POLICY


def propose(
    current: Content | None,
    *,
    directory: Mapping[str, Any],
    policy: Mapping[str, Any],
    roles: Roles,
    expires_ms: int,
    renew: bool = False,
) -> Proposal:
    """The next version with these documents and roles; what did not change keeps its version.

    `renew` gives everything a new date, changed or not.

    Raises:
        FormatError: a document is not what it should be, or nothing would change.
    """
    root_version = targets_version = 0
    documents = {}
    for name, document in ((DIRECTORY, directory), (POLICY, policy)):
        before = None if current is None else current.documents[name]
        documents[name] = _next(before, document, expires_ms, renew=renew)
    if current is not None:
        root_version = current.root.signed.version
        targets_version = current.targets.signed.version
    root = root_metadata(root_version + 1, expires_ms, roles)
    targets = targets_metadata(
        targets_version + 1, expires_ms, documents[DIRECTORY], documents[POLICY]
    )
    if current is not None and not renew:
        before_roles = current.roles
        if roles == before_roles:
            root = current.root
        if documents == current.documents and _targets_of(roles) == _targets_of(before_roles):
            targets = current.targets
        if root is current.root and targets is current.targets:
            raise FormatError("proposal.nothing", "nothing would change; see `status`")
    return checked(Proposal(current, Content(root, targets, documents)))


def sign(proposal: Proposal, signer: Signer) -> Proposal:
    """The proposal with this key's signature in every role that it belongs to.

    Raises:
        TrustError: the key belongs to no role.
        UncheckableError: whatever holds the key cannot be reached now.
    """
    root, targets = _copy(proposal.proposed.root), _copy(proposal.proposed.targets)
    used = False
    if proposal.new_root:
        used = _signed(root, proposal.root_holders, signer)
    if proposal.new_targets:
        used = _signed(targets, proposal.proposed.roles.targets, signer) or used
    if not used:
        raise TrustError(
            "proposal.not_a_holder",
            "the key file: this key signs nothing of this proposal; `status` names who does",
        )
    return _with(proposal, root, targets)


def combine(proposals: Iterable[Proposal]) -> Proposal:
    """One proposal with everybody's signatures, if all of them signed the same content.

    Raises:
        FormatError: no proposals.
        VerificationError: they differ; names what.
    """
    every = list(proposals)
    if not every:
        raise FormatError("proposal.nothing", "name the files to combine")
    first = every[0]
    root, targets = _copy(first.proposed.root), _copy(first.proposed.targets)
    for other in every[1:]:
        differing = first.proposed.differing(other.proposed)
        if not _same(first.current, other.current):
            differing.insert(0, "the published version")
        if differing:
            raise VerificationError(
                "proposal.differs",
                f"the files propose different things, in: {', '.join(differing)}; "
                "review each, and find out who changed it",
            )
        root.signatures.update(other.proposed.root.signatures)
        targets.signatures.update(other.proposed.targets.signatures)
    return _with(first, root, targets)


def _signed(metadata: Metadata[T], holders: Iterable[Holder], signer: Signer) -> bool:
    for holder in holders:
        if holder.public == signer.public:
            add_signature(metadata, holder, signer)
            return True
    return False


def _same(one: Content | None, other: Content | None) -> bool:
    if one is None or other is None:
        return one is other
    return not one.differing(other)


def _next(
    before: bytes | None, document: Mapping[str, Any], expires_ms: int, *, renew: bool
) -> bytes:
    if before is None:
        return _dumped({**document, "version": 1, "expires_ms": expires_ms})
    held = json.loads(before)
    kept = {"version": held["version"], "expires_ms": held["expires_ms"]}
    if not renew and {**document, **kept} == held:
        return before
    return _dumped({**document, "version": held["version"] + 1, "expires_ms": expires_ms})


def _dumped(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"


def _targets_of(roles: Roles) -> tuple[frozenset[bytes], int]:
    return frozenset(holder.public for holder in roles.targets), roles.targets_threshold


def _with(proposal: Proposal, root: Metadata[Root], targets: Metadata[Targets]) -> Proposal:
    content = proposal.proposed
    if proposal.new_root:
        content = replace(content, root=root)
    if proposal.new_targets:
        content = replace(content, targets=targets)
    return checked(Proposal(proposal.current, content))


def _copy(metadata: Metadata[T]) -> Metadata[T]:
    return Metadata[T].from_bytes(dump(metadata))
