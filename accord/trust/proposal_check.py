"""What must hold for every proposal: its bytes say what was read, and its signatures are good."""

from collections.abc import Iterable

from securesystemslib.exceptions import UnverifiedSignatureError
from tuf.api.exceptions import LengthOrHashMismatchError, UnsignedMetadataError
from tuf.api.metadata import Metadata, Root, T, Targets

from accord.errors import FormatError, VerificationError
from accord.trust.proposal import Content, Proposal
from accord.trust.repository import Holder, Roles, roles_of, root_metadata, targets_metadata
from accord.trust.trusted import DIRECTORY, POLICY


def checked(proposal: Proposal) -> Proposal:
    """The same proposal, if its bytes say what was read and nothing else, and signatures are good.

    Raises:
        FormatError: names the field.
        VerificationError: something hidden would be signed, or a signature is bad.
    """
    content, current = proposal.proposed, proposal.current
    root, targets = content.root, content.targets
    directory, policy = content.directory, content.policy
    if proposal.new_root:
        _step(
            "root.version",
            root.signed.version,
            None if current is None else current.root.signed.version,
        )
        again = root_metadata(
            root.signed.version, _ms(root.signed), _roles(root.signed)
        ).signed_bytes
        _exact("root", root.signed_bytes, again)
        _signatures("root", root, proposal.root_holders)
    if proposal.new_targets:
        _step(
            "targets.version",
            targets.signed.version,
            None if current is None else current.targets.signed.version,
        )
        pinned = targets_metadata(
            targets.signed.version,
            _ms(targets.signed),
            content.documents[DIRECTORY],
            content.documents[POLICY],
        )
        _exact("targets", targets.signed_bytes, pinned.signed_bytes)
        _signatures("targets", targets, _roles(root.signed).targets)
    if current is None:
        _step("directory.version", directory.version, None)
        _step("policy.version", policy.version, None)
        return proposal
    if not proposal.new_targets and content.documents != current.documents:
        raise FormatError("proposal.field", "proposal.targets: needed where a document changes")
    for name, version, before in (
        (DIRECTORY, directory.version, current.directory.version),
        (POLICY, policy.version, current.policy.version),
    ):
        if content.documents[name] != current.documents[name]:
            _step(f"{name}.version", version, before)
    return proposal


def _step(field: str, version: int, before: int | None) -> None:
    if version != (before or 0) + 1:
        raise FormatError("proposal.version", f"proposal.{field}: must be {(before or 0) + 1}")


def _exact(role: str, signed: bytes, made: bytes) -> None:
    if signed != made:
        raise VerificationError(
            "proposal.hidden",
            f"proposal.{role}: would sign something that is not shown; do not sign it, "
            "and ask where the file comes from",
        )


def _signatures(role: str, metadata: Metadata[T], holders: Iterable[Holder]) -> None:
    keys = {holder.key_id: holder.key for holder in holders}
    for key_id, signature in metadata.signatures.items():
        if (key := keys.get(key_id)) is None:
            raise VerificationError(
                "proposal.stranger", f"proposal.{role}: signed with a key that may not sign it"
            )
        try:
            key.verify_signature(signature, metadata.signed_bytes)
        except UnverifiedSignatureError as error:
            raise VerificationError(
                "proposal.signature",
                f"proposal.{role}: a signature is not over this content; "
                "ask its holder to review and sign again",
            ) from error


def check_published(current: Content) -> None:
    """Returns only if the holders whom its root names signed this version.

    Raises:
        FormatError: its root is not a region's.
        VerificationError: they did not.
    """
    _roles(current.root.signed)
    try:
        for role, metadata in (("root", current.root), ("targets", current.targets)):
            current.root.signed.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
        for name, data in current.documents.items():
            current.targets.signed.targets[name].verify_length_and_hashes(data)
    except (UnsignedMetadataError, LengthOrHashMismatchError, KeyError, ValueError) as error:
        raise VerificationError(
            "proposal.published",
            "proposal.published: is no version that its holders signed; ask for the file again",
        ) from error


def _roles(root: Root) -> Roles:
    """Who signs what; no two of them share a name, and no name can pass for another line."""
    try:
        roles = roles_of(root)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise FormatError("proposal.metadata", "proposal.root: is not a region's root") from error
    named = {holder.public: holder.name for holder in (*roles.root, *roles.targets)}
    if len(set(named.values())) != len(named):
        raise FormatError("proposal.holder", "proposal.root: two holders have one name")
    if not all(1 <= len(name) <= 100 and name.isprintable() for name in named.values()):
        raise FormatError(
            "proposal.holder", "proposal.root: a holder's name has 1 to 100 printable characters"
        )
    return roles


def _ms(signed: Root | Targets) -> int:
    return int(signed.expires.timestamp()) * 1000
