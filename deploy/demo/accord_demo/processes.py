"""The region's processes: started, watched, stopped, and in tests killed."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

READY_SECONDS = 60.0
T = TypeVar("T")


class Process:
    """One Accord process with its settings in a folder of its own."""

    def __init__(self, name: str, command: str, config: Path) -> None:
        """`command` is the console script; nothing runs before `start`."""
        self.name = name
        self.config = config
        self._command = [
            str(Path(sys.executable).with_name(command)),
            "serve",
            "--config",
            str(config),
        ]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def folder(self) -> Path:
        """Where its settings, keys and data are."""
        return self.config.parent

    @property
    def log(self) -> Path:
        """What it printed."""
        return self.folder / "log.txt"

    @property
    def pid(self) -> int:
        """The process id of the running process.

        Raises:
            RuntimeError: it was not started.
        """
        if self._process is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._process.pid

    def start(self) -> None:
        """Starts it; `address` waits until it is ready."""
        self._run_file.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C ends the story first, then the story ends these
            )

    @property
    def _run_file(self) -> Path:
        return self.folder / "data" / "run.json"

    def address(self, which: str = "http") -> str:
        """Where it listens, once it does.

        Raises:
            RuntimeError: it ended or is too slow; the text holds the end of its log.
        """

        def listening() -> dict[str, Any] | None:
            self.check()
            try:
                document: dict[str, Any] = json.loads(self._run_file.read_text("utf-8"))
            except (OSError, ValueError):
                return None
            return document if document["pid"] == self.pid else None

        return str(wait_for(listening, f"{self.name} to listen")[which])

    def check(self) -> None:
        """Returns only while it runs.

        Raises:
            RuntimeError: it ended; the text holds the end of its log.
        """
        if self._process is None or self._process.poll() is not None:
            tail = self.log.read_text("utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"{self.name} is not running; its log ends:\n{tail}")

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Asks it to end."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(number)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def wait_for(look: Callable[[], T | None], what: str, seconds: float = READY_SECONDS) -> T:
    """What `look` finds, asked again and again until it finds something.

    Raises:
        RuntimeError: nothing within the time.
    """
    deadline = time.monotonic() + seconds
    while (found := look()) is None:
        if time.monotonic() > deadline:
            raise RuntimeError(f"waited {seconds:.0f} s for {what}")
        time.sleep(0.05)
    return found
