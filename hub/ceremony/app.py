"""The commands of a ceremony: make a proposal, look at it, sign it, join signatures, publish."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.crypto.keys import Signer
from accord.custody import passphrase as passphrases
from accord.custody.keyring import Keyring
from accord.custody.places import SCHEME, token_key
from accord.errors import FormatError, PolicyError
from accord.trust.enrolment import SignedRequest, read_request
from accord.trust.entries import member_entry
from accord.trust.handed import read_holder, read_hub
from accord.trust.proposal import Proposal
from accord.trust.proposing import combine as join
from accord.trust.proposing import propose
from accord.trust.proposing import sign as add_signature
from accord.trust.repository import Holder, Roles, dump
from accord.trust.trusted import DAY_MS
from hub.ceremony import proposing
from hub.ceremony.files import load, read, read_document, refusing, region_in, save, write_new
from hub.ceremony.publishing import Online, publish, require_base
from hub.ceremony.showing import show_changes, show_region, show_standing
from hub.clock import WallClock
from hub.startup import contents

app = typer.Typer(
    name="ceremony",
    help="Make and change the region's trust: k of n holders, on separate machines, by files.",
    no_args_is_help=True,
)
app.add_typer(proposing.app)

_File = Annotated[Path, typer.Argument(metavar="FILE", help="A proposal.")]
_Out = Annotated[Path, typer.Option(help="The new file; nothing is overwritten.")]
_Base = Annotated[
    Path | None, typer.Option(help="Refuse what does not follow the version in this folder.")
]
_Passphrase = Annotated[
    str, typer.Option(help="What opens a sealed key: file:PATH, credential:NAME or env:NAME.")
]


@app.command()
def init(
    *,
    holder: Annotated[list[Path], typer.Option(help="A holder's public part; once for each.")],
    threshold: Annotated[int, typer.Option(help="How many of the holders must sign.")],
    hub: Annotated[Path, typer.Option(help="The hub's public part, hub.json.")],
    member: Annotated[list[Path], typer.Option(help="A member's request; once for each.")],
    region: Annotated[str, typer.Option(help="The region's name.")],
    out: _Out,
    policy: Annotated[Path | None, typer.Option(help="The policy's document, JSON.")] = None,
    witness: Annotated[
        list[str] | None, typer.Option(help="A member that cosigns the log; once for each.")
    ] = None,
    quorum: Annotated[
        int | None, typer.Option(help="How many witnesses suffice; without it, most of them.")
    ] = None,
    role: proposing.RoleNames = proposing.ROLES,
    kind: proposing.KindNames = proposing.KINDS,
    secretariat: Annotated[
        str, typer.Option(help="The member that keeps the region's secretariat.")
    ] = "",
    answers_for: Annotated[
        list[str] | None,
        typer.Option(help="XA=XQ: member XA holds the records of country XQ."),
    ] = None,
    expires_days: proposing.ExpiresDays = 365,
) -> None:
    """Propose the first version of root, directory and policy."""
    with refusing():
        now_ms = WallClock().now_ms()
        requests = [read(file, read_request, "--member") for file in member]
        keys = read(hub, read_hub, "--hub")
        claims = _claims(answers_for or [], requests)
        if secretariat and secretariat not in {one.request.member for one in requests}:
            raise PolicyError(
                "ceremony.secretariat", "--secretariat: name a member whose request is given"
            )
        entries = [
            member_entry(
                one.request,
                roles=[*role, "SECRETARIAT"] if one.request.member == secretariat else role,
                kinds=kind,
                valid_from_ms=now_ms,
                answers_for=claims.get(one.request.member, ()),
            )
            for one in requests
        ]
        holders = _read_holders(holder)
        roles = Roles(
            root=holders,
            root_threshold=threshold,
            targets=holders,
            targets_threshold=threshold,
            online=(keys.online,),
        )
        rules = {} if policy is None else read(policy, read_document, "--policy")
        proposal = propose(
            None,
            directory={"region": region, "hub": keys.entry(now_ms), "members": entries},
            policy=_policy(rules, witness, quorum, entries),
            roles=roles,
            expires_ms=now_ms + expires_days * DAY_MS,
        )
        save(proposal, out)
        show_changes(proposal)
        proposing.show_requests(requests)
        show_standing(proposal, out)


@app.command()
def review(
    file: _File,
    repository: _Base = None,
    request: Annotated[
        list[Path] | None,
        typer.Option(
            help="A member's request: refuse a proposal with other keys than it asks for."
        ),
    ] = None,
) -> None:
    """Print what a proposal changes, read from the bytes that would be signed."""
    with refusing():
        proposal = _shown(file, repository)
        requests = [read(one, read_request, "--request") for one in request or []]
        for one in requests:
            proposing.require_request(proposal, one)
        proposing.show_requests(requests)
        show_standing(proposal, file)


@app.command()
def sign(
    file: _File,
    *,
    key: Annotated[str, typer.Option(help="Your key: a file, or the PKCS#11 URI of a token.")],
    out: _Out,
    passphrase: _Passphrase = "",
    repository: _Base = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Show the change, ask, and sign every role that the key belongs to."""
    with refusing():
        proposal = _shown(file, repository)
        if not yes and not typer.confirm("\nSign exactly this?"):
            typer.echo("nothing was signed")
            raise typer.Exit(1)
        proposal = add_signature(proposal, _signer(key, passphrase, "--key"))
        save(proposal, out)
        show_standing(proposal, out)


