"""Which tests can run here: one whose program is missing is skipped with the reason.

Where continuous integration could have installed the program, its absence is a failure: a tier
that silently stops running protects nothing.
"""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether a rule holds.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

PROGRAMS = {
    "browser": ("chromium",),
    "machine": (
        *("qemu-system-x86_64", "mmdebstrap", "systemd-nspawn", "mke2fs", "busybox", "dnsmasq"),
        *("pdftoppm", "zbarimg", "unshare", "nsenter", "ip"),
    ),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or in continuous integration fail, a test that needs a program that is not here."""
    for program in programs_of(item):
        if not is_there(program):
            say = pytest.fail if must_have_programs() else pytest.skip
            say(f"needs {program}, which is not installed")


def programs_of(item: pytest.Item) -> list[str]:
    """The programs that a test's tier and its own `needs` marks name."""
    named = [program for mark in item.iter_markers("needs") for program in mark.args]
    tiers = [PROGRAMS.get(mark.name, ()) for mark in item.iter_markers()]
    return [*named, *(program for tier in tiers for program in tier)]


def is_there(program: str) -> bool:
    """Whether a program is installed; a name with a slash in it is a file or folder."""
    return Path(program).exists() if "/" in program else shutil.which(program) is not None


def must_have_programs() -> bool:
    """Whether this is continuous integration that may install what it likes."""
    may_install = os.geteuid() == 0 and shutil.which("apt-get") is not None
    return os.environ.get("CI") == "true" and may_install
