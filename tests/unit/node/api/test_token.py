import stat
from pathlib import Path

import pytest

from accord.errors import FormatError, PolicyError
from node.api.token import accepts, load, load_or_make


def fixed(count: int) -> bytes:
    return bytes(range(count))


def test_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "api.token"
    token = load_or_make(path, fixed)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(token) == 43
    assert load_or_make(path, lambda count: b"\xff" * count) == token
    assert load(path) == token


def test_refuses_a_file_that_others_can_read(tmp_path: Path) -> None:
    path = tmp_path / "api.token"
    load_or_make(path, fixed)
    path.chmod(0o640)
    with pytest.raises(PolicyError, match="chmod 600"):
        load(path)


@pytest.mark.parametrize("content", ["", "short", "é" * 40])
def test_refuses_a_file_without_a_token(tmp_path: Path, content: str) -> None:
    path = tmp_path / "api.token"
    path.touch(0o600)
    path.write_text(content)
    with pytest.raises(FormatError, match="restart"):
        load(path)


def test_accepts_the_token_and_nothing_else() -> None:
    assert accepts("a" * 40, "Bearer " + "a" * 40)
    assert accepts("a" * 40, "bearer " + "a" * 40)
    for header in ("", "Bearer", "Bearer ", "Basic " + "a" * 40, "a" * 40, "Bearer " + "é" * 40):
        assert not accepts("a" * 40, header)
