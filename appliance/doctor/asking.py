"""Asking the system's own programs; one that is missing, fails or hangs tells nothing."""

import os
import shutil
import subprocess
from typing import Final

TIMEOUT_S: Final = 5.0


def has(program: str) -> bool:
    """Whether this machine has a program."""
    return _find(program) is not None


def ask(program: str, *arguments: str) -> str | None:
    """What a program prints, stripped; None where it is not there or did not answer.

    Several of systemd's programs say what they found with a status other than 0, so that is told
    all the same when they print anything.
    """
    found = _find(program)
    if found is None:
        return None
    try:
        told = subprocess.run(
            [found, *arguments],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    answer = told.stdout.strip()
    return answer if answer or told.returncode == 0 else None


def _find(program: str) -> str | None:
    # Debian keeps some of them where only root looks.
    return shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
