"""`accord-verify`: checks an evidence bundle offline and says in plain words what it proves.

It needs the bundle and the region's root of trust, which you were given by hand; no network and no
server. Keys are judged as at the time of each signature, so evidence stays good for ever. A newer
copy of the region's trust files (`--trust`) also tells what was revoked after the bundle was made.

Exit status: 0 if every finding holds, 1 if there is any doubt, 2 if nothing could be checked.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from accord.errors import AccordError, FormatError
from accord.evidence.bundle import trust_files, unpack
from accord.evidence.claims import NOT_PROVED, Finding, examine, newest_ms
from accord.log.quorum import LogTrust
from accord.trust.trusted import TrustedRegion, verify

_MAX_FILE = 256 * 1024 * 1024


def findings(
    files: Mapping[str, bytes], root: bytes, trust: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Everything that a bundle's files show to whoever holds this root, trust first.

    Raises:
        AccordError: the trust files do not lead from the root to a directory.
    """
    region = verify(trust, root, newest_ms(files))
    yield Finding("trust", True, _described(region))
    log = LogTrust.of(region.directory, region.policy)
    yield from examine(files, region.directory, region.policy, log)


def _described(region: TrustedRegion) -> str:
    until = datetime.fromtimestamp(region.fresh_until_ms / 1000, UTC)
    return (
        f"directory version {region.directory.version} and policy version {region.policy.version} "
        f"of {region.directory.region!r}, signed by enough of the root's holders; what was revoked "
        f"after {until:%Y-%m-%d} it does not know"
    )


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(_MAX_FILE + 1)
    if len(data) > _MAX_FILE:
        raise FormatError("evidence.too_large", f"{path.name} is larger than any evidence")
    return data


def _folder(path: Path) -> dict[str, bytes]:
    files = (file for file in sorted(path.rglob("*.json")) if file.is_file())
    return {file.relative_to(path).as_posix(): _read(file) for file in files}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module for its exit status."""
    parser = argparse.ArgumentParser(prog="accord-verify", description=__doc__.split("\n")[0])
    parser.add_argument("bundle", type=Path, help="the evidence, one file")
    parser.add_argument(
        "--root", type=Path, required=True, help="the region's root.json that you were given"
    )
    parser.add_argument("--trust", type=Path, help="a folder with newer trust files")
    options = parser.parse_args(arguments)
    try:
        files, root = unpack(_read(options.bundle)), _read(options.root)
        trust = _folder(options.trust) if options.trust else trust_files(files)
        found = list(findings(files, root, trust))
    except (AccordError, OSError) as error:
        parser.exit(2, f"accord-verify: cannot check: {error}\n")
    doubts = [one for one in found if not one.good]
    lines = [f"{'holds' if one.good else 'DOUBT'}  {one.about}: {one.text}" for one in found]
    lines.append(NOT_PROVED)
    if len(found) == 1:
        lines.append("the bundle holds no message and no statement: it proves nothing")
    elif doubts:
        first = doubts[0]
        lines.append(f"{len(doubts)} of {len(found)} findings are in doubt")
        lines.append(f"the first broken link: {first.about}: {first.text}")
    else:
        lines.append(f"all {len(found)} findings hold")
    sys.stdout.write("\n".join(lines) + "\n")
    return 2 if len(found) == 1 else 1 if doubts else 0
