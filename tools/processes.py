"""Runs several processes as one: they start together, and when one ends or a person asks, all end."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final, Self

from environment import say

PATIENCE: Final = 8.0  # seconds that a process may take to finish what it is doing
LOOK_EVERY: Final = 0.1  # seconds


@dataclass
class Together:
    """Processes that live and die together. Use as a context manager: leaving it ends them all."""

    folder: Path
    environment: Mapping[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    asked_to_stop: bool = False

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        return self

    def __exit__(self, *exception: object) -> None:
        self._end_all()

    def start(self, name: str, command: Sequence[str | Path]) -> None:
        # A session of its own: Ctrl-C reaches this process alone, which then ends the others in good order.
        self.running[name] = subprocess.Popen(
            command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def wait_until(self, ready: Callable[[], bool]) -> bool:
        """True when ready; False when something ended, or a person asked to stop, before that."""
        while not self.asked_to_stop and self.ended() is None:
            if ready():
                return True
            time.sleep(LOOK_EVERY)
        return False

    def wait(self) -> int:
        """Waits for Ctrl-C (0), or for a process to end by itself (1)."""
        self.wait_until(lambda: False)
        if self.asked_to_stop:
            return 0
        name = self.ended()
        say(f"{name} ended unexpectedly (exit code {name and self.running[name].returncode}); ending the rest.")
        return 1

    def ended(self) -> str | None:
        """The name of a process that has ended, if one has."""
        return next((name for name, process in self.running.items() if process.poll() is not None), None)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self.asked_to_stop:  # a second Ctrl-C: no more patience
            for process in self.running.values():
                process.kill()
        self.asked_to_stop = True

    def _end_all(self) -> None:
        for process in self.running.values():
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in self.running.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
