"""What the browser gets from elsewhere is pinned, made once and known by its sums."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scripts.load import SCRIPTS, script

ROOT = SCRIPTS.parent
STATIC = ROOT / "webui" / "static"
PRINTED = ROOT / "appliance" / "fonts"


def test_vendored_files_are_the_ones_that_were_made() -> None:
    vendor = script("vendor")
    kept = {*STATIC.glob("vendor/*"), *STATIC.glob("fonts/*"), *STATIC.glob("icons.*")}
    kept |= {*PRINTED.iterdir()}
    assert set(vendor.SUMS.read_text().splitlines()) == {
        vendor.sum_line(path).rstrip() for path in kept
    }


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_vendored_file_that_is_not_as_it_was_made_is_named(tmp_path: Path, harm: str) -> None:
    (tmp_path / "scripts").mkdir()
    for name in ("vendor", "vendor.sha256"):
        shutil.copy(SCRIPTS / name, tmp_path / "scripts")
    for folder in (STATIC, PRINTED):
        shutil.copytree(folder, tmp_path / folder.relative_to(ROOT))
    harmed = tmp_path / "webui" / "static" / "vendor" / "lit.js"
    harmed.write_bytes(harmed.read_bytes() + b" ") if harm == "changed" else harmed.unlink()
    told = subprocess.run(
        [sys.executable, tmp_path / "scripts" / "vendor", "--check"], capture_output=True, text=True
    )
    assert told.returncode == 1
    assert told.stderr == "not as scripts/vendor made it: webui/static/vendor/lit.js\n"


def test_lit_offers_what_our_elements_need_and_no_way_around_its_escaping() -> None:
    exported = re.search(r"export\{([^}]*)\}", (STATIC / "vendor" / "lit.js").read_text())
    assert exported is not None
    assert {name.split(" as ")[-1] for name in exported[1].split(",")} == {
        *("LitElement", "html", "svg", "nothing", "render", "classMap", "createRef", "ifDefined"),
        *("live", "ref", "repeat"),
    }
