"""The committed protobuf code is what protos/ gives."""

import subprocess
import sys
from pathlib import Path

GENERATED = "accord/v1/*_pb2*"


def test_generated_code_is_what_the_protos_give(root: Path, tmp_path: Path) -> None:
    tools = Path(sys.executable).parent
    subprocess.run(
        ["make", "--silent", "generate", f"BIN={tools}", f"OUT={tmp_path}"],
        cwd=root,
        check=True,
        timeout=60,
    )
    fresh = {path.name: path.read_bytes() for path in tmp_path.glob(GENERATED)}
    committed = {path.name: path.read_bytes() for path in root.glob(GENERATED)}
    stale = {name for name in fresh | committed if fresh.get(name) != committed.get(name)}
    assert stale == set(), "run: make protos"
