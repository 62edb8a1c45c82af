"""The command `tafelronde` on a box: whoever is root becomes the box's own user for it."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.provisioning.house import HERE, NEEDS_ROOT, House, house

COMMAND = HERE.parents[1] / "provisioning/files/usr/local/bin/tafelronde"
BOX = 64001
"""The number of a user that exists in the house alone."""

NET_ADMIN, NET_RAW, DAC_READ_SEARCH = 1 << 12, 1 << 13, 1 << 2
"""Capabilities by their bit (linux/capability.h)."""

PROGRAM = f"""#!{sys.executable}
import json, os, re, sys
status = open("/proc/self/status").read()
print(json.dumps({{
    "user": os.geteuid(),
    "rights": int(re.search("CapEff:\\\\s*(\\\\w+)", status)[1], 16),
    "data": os.environ["TAFELRONDE_DATA"],
    "arguments": sys.argv[1:],
    "may_read": os.access("{{secret}}", os.R_OK),
}}))
"""

pytestmark = [NEEDS_ROOT, pytest.mark.needs("setpriv", "unshare", "nsenter", "sh")]


@pytest.fixture
def box(tmp_path: Path) -> Iterator[House]:
    """A box whose program tells as whom it runs."""
    secret = tmp_path / "root/conference.json"
    secret.parent.mkdir(mode=0o700)
    secret.touch(mode=0o600)
    program = tmp_path / "opt@/tafelronde/venv/bin/tafelronde"
    program.parent.mkdir(parents=True)
    program.write_text(PROGRAM.replace("{secret}", str(secret)))
    program.chmod(0o755)
    shutil.copy(COMMAND, tmp_path / "command")
    for name, line in {
        "passwd": f"tafelronde:x:{BOX}:{BOX}::/nonexistent:/usr/sbin/nologin\n",
        "group": f"tafelronde:x:{BOX}:\n",
    }.items():
        (tmp_path / name).write_text(Path("/etc", name).read_text() + line)
    with house(tmp_path) as built:
        for name in ("passwd", "group"):
            built.run("mount", "--bind", tmp_path / name, f"/etc/{name}")
        yield built


def told(box: House, *arguments: str) -> dict[str, Any]:
    """As whom the program runs when root gives this command."""
    answer: dict[str, Any] = json.loads(box.run("sh", box.folder / "command", *arguments))
    return answer


def test_root_becomes_the_box_and_may_only_read_more_than_it(box: House) -> None:
    assert told(box, "import", "a b.json") == {
        "user": BOX,
        "rights": DAC_READ_SEARCH,
        "data": "/var/lib/tafelronde",
        "arguments": ["import", "a b.json"],
        "may_read": True,
    }


def test_the_doctor_may_listen_and_ask_the_radio(box: House) -> None:
    assert told(box, "doctor", "--json")["rights"] == DAC_READ_SEARCH | NET_ADMIN | NET_RAW
