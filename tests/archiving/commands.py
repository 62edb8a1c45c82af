"""The program as somebody types it; nobody is at the keyboard."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from appliance.cli import main

Told = subprocess.CompletedProcess[str]


def typed(*words: str | Path, language: str = "en_GB.UTF-8") -> Told:
    """What came of a command, in this process."""
    asked = list(map(str, words))
    result = CliRunner().invoke(main, asked, env={"LC_ALL": language})
    # A way out that is none of ours is a trace on somebody's screen.
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Told(asked, result.exit_code, result.stdout, result.stderr)


def apart(*words: str | Path) -> Told:
    """The same in a process of its own, which knows nothing of this one."""
    return subprocess.run(
        [sys.executable, "-m", "appliance.cli", *map(str, words)],
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
