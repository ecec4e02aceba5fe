"""A proposed version of the region's trust, and who has signed it so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from tuf.api.metadata import Metadata, Root, T, Targets

from accord.trust.directory import Directory, read_directory
from accord.trust.policy import Policy, read_policy
from accord.trust.repository import Holder, Roles, roles_of
from accord.trust.trusted import DIRECTORY, POLICY


@dataclass(frozen=True, slots=True)
class Content:
    """One version of the region's trust: a root, targets and the documents that they pin."""

    root: Metadata[Root]
    targets: Metadata[Targets]
    documents: Mapping[str, bytes]

    @property
    def directory(self) -> Directory:
        """The directory in it."""
        return read_directory(self.documents[DIRECTORY])

    @property
    def policy(self) -> Policy:
        """The policy in it."""
        return read_policy(self.documents[POLICY])

    @property
    def roles(self) -> Roles:
        """Who signs what."""
        return roles_of(self.root.signed)

    def differing(self, other: "Content") -> list[str]:
        """What is not the same in both, among the bytes that are signed."""
        parts = [name for name, data in self.documents.items() if data != other.documents[name]]
        if self.root.signed_bytes != other.root.signed_bytes:
            parts.append("root")
        if self.targets.signed_bytes != other.targets.signed_bytes:
            parts.append("targets")
        return parts


@dataclass(frozen=True, slots=True)
class RoleStanding:
    """Who has signed for one role, who has not, and how many signatures it needs."""

    role: str
    threshold: int
    signed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def needed(self) -> int:
        """How many more signatures make it valid."""
        return max(0, self.threshold - len(self.signed))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What shall be published, and what is published now; `None` before the first version."""

    current: Content | None
    proposed: Content

    @property
    def new_root(self) -> bool:
        """Whether a root is proposed, or the published one stays."""
        return self.current is None or self.proposed.root is not self.current.root

    @property
    def new_targets(self) -> bool:
        """Whether targets are proposed, or the published ones stay."""
        return self.current is None or self.proposed.targets is not self.current.targets

    @property
    def signed(self) -> bool:
        """Whether anybody has signed what is new in it."""
        return any(
            metadata.signatures
            for metadata, new in (
                (self.proposed.root, self.new_root),
                (self.proposed.targets, self.new_targets),
            )
            if new
        )

    @property
    def standing(self) -> tuple[RoleStanding, ...]:
        """Who has signed what is new, for every threshold that it has to reach."""
        found = []
        if self.new_root:
            root = self.proposed.root
            if self.current is not None:
                found.append(_standing("root, published holders", self.current.root, root))
            found.append(_standing("root, proposed holders", root, root))
        if self.new_targets:
            found.append(_standing("targets", self.proposed.root, self.proposed.targets))
        return tuple(found)

    @property
    def complete(self) -> bool:
        """Whether every threshold is reached."""
        return not any(one.needed for one in self.standing)

    @property
    def root_holders(self) -> tuple[Holder, ...]:
        """Who may sign the root: those that it names, and those of the published one."""
        before = () if self.current is None else roles_of(self.current.root.signed).root
        return (*roles_of(self.proposed.root.signed).root, *before)


def _standing(role: str, root: Metadata[Root], metadata: Metadata[T]) -> RoleStanding:
    """Where the metadata's type says which of the root's roles counts."""
    wanted = root.signed.roles[metadata.signed.type]
    named = {key_id: root.signed.keys[key_id] for key_id in wanted.keyids}
    holders: Roles = roles_of(root.signed)
    names = {one.key_id: one.name for one in (*holders.root, *holders.targets)}
    signed = tuple(sorted(names[key_id] for key_id in named if key_id in metadata.signatures))
    missing = tuple(sorted(names[key_id] for key_id in named if key_id not in metadata.signatures))
    return RoleStanding(role, wanted.threshold, signed, missing)
