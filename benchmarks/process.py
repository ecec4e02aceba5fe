"""Child processes under measurement: started by module and role, watched through /proc."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process used so far."""

    cpu_seconds: float
    memory_mib: float
    peak_mib: float


class Child:
    """One measured process; its output goes to a log in the run's folder."""

    def __init__(self, name: str, arguments: Sequence[str], folder: Path) -> None:
        """Starts the command."""
        self.name = name
        self._log = folder / f"{name}.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(arguments, stdout=log, stderr=subprocess.STDOUT)

    def usage(self) -> Usage:
        """CPU time and memory until now."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return Usage((int(stat[11]) + int(stat[12])) / _TICK, *_memory_mib(self._process.pid))

    def check(self) -> None:
        """Returns only while the process is well.

        Raises:
            RuntimeError: it ended; the text holds the end of its log.
        """
        if self._process.poll() not in (None, 0):
            tail = self._log.read_text(errors="replace")[-2000:]
            raise RuntimeError(f"{self.name} ended with {self._process.returncode}:\n{tail}")

    def wait_for(self, path: Path, seconds: float = 60) -> dict[str, Any]:
        """The JSON document that the process writes once it is ready or done."""
        deadline = time.monotonic() + seconds
        while not path.exists():
            self.check()
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not write {path.name} in {seconds} s")
            time.sleep(0.01)
        document: dict[str, Any] = json.loads(path.read_text())
        return document

    def stop(self) -> None:
        """Asks the process to end, and waits for it."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def own_memory_mib() -> float:
    """What this process has in memory now."""
    return _memory_mib("self")[0]


def _memory_mib(process: int | str) -> tuple[float, float]:
    """Now and at its peak."""
    status = Path(f"/proc/{process}/status").read_text()
    sizes = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(sizes["VmRSS"].split()[0]) / 1024, int(sizes["VmHWM"].split()[0]) / 1024


def module(name: str) -> list[str]:
    """The command that runs a module of this checkout."""
    return [sys.executable, "-m", name]


def script(name: str) -> list[str]:
    """The command that runs an installed console script."""
    return [str(Path(sys.executable).with_name(name))]


def write_json(path: Path, document: dict[str, Any]) -> None:
    """Writes a document so that a reader sees all of it or nothing."""
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(document))
    draft.rename(path)
