"""`accord-hub ceremony propose`: one change each to what is published, or on top of a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.errors import FormatError, VerificationError
from accord.trust.amendments import (
    changed_member,
    removed,
    suspended,
    with_hub,
    with_key_revoked,
    with_member,
    without_certificate,
    without_witness,
)
from accord.trust.enrolment import SignedRequest, read_request
from accord.trust.entries import member_entry, renewed_entry
from accord.trust.handed import read_holder, read_hub
from accord.trust.proposal import Content, Proposal
from accord.trust.proposing import propose
from accord.trust.repository import Roles
from accord.trust.trusted import DAY_MS, DIRECTORY, POLICY
from accord.wire.kinds import MessageKind
from hub.ceremony.files import (
    content_of,
    load,
    moment,
    read,
    read_document,
    refusing,
    region_in,
    save,
)
from hub.ceremony.showing import show_changes, show_standing
from hub.clock import WallClock

ROLES = ["MEMBER"]
# Every family but the exchange's own, which needs no permission.
KINDS = sorted({kind.family for kind in MessageKind} - {"exchange"})
RoleNames = Annotated[list[str], typer.Option("--role", help="A role of the member; repeatable.")]
KindNames = Annotated[
    list[str], typer.Option("--kind", help="A family of messages it may send; repeatable.")
]
ExpiresDays = Annotated[int, typer.Option(help="For how long this holds.", min=1, max=3660)]
_Member = Annotated[str, typer.Argument(metavar="ID", help='The member\'s id, or "hub".')]
_From = Annotated[str | None, typer.Option("--from", help="Since when; may lie in the past.")]

app = typer.Typer(
    name="propose", help="Propose one change to what is published.", no_args_is_help=True
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a change starts from, and where the proposal goes."""

    current: Content | None
    directory: Mapping[str, Any]
    policy: Mapping[str, Any]
    roles: Roles
    renew: bool
    out: Path
    now_ms: int
    expires_ms: int

    def finish(
        self,
        *,
        directory: Mapping[str, Any] | None = None,
        policy: Mapping[str, Any] | None = None,
        roles: Roles | None = None,
        renew: bool = False,
    ) -> None:
        """Writes and shows the proposal with these in the place of what was."""
        proposal = propose(
            self.current,
            directory=self.directory if directory is None else directory,
            policy=self.policy if policy is None else policy,
            roles=self.roles if roles is None else roles,
            expires_ms=self.expires_ms,
            renew=self.renew or renew,
        )
        save(proposal, self.out)
        show_changes(proposal)
        show_standing(proposal, self.out)


@app.callback()
def start(
    context: typer.Context,
    *,
    out: Annotated[Path, typer.Option(help="The new file; nothing is overwritten.")],
    repository: Annotated[
        Path | None, typer.Option(help="The folder of the published trust files.")
    ] = None,
    base: Annotated[
        Path | None, typer.Option(help="An unsigned proposal to which the change is added.")
    ] = None,
    expires_days: ExpiresDays = 365,
) -> None:
    """Propose one change to what is published."""
    with refusing():
        if (base is None) == (repository is None):
            raise FormatError("ceremony.start", "name either a --repository or a --base")
        renew = False
        if base is not None:
            drafted = load(base)
            if drafted.signed:
                raise FormatError(
                    "ceremony.base_signed",
                    f"{base}: is signed already; a change would void the signatures",
                )
            current, content = drafted.current, drafted.proposed
            renew = current is not None and drafted.new_root and content.roles == current.roles
        elif repository is not None:
            current = content = content_of(region_in(repository))
        else:
            raise AssertionError
        now_ms = WallClock().now_ms()
        context.obj = _Draft(
            current=current,
            directory=read_document(content.documents[DIRECTORY]),
            policy=read_document(content.documents[POLICY]),
            roles=content.roles,
            renew=renew,
            out=out,
            now_ms=now_ms,
            expires_ms=now_ms + expires_days * DAY_MS,
        )


@app.command()
def add(
    context: typer.Context,
    request: Annotated[Path, typer.Argument(help="The new member's request.")],
    *,
    role: RoleNames = ROLES,
    kind: KindNames = KINDS,
    answers_for: Annotated[
        list[str] | None, typer.Option(help="A country whose records it holds; repeatable.")
    ] = None,
) -> None:
    """List a new member."""
    with refusing():
        draft: _Draft = context.obj
        asked = read(request, read_request, "REQUEST")
        entry = member_entry(
            asked.request,
            roles=role,
            kinds=kind,
            valid_from_ms=draft.now_ms,
            answers_for=answers_for or (),
        )
        draft.finish(directory=with_member(draft.directory, entry))
        show_requests([asked])


@app.command()
def renew(
    context: typer.Context,
    request: Annotated[Path, typer.Argument(help="The member's request.")],
    *,
    overlap_days: Annotated[
        int, typer.Option(help="How long the old keys hold beside the new.", min=0, max=366)
    ] = 30,
) -> None:
    """List a member's new keys; the old ones retire and stay for what they signed."""
    with refusing():
        draft: _Draft = context.obj
        asked = read(request, read_request, "REQUEST")
        if draft.current is None:
            raise FormatError("ceremony.start", "--base: nothing is published that can be renewed")
        asked.authorise(draft.current.directory, draft.now_ms)
        directory = changed_member(
            draft.directory,
            asked.request.member,
            lambda entry: renewed_entry(
                entry,
                asked.request,
                valid_from_ms=draft.now_ms,
                overlap_ms=overlap_days * DAY_MS,
            ),
        )
        draft.finish(directory=directory)
        show_requests([asked])


