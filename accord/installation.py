"""The start-up guard: refuses to run where another distribution took one of our package names.

`node`, `hub` and `adapters` are names that others publish under too. Beside a wheel, installing one
of them overwrites our files and the installer reports nothing broken; beside an editable install,
which one is imported depends on the working directory. The guard names either before it does harm
(docs/adr/0001-flat-packages.md). It imports nothing of ours, for ours is what it examines.
"""

from collections.abc import Sequence
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("accord", "adapters", "hub", "node")
DISTRIBUTION = "accord"
_REMEDY = (
    "install Accord into an environment of its own: python3 -m venv, then the lock, then the wheel"
)


class ForeignPackageError(SystemExit):
    """One of our packages is not ours; ends the program with the reason and the remedy."""


def require_whole(packages: Sequence[str] = PACKAGES) -> None:
    """Returns only if each package lies beside this one and no other distribution owns it.

    Raises:
        ForeignPackageError: names every package that is missing, shadowed or overwritten.
    """
    root = Path(__file__).resolve().parents[1]
    owners = packages_distributions()
    found = [_fault(name, root, owners.get(name, ())) for name in packages]
    if faults := [fault for fault in found if fault]:
        raise ForeignPackageError(f"accord cannot start: {'; '.join(faults)}; {_REMEDY}")


def _fault(name: str, root: Path, owners: Sequence[str]) -> str | None:
    strangers = sorted({owner for owner in owners if owner.lower() != DISTRIBUTION})
    if strangers:
        return f"package {name!r} is also installed by {', '.join(strangers)}"
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return f"package {name!r} is missing or damaged"
    if (place := Path(spec.origin).resolve().parents[1]) != root:
        return f"package {name!r} is imported from {place}, not from {root}"
    return None
