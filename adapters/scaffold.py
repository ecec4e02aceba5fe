"""Makes a package for a new adapter: one that works over a small file, and its tests."""

import re
from importlib.resources import files
from pathlib import Path

from accord.errors import BadData

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_FILES = {
    "pyproject.toml": "pyproject.toml.txt",
    "README.md": "README.md.txt",
    "{name}.py": "adapter.py.txt",
    "test_{name}.py": "test_adapter.py.txt",
    "register.jsonl": "register.jsonl.txt",
}


def scaffold(name: str, folder: Path) -> Path:
    """The folder of a new package.

    Raises:
        BadData: the name is none for a package, or the folder is there already.
    """
    if not _NAME.fullmatch(name):
        raise BadData(
            "scaffold.name",
            "a name is a small letter, then 1 to 39 small letters, digits and '_'",
        )
    made = folder / name
    templates = files("adapters") / "templates"
    try:
        made.mkdir(parents=True)
        for target, template in _FILES.items():
            text = (templates / template).read_text("utf-8").replace("NAME", name)
            (made / target.format(name=name)).write_text(text, "utf-8")
    except FileExistsError as error:
        raise BadData("scaffold.exists", f"{made} is there already; choose another name") from error
    except OSError as error:
        raise BadData("scaffold.unwritable", f"cannot write {made}: {error.strerror}") from error
    return made
