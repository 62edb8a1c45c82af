"""One command prepares a box: it asks for the country alone, and can tell, repeat and undo.

What it does to a whole Debian is held by the tests of the machine; here are its manners.
"""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.network.plan import Plan
from tests.provisioning.house import NEEDS_ROOT

ROOT = Path(__file__).parents[2]
PROVISIONING = ROOT / "provisioning"
FILES = PROVISIONING / "files"

NEEDS_COUNTRIES = pytest.mark.skipif(
    not (ROOT / "appliance/network/countries.txt").exists(), reason="there is no list of countries"
)


def provision(
    *arguments: object, script: Path = PROVISIONING / "provision.sh", stdin: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run it, from somewhere else than the checkout."""
    return subprocess.run(
        ["sh", script, *map(str, arguments)],
        stdin=subprocess.DEVNULL if stdin is None else stdin,
        capture_output=True,
        text=True,
        cwd="/",
        timeout=60,
    )


@pytest.fixture
def debian(tmp_path: Path) -> Path:
    """The little that the script looks at before it changes anything."""
    root = tmp_path / "debian"
    for name, text in {
        "etc/os-release": 'ID=debian\nVERSION_ID="12"\n',
        "etc/passwd": "root:x:0:0:root:/root:/bin/sh\n",
        "etc/timezone": "Etc/UTC\n",
        "etc/network/interfaces": "auto eth0\niface eth0 inet dhcp\n",
        "etc/NetworkManager/system-connections/hotel": "[wifi]\nssid=hotel\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "etc/localtime").symlink_to("/usr/share/zoneinfo/Etc/UTC")
    return root


def contents(root: Path) -> dict[str, tuple[int, str]]:
    """Everything in a folder: rights, and text or target."""
    return {
        str(path.relative_to(root)): (
            path.lstat().st_mode,
            str(path.readlink()) if path.is_symlink() else path.read_text(),
        )
        for path in root.rglob("*")
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize("arguments", [["--bogus"], ["--country"], ["--root"], ["NL"]])
def test_what_is_not_understood_is_named_with_how_it_is_meant(arguments: list[str]) -> None:
    told = provision(*arguments)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("usage: sudo provisioning/provision.sh")
    assert f"This is not understood: {arguments[0]}" in told.stderr
    assert f"Dit wordt niet begrepen: {arguments[0]}" in told.stderr


def test_help_says_what_each_flag_is_for() -> None:
    told = provision("--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert all(flag in told.stdout for flag in ("--country", "--dry-run", "--uninstall", "--root"))


def test_without_a_terminal_a_missing_country_is_one_sentence_in_both_languages(
    debian: Path,
) -> None:
    told = provision("--dry-run", "--root", debian)
    english, dutch = told.stderr.splitlines()
    assert (told.returncode, told.stdout) == (2, "")
    assert english.startswith("The country is missing.")
    assert dutch.startswith("Het land ontbreekt.")


@NEEDS_COUNTRIES
@pytest.mark.parametrize("country", ["N", "NLD", "N1", "UK", "ZZ", "N L", ".."])
def test_what_is_no_country_is_refused_before_anything_is_done(debian: Path, country: str) -> None:
    told = provision("--dry-run", "--root", debian, "--country", country)
    assert (told.returncode, told.stdout) == (2, "")
    assert f"'{country}' is not the two-letter code of a country" in told.stderr


@NEEDS_COUNTRIES
def test_at_a_terminal_it_asks_for_the_country_and_nothing_else(debian: Path) -> None:
    keyboard, terminal = pty.openpty()
    os.write(keyboard, b"be\n")
    told = provision("--dry-run", "--root", debian, stdin=terminal)
    os.close(terminal)
    os.close(keyboard)
    assert told.returncode == 0, told.stderr
    assert told.stdout.count("?") == 2 + told.stdout.count("Is everything there?")
    assert "In welk land staat deze box straks?" in told.stdout
    assert "would choose the room's network for BE" in told.stdout


@pytest.mark.parametrize("release", ["ID=ubuntu\n", 'ID=debian\nVERSION_ID="11"\n', ""])
def test_another_system_is_refused_with_what_to_install(debian: Path, release: str) -> None:
    (debian / "etc/os-release").write_text(release)
    told = provision("--country", "NL", "--dry-run", "--root", debian)
    assert (told.returncode, told.stdout) == (1, "")
    assert "Install Debian 12 first" in told.stderr


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    told = provision("--country", "NL", "--root", tmp_path / "nowhere")
    assert (told.returncode, told.stdout) == (2, "")
    assert "There is no such folder" in told.stderr


@NEEDS_COUNTRIES
def test_a_dry_run_tells_every_change_and_makes_none(debian: Path) -> None:
    before = contents(debian)
    told = provision("--country", "nl", "--dry-run", "--root", debian)
    assert (told.returncode, told.stderr) == (0, "")
    assert contents(debian) == before
    changes = re.findall(r"^   would (.*)$", told.stdout, re.M)
    assert f"there would be {len(changes)} changes" in told.stdout
    assert f"zouden er {len(changes)} wijzigingen zijn" in told.stdout
    written = {line.removeprefix("write ") for line in changes if line.startswith("write ")}
    assert {f"/{path.relative_to(FILES)}" for path in FILES.rglob("*") if path.is_file()} <= written
    assert {"set aside /etc/NetworkManager/system-connections/hotel"} <= set(changes)


@NEEDS_COUNTRIES
def test_steps_are_numbered_in_a_row_and_say_what_they_are_for(debian: Path) -> None:
    steps = sorted(path.name for path in (PROVISIONING / "steps").iterdir())
    numbers = [f"{number:02}" for number in range(1, len(steps) + 1)]
    assert [name[:2] for name in steps] == numbers
    told = provision("--country", "nl", "--dry-run", "--root", debian)
    assert re.findall(r"^── (\d\d) .{10,}$", told.stdout, re.M) == numbers


STEP = """# shellcheck shell=sh
# A little of everything
put /etc/timezone
put /etc/polkit-1/rules.d/50-tafelronde.rules 0600
link /etc/localtime /usr/share/zoneinfo/Europe/Amsterdam
mask sleep.target
[ ! -e "$root/etc/NetworkManager/system-connections/hotel" ] ||
    set_aside /etc/NetworkManager/system-connections/hotel
say "changes: $changes"
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The script with one step that uses each of the ways to change a machine."""
    copy = tmp_path / "checkout/provisioning"
    shutil.copytree(PROVISIONING, copy, ignore=shutil.ignore_patterns("steps", "wheels"))
    countries = tmp_path / "checkout/appliance/network/countries.txt"
    countries.parent.mkdir(parents=True)
    countries.write_text("NL\n")
    (copy / "steps").mkdir()
    (copy / "steps/01-all.sh").write_text(STEP)
    # Nothing in this step needs /proc there.
    (tmp_path / "debian/proc/self").mkdir(parents=True)
    return copy / "provision.sh"


@NEEDS_ROOT
def test_a_second_run_changes_nothing_and_uninstall_puts_everything_back(
    script: Path, debian: Path
) -> None:
    before = contents(debian)
    first = provision("--country", "NL", "--root", debian, script=script)
    assert (first.returncode, "changes: 5" in first.stdout) == (0, True), first.stderr
    during = contents(debian)
    rules = debian / "etc/polkit-1/rules.d/50-tafelronde.rules"
    assert (rules.stat().st_mode & 0o777, (debian / "etc/timezone").read_text()) == (
        0o600,
        "Europe/Amsterdam\n",
    )
    assert "etc/NetworkManager/system-connections/hotel" not in during

    second = provision("--country", "NL", "--root", debian, script=script)
    assert "changes: 0" in second.stdout
    assert contents(debian) == during

    told = provision("--uninstall", "--dry-run", "--root", debian, script=script)
    assert "would put back /etc/timezone" in told.stdout
    assert contents(debian) == during

    last = provision("--uninstall", "--root", debian, script=script)
    assert (last.returncode, last.stderr) == (0, "")
    assert contents(debian) == before
    assert "/var/lib/tafelronde" in last.stdout


@NEEDS_ROOT
def test_what_somebody_changed_since_is_put_right_and_the_first_state_still_comes_back(
    script: Path, debian: Path
) -> None:
    before = contents(debian)
    provision("--country", "NL", "--root", debian, script=script)
    (debian / "etc/timezone").write_text("Europe/Paris\n")
    again = provision("--country", "NL", "--root", debian, script=script)
    assert "changes: 1" in again.stdout
    provision("--uninstall", "--root", debian, script=script)
    assert contents(debian) == before


def test_there_is_nothing_to_put_back_where_nothing_was_done(debian: Path) -> None:
    told = provision("--uninstall", "--dry-run", "--root", debian)
    assert told.returncode == 0
    assert "nothing to put back" in told.stdout
    assert "niets terug te zetten" in told.stdout


PLAN = Plan("NL", "Zaal-1", "een-twee-2")


def fill(data: Path, template: str) -> subprocess.CompletedProcess[str]:
    """What becomes of a template."""
    return subprocess.run(
        [sys.executable, PROVISIONING / "fill.py"],
        input=template,
        env={**os.environ, "TAFELRONDE_DATA": str(data), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )


def test_a_template_is_filled_with_what_was_chosen_for_this_box(tmp_path: Path) -> None:
    PLAN.keep(tmp_path)
    told = fill(tmp_path, "{country} {ssid} {passphrase} {mac} pairwise=ccmp;")
    device = json.loads((tmp_path / "box.json").read_text())["device"]
    mac = told.stdout.split()[3]
    assert told.stdout == f"NL Zaal-1 een-twee-2 {mac} pairwise=ccmp;"
    assert mac.replace(":", "") == "02" + device[:10]
    assert fill(tmp_path, "{mac}").stdout == mac


def test_a_template_that_asks_for_something_else_is_not_filled(tmp_path: Path) -> None:
    PLAN.keep(tmp_path)
    told = fill(tmp_path, "{secret}")
    assert (told.returncode != 0, told.stdout) == (True, "")


def test_nothing_comes_of_a_template_for_what_the_box_is_to_be_without(tmp_path: Path) -> None:
    Plan("NL", "", "").keep(tmp_path)
    told = fill(tmp_path, "ssid={ssid}")
    assert (told.returncode, told.stdout) == (0, "")


def test_a_plan_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "network.json").write_text(json.dumps({"format": "tafelronde-network/2"}))
    told = fill(tmp_path, "{ssid}")
    assert (told.returncode, told.stdout) == (1, "")
    assert "A newer Tafelronde wrote" in told.stderr


def test_without_a_plan_nothing_is_filled(tmp_path: Path) -> None:
    told = fill(tmp_path, "{ssid}")
    assert (told.returncode, told.stdout) == (1, "")
    assert str(tmp_path) in told.stderr


def test_no_secret_stands_in_the_files() -> None:
    texts = [path.read_text() for path in FILES.rglob("*") if path.is_file()]
    secrets = re.findall(r"^(?:psk|password|passphrase)=(.*)$", "\n".join(texts), re.M)
    assert secrets == ["{passphrase}"]


@pytest.mark.needs("shellcheck")
def test_the_scripts_are_clean() -> None:
    scripts = [*PROVISIONING.rglob("*.sh"), FILES / "usr/local/bin/tafelronde"]
    command = ["shellcheck", "--external-sources", "--source-path=SCRIPTDIR", *scripts]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_scripts_say_how_they_are_run() -> None:
    assert (PROVISIONING / "provision.sh").read_text().startswith("#!/bin/sh\n")
    assert "\nset -eu\n" in (PROVISIONING / "provision.sh").read_text()
    assert os.access(PROVISIONING / "provision.sh", os.X_OK)


PROGRAM = """
. "$here/library.sh"
open_ledger
scratch=$root/scratch
mkdir -p "$scratch"
put() { :; }
# Stands in for the system: makes an environment, and installs all but what this machine lacks.
in_root() {
    printf '%s\\n' "$*" >>"$root/asked"
    case "$*" in
    *"venv --clear"*) mkdir -p "$root$4" ;;
    *"install"*"$lacking") return 1 ;;
    esac
}
. "$here/steps/03-program.sh"
"""


def install(root: Path, lacking: str) -> tuple[str, list[str]]:
    """Install the program on a machine that lacks this: what was said, and which were tried."""
    asked = root / "asked"
    asked.unlink(missing_ok=True)
    known = {"here": PROVISIONING, "checkout": ROOT, "root": root, "lacking": lacking}
    told = subprocess.run(
        ["sh", "-euc", PROGRAM],
        env={**os.environ, "is_dry": "", "country": "NL", **{k: str(v) for k, v in known.items()}},
        capture_output=True,
        text=True,
        timeout=60,
    )
    tried = re.findall(r"/source(\S*)$", asked.read_text(), re.MULTILINE)
    return told.stdout + told.stderr, tried


def test_a_machine_that_cannot_have_all_gets_a_program_that_serves_and_may_try_again(
    tmp_path: Path,
) -> None:
    venv = tmp_path / "opt/tafelronde/venv"
    told, tried = install(tmp_path, "[documents,locking,suggestions,cloud]")
    assert "This machine cannot print cards and reports" in told
    assert "Deze machine kan geen kaarten en verslagen afdrukken" in told
    assert tried == ["[documents,locking,suggestions,cloud]", ""]
    assert venv.readlink().name.endswith("-small")
    _, tried = install(tmp_path, "[documents,locking,suggestions,cloud]")
    assert tried == ["[documents,locking,suggestions,cloud]"]
    told, tried = install(tmp_path, "nothing")
    assert "cannot" not in told
    assert tried == ["[documents,locking,suggestions,cloud]"]
    assert not venv.readlink().name.endswith("-small")
    assert install(tmp_path, "nothing") == ("", [])


def test_a_machine_that_can_have_nothing_is_told_so_and_keeps_what_it_had(tmp_path: Path) -> None:
    told, _ = install(tmp_path, "")
    assert "The program could not be installed." in told
    assert "Het programma kon niet worden geïnstalleerd." in told
    assert not (tmp_path / "opt/tafelronde/venv").exists()
