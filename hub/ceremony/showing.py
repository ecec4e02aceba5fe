"""What a ceremony's commands print: the change, who has signed it, and what comes next."""

from collections.abc import Iterable
from pathlib import Path

import typer

from accord.trust.changes import changes, day
from accord.trust.directory import PublicKey
from accord.trust.enrolment import spoken
from accord.trust.proposal import Proposal
from accord.trust.trusted import TrustedRegion
from hub.ceremony.expiry import endings


def show_changes(proposal: Proposal) -> None:
    """Prints the differences, read from the bytes that are signed."""
    if proposal.current is None:
        typer.echo("This would be the first version. It says:")
    else:
        root, targets = proposal.current.root.signed, proposal.current.targets.signed
        typer.echo(
            f"Published now: root version {root.version}, targets version {targets.version}. "
            "This would change:"
        )
    for line in changes(proposal):
        typer.echo(f"  {line}")


def show_standing(proposal: Proposal, file: Path) -> None:
    """Prints who has signed, who is missing, and the next step."""
    typer.echo("\nSignatures:")
    for role in proposal.standing:
        state = f"{role.needed} more needed" if role.needed else "enough"
        typer.echo(f"  {role.role}: {len(role.signed)} of {role.threshold}, {state}")
        typer.echo(f"    signed:  {', '.join(role.signed) or 'nobody yet'}")
        typer.echo(f"    missing: {', '.join(role.missing) or 'nobody'}")
    if proposal.complete:
        typer.echo(f"\nNext: accord-hub ceremony publish {file} --repository FOLDER")
    else:
        typer.echo(
            f"\nNext: give {file} to those who are missing. Each reviews and signs it on a machine "
            "of their own;\nthen accord-hub ceremony combine FILE... --out FILE"
        )


def show_region(region: TrustedRegion, now_ms: int) -> None:
    """Prints versions, members, and everything that ends."""
    typer.echo(
        f"{region.directory.region}: directory version {region.directory.version}, "
        f"policy version {region.policy.version}"
    )
    hub = region.directory.hub
    typer.echo(f"  hub ({hub.name})")
    _show_keys((*hub.statement_keys, *hub.log_keys), hub.tls_certificates, now_ms)
    for member in region.directory.members.values():
        state = "takes part" if member.active else "SUSPENDED"
        typer.echo(f"  member {member.id} ({member.name}): {state}")
        keys = (*member.signing_keys, *member.encryption_keys, *member.witness_keys)
        _show_keys(keys, member.tls_certificates, now_ms)
    typer.echo("\nEnds:")
    warned = False
    for ending in sorted(endings(region), key=lambda one: one.at_ms):
        urgency = ending.urgency(now_ms)
        warned = warned or bool(urgency)
        note = f"  {urgency}: {ending.remedy}" if urgency else ""
        typer.echo(f"  {day(ending.at_ms)}  {ending.what}{note}")
    typer.echo(
        "\nNext: what is marked above" if warned else "\nNext: nothing is due within 60 days"
    )


def _show_keys(keys: Iterable[PublicKey], certificates: Iterable[bytes], now_ms: int) -> None:
    for key in keys:
        usable = "" if key.valid_at(now_ms) else ", not valid now"
        typer.echo(f"    {key.algorithm} key {key.key_id.hex()}{usable}")
    for der in certificates:
        typer.echo(f"    TLS certificate {spoken(der)}")