@app.command()
def suspend(context: typer.Context, member: _Member) -> None:
    """Let a member take no part for the time being."""
    with refusing():
        draft: _Draft = context.obj
        draft.finish(directory=changed_member(draft.directory, member, suspended))


@app.command()
def resume(context: typer.Context, member: _Member) -> None:
    """Let a suspended member take part again."""
    with refusing():
        draft: _Draft = context.obj
        draft.finish(
            directory=changed_member(
                draft.directory, member, lambda entry: {**entry, "active": True}
            )
        )


@app.command()
def remove(
    context: typer.Context,
    member: _Member,
    *,
    reason: Annotated[str, typer.Option(help="For the minutes; it is not part of what is signed.")],
    since: _From = None,
) -> None:
    """Put a member out, in an emergency too; its entry stays for the old evidence."""
    with refusing():
        draft: _Draft = context.obj
        from_ms = draft.now_ms if since is None else moment(since, "--from")
        draft.finish(
            directory=changed_member(
                draft.directory, member, lambda entry: removed(entry, from_ms)
            ),
            policy=without_witness(draft.policy, member),
        )
        typer.echo(f"For the minutes, and not part of what is signed: {reason}")


@app.command("revoke-key")
def revoke_key(
    context: typer.Context,
    member: _Member,
    key: Annotated[str, typer.Argument(metavar="KEYID", help="As `status` shows it.")],
    *,
    since: Annotated[str, typer.Option("--from", help="Since when; may lie in the past.")],
) -> None:
    """Revoke one key of a member or the hub."""
    with refusing():
        draft: _Draft = context.obj
        from_ms = moment(since, "--from")
        draft.finish(
            directory=changed_member(
                draft.directory, member, lambda entry: with_key_revoked(entry, key, from_ms)
            )
        )


@app.command("drop-certificate")
def drop_certificate(
    context: typer.Context,
    member: _Member,
    fingerprint: Annotated[str, typer.Argument(help="As `status` shows it, in one argument.")],
) -> None:
    """Take out a TLS certificate of a member or the hub that is not used any more."""
    with refusing():
        draft: _Draft = context.obj
        draft.finish(
            directory=changed_member(
                draft.directory, member, lambda entry: without_certificate(entry, fingerprint)
            )
        )


@app.command()
def policy(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The document, JSON.")]
) -> None:
    """Put another policy in the place of the published one."""
    with refusing():
        draft: _Draft = context.obj
        draft.finish(policy=read(file, read_document, "FILE"))


@app.command()
def hub(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The new hub.json.")]
) -> None:
    """List the hub's new keys and certificate beside the old."""
    with refusing():
        draft: _Draft = context.obj
        keys = read(file, read_hub, "FILE")
        draft.finish(directory=with_hub(draft.directory, keys, draft.now_ms))


@app.command()
def holders(
    context: typer.Context,
    *,
    holder: Annotated[list[Path], typer.Option(help="A holder's public part; once for each.")],
    threshold: Annotated[int, typer.Option(help="How many of them must sign.")],
) -> None:
    """Name all who sign root and directory from now on."""
    with refusing():
        draft: _Draft = context.obj
        named = tuple(read(file, read_holder, "--holder") for file in holder)
        roles = Roles(
            root=named,
            root_threshold=threshold,
            targets=named,
            targets_threshold=threshold,
            online=draft.roles.online,
        )
        draft.finish(roles=roles)


@app.command()
def online(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The new hub.json.")]
) -> None:
    """Name the hub's new online key in the place of the old."""
    with refusing():
        draft: _Draft = context.obj
        keys, roles = read(file, read_hub, "FILE"), draft.roles
        draft.finish(
            roles=Roles(
                root=roles.root,
                root_threshold=roles.root_threshold,
                targets=roles.targets,
                targets_threshold=roles.targets_threshold,
                online=(keys.online,),
            )
        )


@app.command()
def extend(context: typer.Context) -> None:
    """Give root, directory and policy a new date and change nothing else."""
    with refusing():
        draft: _Draft = context.obj
        draft.finish(renew=True)


def show_requests(requests: Iterable[SignedRequest]) -> None:
    """Prints whom to call about which fingerprint."""
    for one in requests:
        contact = "" if one.request.applicant is None else f", {one.request.applicant.contact}"
        typer.echo(f"\nCall {one.request.member}{contact} and compare: {one.fingerprint}")


def require_request(proposal: Proposal, asked: SignedRequest) -> None:
    """Returns only if the proposed directory lists the keys that the member asks for.

    Raises:
        PolicyError: the member is not listed.
        VerificationError: it lists others.
    """
    entry, request = proposal.proposed.directory.member(asked.request.member), asked.request
    listed = [
        *((request.signing, key.public) for key in entry.signing_keys),
        *((request.encryption, key.public) for key in entry.encryption_keys),
        *((request.witness, key.public) for key in entry.witness_keys),
        *((request.tls_certificate, der) for der in entry.tls_certificates),
    ]
    wanted = (request.signing, request.encryption, request.witness, request.tls_certificate)
    found = {public for one, public in listed if one == public}
    if {one for one in wanted if one is not None} - found:
        raise VerificationError(
            "ceremony.request", "the proposal lists other keys than the member asks for"
        )
