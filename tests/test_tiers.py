"""A test whose program is missing is skipped aloud; where the program could be had, it fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFIGURATION = """
[pytest]
markers =
    browser: drives a browser
    needs: needs a program
"""
TESTS = """
import pytest

@pytest.mark.browser
def test_in_a_browser(): ...

@pytest.mark.needs("zbarimg")
def test_with_a_program(): ...

@pytest.mark.needs("./library")
def test_with_a_folder(): ...

def test_with_nothing(): ...
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Four tests under our own rules, on a machine without programs."""
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    (tmp_path / "pytest.ini").write_text(CONFIGURATION)
    (tmp_path / "test_four.py").write_text(TESTS)
    (tmp_path / "programs").mkdir()
    return tmp_path


def run(suite: Path, **environment: str) -> str:
    """What pytest says about the suite."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", suite],
        cwd=suite,
        env={"PATH": str(suite / "programs"), **environment},
        capture_output=True,
        text=True,
    ).stdout


def add_program(suite: Path, name: str) -> None:
    """Let the machine have a program."""
    (suite / "programs" / name).write_text("")
    (suite / "programs" / name).chmod(0o755)


def test_a_missing_program_skips_its_tests_with_the_reason(suite: Path) -> None:
    told = run(suite)
    assert "needs chromium, which is not installed" in told
    assert "needs zbarimg, which is not installed" in told
    assert "needs ./library, which is not installed" in told
    assert "1 passed, 3 skipped" in told


def test_programs_that_are_there_let_their_tests_run(suite: Path) -> None:
    add_program(suite, "chromium")
    add_program(suite, "zbarimg")
    (suite / "library").mkdir()
    assert "4 passed" in run(suite, CI="true")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install programs")
def test_continuous_integration_fails_where_a_program_could_have_been_installed(
    suite: Path,
) -> None:
    add_program(suite, "apt-get")
    assert "1 passed, 3 errors" in run(suite, CI="true")
    assert "1 passed, 3 skipped" in run(suite)


def test_continuous_integration_skips_what_it_cannot_install(suite: Path) -> None:
    assert "1 passed, 3 skipped" in run(suite, CI="true")
