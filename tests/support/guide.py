"""Runs the commands of a guide, in order, and looks for the output that it promises."""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from typer import Typer
from typer.testing import CliRunner

_FENCE = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """Commands, and the lines that their output must hold, in this order."""

    commands: tuple[str, ...]
    expected: tuple[str, ...]


def steps(text: str) -> Iterator[Step]:
    """The steps of a guide: `sh` blocks, each with the `text` block that follows it."""
    blocks: list[tuple[str, str]] = _FENCE.findall(text)
    for at, (kind, body) in enumerate(blocks):
        if kind == "sh":
            follows = blocks[at + 1] if at + 1 < len(blocks) else ("", "")
            expected = follows[1].splitlines() if follows[0] == "text" else []
            yield Step(tuple(body.splitlines()), tuple(expected))


def run(command: str, programs: dict[str, Typer], passphrase: str) -> str:
    """The output of one command, which must end well."""
    program, *words = shlex.split(command)
    if program == "mkdir":
        Path(words[-1]).mkdir(parents=True)
    elif program == "cp":
        for source in words[:-1]:
            shutil.copy(source, words[-1])
    else:
        runner = CliRunner(env={"PASSPHRASE": passphrase, "COLUMNS": "200"})
        result = runner.invoke(programs[program], words, input="y\n")
        assert result.exit_code == 0, (command, result.output, result.exception)
        return result.output
    return ""


def require_lines(output: str, expected: tuple[str, ...]) -> None:
    """Fails unless the promised lines occur in the output, in this order."""
    at = 0
    for line in expected:
        found = output.find(line, at)
        assert found >= 0, (
            f"the guide promises {line!r} after {output[:at][-200:]!r}: {output[at:]}"
        )
        at = found + len(line)