@app.command()
def combine(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Signed proposals.")],
    *,
    out: _Out,
) -> None:
    """Join the signatures of files that propose exactly the same."""
    with refusing():
        proposal = join(load(file) for file in files)
        save(proposal, out)
        show_standing(proposal, out)


@app.command()
def status(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A proposal.")] = None,
    repository: Annotated[
        Path | None, typer.Option(help="The folder of the published trust files.")
    ] = None,
) -> None:
    """Show who has signed a proposal, or what in a published version ends when."""
    with refusing():
        if (file is None) == (repository is None):
            raise FormatError("ceremony.status", "name either a FILE or a --repository")
        if file is not None:
            show_standing(load(file), file)
        if repository is not None:
            show_region(region_in(repository), WallClock().now_ms())


@app.command("publish")
def publish_command(
    file: _File,
    *,
    repository: Annotated[Path, typer.Option(help="The folder of the published trust files.")],
    online_key: Annotated[
        str | None,
        typer.Option(help="The hub's online key. Needed first, and when it or holders change."),
    ] = None,
    passphrase: _Passphrase = "",
    fresh_days: Annotated[
        int, typer.Option(help="How long snapshot and timestamp hold.", min=1, max=365)
    ] = 14,
    root_out: Annotated[
        Path | None, typer.Option(help="Also write the newest root, to be handed over in person.")
    ] = None,
) -> None:
    """Publish a proposal that enough holders signed."""
    with refusing():
        proposal, now_ms = load(file), WallClock().now_ms()
        online = None
        if online_key is not None:
            signer = _signer(online_key, passphrase, "--online-key")
            online = Online(signer, now_ms + fresh_days * DAY_MS)
        for name in publish(proposal, repository, online, now_ms):
            typer.echo(f"wrote {repository / name}")
        if root_out is not None:
            write_new(root_out, dump(proposal.proposed.root), "--root-out")
            typer.echo(f"wrote {root_out}")
        _show_published(online is not None, repository)


def _show_published(whole: bool, repository: Path) -> None:
    if whole:
        typer.echo("\nPublished: whoever asks from now on gets this version.")
    else:
        typer.echo(
            "\nSnapshot and timestamp are left to the running hub: members see the new version "
            "once it has signed them."
        )
    typer.echo(f"Next: accord-hub ceremony status --repository {repository}")


def _read_holders(files: Iterable[Path]) -> tuple[Holder, ...]:
    return tuple(read(file, read_holder, "--holder") for file in files)


def _shown(file: Path, repository: Path | None) -> Proposal:
    proposal = load(file)
    if repository is not None:
        require_base(proposal, repository)
    show_changes(proposal)
    return proposal


def _signer(key: str, passphrase: str, option: str) -> Signer:
    source = passphrases.source(passphrase, _resolved, "--passphrase") if passphrase else ""
    place = token_key(key, _resolved, option) if key.startswith(SCHEME) else Path(key)
    return Keyring(source, read=contents, environ=os.environ).signer(place, option)


def _resolved(path: str) -> Path:
    return Path(path).resolve()


def _claims(pairs: Iterable[str], requests: Iterable[SignedRequest]) -> dict[str, list[str]]:
    claims: dict[str, list[str]] = {one.request.member: [] for one in requests}
    for pair in pairs:
        member, equals, country = pair.partition("=")
        if not equals or member not in claims or not country:
            raise FormatError("ceremony.answers_for", "--answers-for: MEMBER=COUNTRY, as XA=XQ")
        claims[member].append(country)
    return claims


def _policy(
    rules: dict[str, Any],
    witness: list[str] | None,
    quorum: int | None,
    entries: list[dict[str, Any]],
) -> dict[str, Any]:
    """The policy's document, with all members as witnesses where nobody said otherwise."""
    policy = {"deadlines": {}, **rules}
    members = [entry["id"] for entry in entries]
    if witness is not None or "witnesses" not in policy:
        policy["witnesses"] = witness or members
        policy["witness_quorum"] = len(policy["witnesses"]) // 2 + 1
    if quorum is not None:
        policy["witness_quorum"] = quorum
    if strangers := set(policy["witnesses"]) - set(members):
        raise FormatError(
            "ceremony.witness", f"--witness: no member is called {', '.join(sorted(strangers))}"
        )
    return policy
