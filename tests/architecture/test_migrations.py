"""One line of schema versions: two of them side by side would stop every node from starting."""

import re
from pathlib import Path

REVISION = re.compile(r'^(revision|down_revision) = (?:"(\w+)"|None)$', re.MULTILINE)


def test_each_migration_follows_exactly_one_other(root: Path) -> None:
    files = sorted((root / "node/store/migrations/versions").glob("0*.py"))
    found = [dict(REVISION.findall(path.read_text())) for path in files]
    assert [one["revision"] for one in found] == [path.name[:4] for path in files]
    assert len({one["revision"] for one in found}) == len(files), "two have the same number"
    followed = [one["down_revision"] for one in found]
    assert len(set(followed)) == len(followed), "two migrations follow the same one"
