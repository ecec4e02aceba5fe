"""The members' directory: who takes part, under which keys, certificates and permissions.

Old keys stay in the directory for ever, so that what was signed under one can be verified as at
its date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from accord.crypto.keys import ED25519, X25519, key_id
from accord.encoding import exactly
from accord.errors import FormatError, PolicyError, VerificationError
from accord.trust.fields import Fields, by_name, read_object


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """A public key and the time in which it may be used, in milliseconds since 1970."""

    algorithm: str
    public: bytes
    valid_from_ms: int
    valid_to_ms: int | None = None
    revoked_from_ms: int | None = None  # since when it may be in other hands; may lie in the past
    key_id: bytes = field(init=False)

    def __post_init__(self) -> None:
        exactly(self.public, 32, f"{self.algorithm} public key")
        object.__setattr__(self, "key_id", key_id(self.algorithm, self.public))

    def valid_at(self, at_ms: int) -> bool:
        """Whether the key may be used at this time."""
        ends = (end for end in (self.valid_to_ms, self.revoked_from_ms) if end is not None)
        return self.valid_from_ms <= at_ms and all(at_ms < end for end in ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An agency of a member state and what it may do (a national point of contact, a registry)."""

    id: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A state in the federation; `id` is its ISO 3166-1 alpha-2 code."""

    id: str
    name: str
    authorities: tuple[Authority, ...]
    signing_keys: tuple[PublicKey, ...]
    encryption_keys: tuple[PublicKey, ...]
    witness_keys: tuple[PublicKey, ...]  # with which it cosigns the hub's log
    tls_certificates: tuple[bytes, ...]  # DER
    roles: frozenset[str]
    kinds: frozenset[str]  # families of message kinds it may send
    answers_for: frozenset[str]  # countries, former ones among them, whose records it holds
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HubEntry:
    """The regional hub: its name, its keys, and the certificates nodes expect (DER)."""

    name: str
    statement_keys: tuple[PublicKey, ...]
    log_origin: str  # the log's name in its checkpoints
    log_keys: tuple[PublicKey, ...]
    tls_certificates: tuple[bytes, ...]  # several while one takes over from another

    def statement_key(self, wanted: bytes, at_ms: int) -> PublicKey:
        """The statement key of this id, if it was valid then.

        Raises:
            VerificationError: no such key.
        """
        return _pick(self.statement_keys, wanted, at_ms, "the hub")


@dataclass(frozen=True, kw_only=True)
class Directory:
    """One verified version of the directory."""

    version: int
    region: str
    expires_ms: int
    hub: HubEntry
    members: Mapping[str, Member]

    def member(self, member: str) -> Member:
        """The member's entry.

        Raises:
            PolicyError: not in the directory.
        """
        if (entry := self.members.get(member)) is None:
            raise PolicyError("directory.unknown_member", "the member is not in the directory")
        return entry

    def with_role(self, role: str) -> tuple[str, ...]:
        """The active members that have the role."""
        active = (one for one in self.members.values() if one.active)
        return tuple(sorted(one.id for one in active if role in one.roles))

    def signing_key(self, member: str, wanted: bytes, at_ms: int) -> PublicKey:
        """The member's signing key of this id, if it was valid then.

        Raises:
            PolicyError: no such member.
            VerificationError: no such key.
        """
        return _pick(self.member(member).signing_keys, wanted, at_ms, "the sender")

    def encryption_key(self, member: str, at_ms: int) -> PublicKey:
        """The member's current encryption key: of those valid then, the one that began last.

        Raises:
            PolicyError: no such member, or no valid key.
        """
        valid = [key for key in self.member(member).encryption_keys if key.valid_at(at_ms)]
        if not valid:
            raise PolicyError("directory.no_encryption_key", "the member has no valid key")
        return max(valid, key=lambda key: key.valid_from_ms)

    def answering_member(self, country: str) -> Member | None:
        """The active member that answers for a country: itself, or a predecessor's records."""
        return self._answering.get(country)

    def member_by_certificate(self, der: bytes) -> Member | None:
        """The member that pinned this TLS certificate."""
        return self._pins.get(der)

    @cached_property
    def _answering(self) -> Mapping[str, Member]:
        active = [member for member in self.members.values() if member.active]
        answering = {country: member for member in active for country in member.answers_for}
        return answering | {member.id: member for member in active}

    @cached_property
    def _pins(self) -> Mapping[bytes, Member]:
        return {der: member for member in self.members.values() for der in member.tls_certificates}


def _pick(keys: Iterable[PublicKey], wanted: bytes, at_ms: int, whose: str) -> PublicKey:
    for key in keys:
        if key.key_id == wanted and key.valid_at(at_ms):
            return key
    raise VerificationError("directory.key_unknown", f"{whose} has no such key at that time")


def read_directory(payload: bytes) -> Directory:
    """The directory in a verified payload.

    Raises:
        FormatError: names the field.
    """
    fields = read_object(payload, "directory")
    members = fields.each("members", _member)
    hub = fields.inner("hub")
    directory = Directory(
        version=fields.integer("version"),
        region=fields.text("region"),
        expires_ms=fields.integer("expires_ms"),
        hub=HubEntry(
            name=hub.text("name"),
            statement_keys=hub.each("statement_keys", _ed25519),
            log_origin=hub.text("log_origin"),
            log_keys=hub.each("log_keys", _ed25519),
            tls_certificates=hub.each("tls_certificates", _certificate),
        ),
        members=by_name(members, lambda member: member.id, "directory.members"),
    )
    hub.done()
    fields.done()
    if len(directory._pins) != sum(len(member.tls_certificates) for member in members):
        raise FormatError("trust.twice", "directory.members: a TLS certificate is pinned twice")
    claims = [country for member in members for country in member.answers_for]
    if len(set(claims)) != len(claims):
        raise FormatError("trust.twice", "directory.members: two answer for the same country")
    return directory


def _member(fields: Fields) -> Member:
    member = Member(
        id=fields.text("id"),
        name=fields.text("name"),
        authorities=fields.each("authorities", read_authority),
        signing_keys=fields.each("signing_keys", _ed25519),
        encryption_keys=fields.each("encryption_keys", _x25519),
        witness_keys=fields.each("witness_keys", _ed25519),
        tls_certificates=fields.each("tls_certificates", _certificate),
        roles=frozenset(fields.texts("roles")),
        kinds=frozenset(fields.texts("kinds")),
        answers_for=frozenset(fields.texts("answers_for")),
        active=fields.flag("active", default=True),
    )
    fields.done()
    return member


def read_authority(fields: Fields) -> Authority:
    """One authority of a document.

    Raises:
        FormatError: names the field.
    """
    authority = Authority(
        id=fields.text("id"), name=fields.text("name"), roles=fields.texts("roles")
    )
    fields.done()
    return authority


def _certificate(fields: Fields) -> bytes:
    der = fields.data("der")
    fields.done()
    return der


def _ed25519(fields: Fields) -> PublicKey:
    return _key(fields, ED25519)


def _x25519(fields: Fields) -> PublicKey:
    return _key(fields, X25519)


def _key(fields: Fields, algorithm: str) -> PublicKey:
    if fields.text("algorithm") != algorithm:
        raise FormatError("trust.algorithm", f"a key listed here must be {algorithm}")
    key = PublicKey(
        algorithm=algorithm,
        public=fields.data("public"),
        valid_from_ms=fields.integer("valid_from_ms"),
        valid_to_ms=fields.optional_integer("valid_to_ms"),
        revoked_from_ms=fields.optional_integer("revoked_from_ms"),
    )
    fields.done()
    return key
