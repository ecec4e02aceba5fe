"""Who may import whom; the layers themselves are the contracts in pyproject.toml."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

# The few modules that may touch what everyone else reaches through them.
KEEPERS = {
    "base64": ["accord/encoding.py"],
    "accord.v1": ["accord/envelope.py", "accord/wire/*.py"],
    "grpc": ["hub/*.py", "node/tls.py", "node/exchange/*.py", "node/log/*.py", "benchmarks/*"],
}
# Applications read generated messages at the edge where frames come and go, and nowhere else.
KEEPERS["accord.v1"] += ["hub/*.py", "node/exchange/*.py", "node/log/*.py", "benchmarks/*"]
KEEPERS["accord.v1"] += ["node/evidence/*.py"]  # opens the frames that the exchange keeps
KEEPERS["accord.v1"] += ["node/registry/sidecar.py"]
KEEPERS["grpc"] += ["node/registry/sidecar.py"]


def test_every_import_contract_is_kept(root: Path) -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    ended = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, timeout=100
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_what_has_a_keeper_is_imported_by_its_keeper_only(
    root: Path, modules: Sequence[Path]
) -> None:
    strays = [
        f"{place} imports {name}: only {', '.join(keepers)} may"
        for path in modules
        for name in _imports(path)
        for guarded, keepers in KEEPERS.items()
        if f"{name}.".startswith(f"{guarded}.")
        for place in [path.relative_to(root).as_posix()]
        if not any(fnmatch(place, keeper) for keeper in keepers)
    ]
    assert not strays, "\n".join(strays)
