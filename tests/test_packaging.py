"""What is handed to people who install the program: its files, its licence, its versions."""

import ast
import csv
import importlib.resources
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def requirements() -> list[Requirement]:
    """What setup.cfg asks for, with every extra."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    lists = [config["options"]["install_requires"], *config["options.extras_require"].values()]
    return [Requirement(line) for lines in lists for line in lines.split("\n") if line.strip()]


def pins() -> dict[str, str]:
    """The exact versions in the constraints file."""
    lines = (ROOT / "scripts" / "constraints.txt").read_text().splitlines()
    pinned = [line.split("==") for line in lines if line and not line.startswith("#")]
    return dict(pinned)


def test_the_reference_conference_is_shipped_whole() -> None:
    demo = importlib.resources.files("appliance") / "demo"
    conference = json.loads((demo / "conference.json").read_text("utf-8"))
    entries = list(csv.DictReader((demo / "entries.csv").read_text("utf-8").splitlines()))
    assert (len(conference["themes"]), len(conference["tables"]), len(entries)) == (5, 10, 210)


@pytest.mark.slow
def test_the_wheel_carries_all_that_the_program_reads(tmp_path: Path) -> None:
    source = tmp_path / "source"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("appliance", "webui"):
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "."],
        cwd=source,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(source.glob("tafelronde-*.whl"))) as wheel:
        shipped = {name for name in wheel.namelist() if not name.startswith("tafelronde-")}
        metadata = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
        assert b"tafelronde = appliance.cli:main" in wheel.read(metadata)
    files = [path for name in ("appliance", "webui") for path in (source / name).rglob("*")]
    assert shipped == {str(path.relative_to(source)) for path in files if path.is_file()}


def test_the_licence_is_the_one_that_the_metadata_names() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert config["metadata"]["license"] == "EUPL-1.2"
    assert licence.splitlines()[0].strip() == "EUROPEAN UNION PUBLIC LICENCE v. 1.2"
    assert re.findall(r"^(\d+)\. ", licence, re.MULTILINE) == [str(n) for n in range(1, 16)]


def test_everything_that_is_asked_for_is_pinned_to_a_version_that_fits() -> None:
    pinned = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pins().items()}
    unfit = [
        str(wanted)
        for wanted in requirements()
        if not wanted.specifier.contains(pinned.get(wanted.name.lower(), "0"))
    ]
    assert unfit == []


def test_every_library_that_is_imported_is_asked_for_by_name() -> None:
    modules = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "appliance").rglob("*.py")]
    nodes = [node for module in modules for node in ast.walk(module)]
    imported = {
        *(alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names),
        *(str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) if not node.level),
    }
    # `_typeshed` exists for the type checker alone.
    ours = {*sys.stdlib_module_names, "appliance", "_typeshed"}
    outside = {name.split(".")[0] for name in imported} - ours
    distributions = packages_distributions()
    found = {distribution.lower() for name in outside for distribution in distributions[name]}
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    lines = config["options"]["install_requires"].split("\n")
    # What is optional is imported only where it is used, and its absence is told in a sentence.
    for extra in ("documents", "spare", "suggestions"):
        lines += config["options.extras_require"][extra].split("\n")
    wanted = {line for line in lines if line and not line.startswith("#")}
    assert found <= {Requirement(line).name.lower() for line in wanted}


def test_tinydb_is_held_to_one_minor_version() -> None:
    tinydb = next(wanted for wanted in requirements() if wanted.name == "tinydb")
    major, minor, *_ = pins()["tinydb"].split(".")
    assert not tinydb.specifier.contains(f"{major}.{int(minor) + 1}.0")


def test_pyproject_holds_only_what_setup_cfg_cannot() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert (pyproject.keys(), pyproject["tool"].keys()) == ({"build-system", "tool"}, {"ruff"})
