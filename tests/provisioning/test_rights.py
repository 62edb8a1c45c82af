"""What the box's own user may do, as the real polkitd judges it: that, and nothing more.

In a machine within this machine with a D-Bus of its own, and with Debian's own policies.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.provisioning.house import HERE, NEEDS_ROOT, House, house

RULES = HERE.parents[1] / "provisioning/files/etc/polkit-1/rules.d"
POLKITD = "/usr/lib/polkit-1/polkitd"
BOX, SOMEBODY = 64001, 64002
"""Numbers of users that exist in the house alone."""

MAY = {
    "NetworkManager.network-control",
    "NetworkManager.settings.modify.system",
    "NetworkManager.enable-disable-wifi",
    "NetworkManager.wifi.scan",
    "NetworkManager.wifi.share.protected",
    "timedate1.set-time",
    "timedate1.set-timezone",
    "timedate1.set-ntp",
    "login1.power-off",
    "login1.power-off-multiple-sessions",
    "login1.reboot",
    "login1.reboot-multiple-sessions",
}
MAY_NOT = {
    "NetworkManager.wifi.share.open",
    "NetworkManager.settings.modify.hostname",
    "NetworkManager.sleep-wake",
    "timedate1.set-local-rtc",
    "login1.suspend",
    "login1.hibernate",
    "login1.power-off-ignore-inhibit",
    "systemd1.manage-units",
    "policykit.exec",
}
WITH_A_STICK = {
    "udisks2.filesystem-mount",
    "udisks2.filesystem-mount-other-seat",
    "udisks2.filesystem-unmount-others",
    "udisks2.eject-media",
    "udisks2.eject-media-other-seat",
    "udisks2.power-off-drive",
    "udisks2.power-off-drive-other-seat",
}
NOT_EVEN_WITH_A_STICK = {
    "udisks2.filesystem-mount-system",
    "udisks2.modify-device",
    "udisks2.modify-device-other-seat",
    "udisks2.open-device",
    "udisks2.encrypted-unlock-other-seat",
}

pytestmark = [
    NEEDS_ROOT,
    pytest.mark.needs(POLKITD, "pkcheck", "dbus-daemon", "gdbus", "setpriv", "unshare", "nsenter"),
    pytest.mark.needs("/usr/share/polkit-1/actions/org.freedesktop.NetworkManager.policy"),
    pytest.mark.needs("/usr/share/polkit-1/actions/org.freedesktop.UDisks2.policy"),
]


class Judge:
    """polkitd with our rules and no others, and two people to ask about."""

    def __init__(self, house: House) -> None:
        self._house = house
        passwd = house.folder / "passwd"
        passwd.write_text(Path("/etc/passwd").read_text() + _line("tafelronde", BOX))
        house.run("mount", "--bind", passwd, "/etc/passwd")
        house.run("mkdir", "/run/dbus")
        bus = house.start("dbus-daemon", "--system", "--nofork", "--nopidfile", "--print-address")
        assert "unix:path=" in bus.readline()
        house.start(POLKITD, "--no-debug")
        house.run("gdbus", "wait", "--system", "--timeout=30", "org.freedesktop.PolicyKit1")
        self._processes = {number: self._process(number) for number in (BOX, SOMEBODY)}

    def allows(self, user: int, action: str, **details: str) -> bool:
        """Whether this user may do this."""
        command = ["pkcheck", "--process", self._processes[user]]
        command += ["--action-id", f"org.freedesktop.{action}"]
        for name, value in details.items():
            command += ["--detail", name.replace("_", "."), value]
        return self._house.succeeds(*command)

    def _process(self, user: int) -> str:
        become = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"]
        said = self._house.start(*become, "sh", "-c", "echo $$; exec sleep infinity")
        return said.readline().strip()


def _line(name: str, number: int) -> str:
    return f"{name}:x:{number}:{number}::/nonexistent:/usr/sbin/nologin\n"


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """The judge, in a house of its own."""
    folder = tmp_path_factory.mktemp("judge")
    shutil.copytree(RULES, folder / "etc/polkit-1/rules.d@")
    with house(folder) as built:
        yield Judge(built)


def granted(judge: Judge, user: int, actions: set[str], **details: str) -> set[str]:
    """Those of the actions that this user may do."""
    return {action for action in actions if judge.allows(user, action, **details)}


def test_the_box_may_do_what_it_is_for_and_nothing_more(judge: Judge) -> None:
    assert granted(judge, BOX, MAY | MAY_NOT) == MAY


def test_the_box_may_handle_sticks_and_no_other_disk(judge: Judge) -> None:
    actions = WITH_A_STICK | NOT_EVEN_WITH_A_STICK
    assert granted(judge, BOX, actions, drive_removable_bus="usb") == WITH_A_STICK
    assert granted(judge, BOX, actions, drive_removable_bus="sdio") == set()
    assert granted(judge, BOX, actions) == set()


def test_nobody_else_gains_a_right(judge: Judge) -> None:
    assert granted(judge, SOMEBODY, MAY) == set()
    assert granted(judge, SOMEBODY, WITH_A_STICK, drive_removable_bus="usb") == set()
