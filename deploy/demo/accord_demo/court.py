"""The evidence of the story: one file, checked offline by a program that knows only the root."""

import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from accord_demo.processes import wait_for
from accord_demo.region import Region
from node.api.bodies import EvidenceFile, EvidenceWanted
from node.cli.client import path

_TOLD = ("signed it to", "accepted it", "cosigned by", "disclosed key", "findings")


def prove(console: Console, region: Region, case_id: str) -> bool:
    """Exports Corvina's evidence of a case and checks it; whether every finding holds."""
    wanted = EvidenceWanted(reason="for the court", disclose=True)
    client = region.client("XC", "Insp. Duarte")

    def witnessed() -> EvidenceFile | None:
        made = client.post(path("cases", case_id, "evidence"), wanted, EvidenceFile)
        return made if made.unproved == 0 else None

    made = wait_for(witnessed, "the log to prove the case")
    file = region.nodes["XC"].folder / made.name
    file.write_bytes(made.content)
    console.print(
        f"\n[bold]Evidence[/bold]  Corvina writes the case into {made.name}: {made.messages} "
        f"messages, {made.kept_sealed} of them kept sealed because their provider reserves them. "
        "A court checks it offline, with the region's root and no server:"
    )
    verifier = str(Path(sys.executable).with_name("accord-verify"))
    ended = subprocess.run(
        [verifier, str(file), "--root", str(region.folder / "root.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in ended.stdout.splitlines() if any(word in line for word in _TOLD)]
    for line in [*told[:4], *told[-1:]]:
        console.print(f"  {escape(line)}", soft_wrap=True)
    if ended.returncode:
        console.print(f"[red]{escape(ended.stdout + ended.stderr)}[/red]")
    return ended.returncode == 0
