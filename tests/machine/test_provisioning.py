"""The one command: told beforehand, repeatable while the box runs, and undone."""

from pathlib import Path

from .disk import CHECKOUT, COUNTRY, Disk, bare, carry_checkout, provision
from .looking import is_active
from .vm import Machine


def test_a_second_run_changes_nothing_while_the_box_serves(machine: Machine) -> None:
    pid = ("systemctl", "show", "--value", "--property", "MainPID", "tafelronde")
    before = machine.run(*pid).out
    script = f"{CHECKOUT}/provisioning/provision.sh"
    again = machine.run(script, "--country", COUNTRY, timeout_s=300).checked()

    told = [line for line in again.out.splitlines() if line.startswith("   ")]
    assert [line for line in told if not line.startswith("   ✓")] == []
    assert "   ✓ program" in told
    assert machine.run(*pid).out == before
    assert is_active(machine, "tafelronde")


def test_a_rehearsed_run_on_a_bare_machine_changes_nothing(out: Path) -> None:
    with bare(out).tried() as (tree, changed), (out / "dry-run.log").open("wb") as said:
        carry_checkout(tree / CHECKOUT.lstrip("/"))
        provision(tree, said, "--country", COUNTRY, "--dry-run")
        assert [path for path in _files(changed) if not path.startswith(CHECKOUT[1:])] == []
    assert "would write /etc/systemd/system/tafelronde.service" in (out / "dry-run.log").read_text()


def test_what_was_changed_is_put_back(prepared: Disk, out: Path) -> None:
    with bare(out).mounted("ro") as start:
        interfaces = (start / "etc/network/interfaces").read_text()
    with prepared.tried() as (tree, _), (out / "uninstall.log").open("wb") as said:
        assert (tree / "etc/network/interfaces").read_text() != interfaces
        assert _ours(tree) != []
        provision(tree, said, "--uninstall")
        assert [path for path in _ours(tree) if not path.startswith("var/lib/tafelronde")] == []
        assert (tree / "etc/network/interfaces").read_text() == interfaces
        assert (tree / "var/lib/tafelronde/network.json").is_file()


def _ours(tree: Path) -> list[str]:
    """What bears our name, outside of the checkout."""
    places = ("etc", "opt", "usr/local", "var/lib")
    found = (path for place in places for path in (tree / place).rglob("*tafelronde*"))
    return [str(path.relative_to(tree)) for path in found]


def _files(folder: Path) -> list[str]:
    """Everything that is no folder; an overlay holds what was removed as a device."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()]
