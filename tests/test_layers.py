"""The arrows of the map: which part may know which, read from the imports in the source."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Part (or one module of it) -> the parts (or single modules) that it may import. `box` builds
# everything, so it knows everything.
ARROWS = {
    "clock": set(),
    "timekeeping": set(),
    "contracts": {"conference"},
    "mail": {"mishap"},
    "mishap": set(),
    "certificate": {"conference.records", "rewriting", "web.words"},
    "wiping": {"certificate", "conference", "identity", "rewriting", "store", "timekeeping"}
    | {"web.words"},
    "machine": set(),
    "watchdog": set(),
    "doctor": {"machine", "network", "timekeeping"},
    "wakefulness": set(),
    "conference": set(),
    "settings": set(),
    "network": set(),
    "network.plan": {"rewriting"},
    "identity": {"rewriting"},
    "rewriting": set(),
    "intake": {"conference"},
    "carrying": {"archive", "conductor", "conference", "media"},
    "archiving": {
        *(
            "archive",
            "conference",
            "identity",
            "media",
            "store",
            "sheets.harmless",
            "web.results",
            "web.survey_figures",
        ),
        "web.voted",
    },
    "media": {"archive.placing"},
    "readiness": set(),
    "counting": {"conference", "contracts", "mishap"},
    "comparing": {"assist", "conference", "web.suggesting"},
    "searching": {"assist", "conference", "web.searching"},
    "recipes": {"conference", "rewriting"},
    "screen": {"archive.sticks", "conference.records", "network", "readiness", "web.words"},
    "rehearsal": set(),
    "sheets": set(),
    # What the box hands to the web part, in its words.
    "seams": {
        *("archive", "archiving", "carrying", "certificate", "conductor", "conference", "folder"),
        *("identity", "machine", "mail", "media", "network", "readiness", "recipes"),
        *("report.choice", "report.lacking", "reporting", "settings", "spare", "store.failures"),
        *("timekeeping", "web.archives", "web.parts", "web.probed", "web.reports", "wiping"),
    },
    "live": set(),
    "live.reception": {"conference"},
    "live.sights": {"conference"},
    "store": {"conference"},
    # It copies files of the store onto sticks, and makes a store of them again.
    "spare": {
        *("archive.placing", "archive.sticks", "conference.records", "identity", "mishap"),
        *("rewriting", "store"),
    },
    "assist": set(),
    "report": {"conference", "look", "sheets", "voice"},
    "look": set(),
    # Makes reports apart from the server, in words that it reads as a page does.
    "reporting": {
        *("archive.placing", "conference", "mishap", "report", "voice", "web.words"),
    },
    "voice": {"conference"},
    "archive": {"conference", "report"},
    "archive.cloud": {"mishap"},
    "cards": {"conference", "look", "voice"},
    # What is in a data folder, for who does not serve it.
    "folder": {
        *("cards", "conductor", "conference", "identity", "intake", "media", "network", "store"),
        *("timekeeping", "wiping"),
    },
    "conductor": {"clock", "conference", "contracts", "mishap"},
    "web": {
        "archive.cloud",
        "conference",
        "conductor",
        "intake",
        "mail",
        "mishap",
        "readiness",
        "report.choice",
        "settings",
        "sheets",
    },
    # The command line starts a box, and turns what it hands back or raises into sentences.
    "cli": {
        *(
            "archive.bag",
            "archive.bag_trouble",
            "archive.cloud",
            "archive.locking",
            "archiving",
            "box",
            "cards",
            "carrying",
            "conference",
            "doctor",
            "folder",
            "identity",
            "machine",
            "network",
            "rehearsal",
            "report",
            "reporting",
        ),
        *("spare.resuming", "spare.trouble"),
        *("screen", "settings", "store.failures", "timekeeping", "wakefulness", "watchdog"),
        *("web.results", "web.survey_figures", "web.words", "wiping"),
    },
}
STANDARD_LIBRARY_ONLY = {
    *("clock", "conference", "doctor", "identity", "machine", "readiness", "rehearsal"),
    *("rewriting", "settings", "timekeeping"),
}
# Library -> the only parts that may know it.
OWNERS = {
    "tinydb": {"store"},
    "flask": {"web"},
    "flask_babel": {"web"},
    "babel": {"web"},
    "itsdangerous": {"web"},
    "jinja2": {"report", "web"},
    "werkzeug": {"web"},
    "flask_sock": {"web"},
    "simple_websocket": {"live"},
    "wsproto": {"live"},
    "waitress": {"live"},
    "zeroconf": {"network"},
    "click": {"cli"},
    "ifaddr": {"network"},
    "markdown_it": {"report", "web"},
    "markupsafe": {"web"},
    "docx": {"report"},
    "PIL": {"media", "report"},
    "python_calamine": {"sheets"},
    "matplotlib": {"report"},
    "numpy": {"assist"},
    "opendal": {"archive"},
    "phonenumbers": {"assist"},
    "pyrage": {"archive", "spare"},
    "pyzipper": {"archive"},
    "qrcode": {"cards", "network", "web"},
    "scipy": {"assist"},
    "sdnotify": {"watchdog"},
    "snowballstemmer": {"assist"},
    "typst": {"cards", "report"},
    "xlsxwriter": {"report"},
}
# The rules get time, new ids and chance from the moment that is handed to them.
OUTSIDE_THE_RULES = {
    *("asyncio", "glob", "io", "logging", "multiprocessing", "os", "pathlib", "queue", "random"),
    *("secrets", "selectors", "shutil", "signal", "socket", "sqlite3", "subprocess", "sys"),
    *("tempfile", "threading", "time", "urllib", "uuid"),
}
CLOCKS_AND_FILES = {"now", "today", "utcnow", "open", "input", "print"}


def modules() -> Iterator[tuple[str, str]]:
    """Every module of the program by its dotted name, with its source."""
    for path in sorted((ROOT / "appliance").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield name, path.read_text("utf-8")


def imports(module: str, source: str) -> set[str]:
    """The full dotted names that a module imports, also inside functions and for types only."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # `module` is a file's name (`….__init__` for a package), so one level is its folder.
            folder = module.split(".")[: -node.level] if node.level else []
            base = [*folder, *([node.module] if node.module else [])]
            found |= {".".join([*base, alias.name]) for alias in node.names}
    return found


def part(name: str) -> str:
    """The part that a module of the program belongs to: `appliance.store.journal` -> `store`."""
    return name.split(".")[1]


def module_of(name: str) -> str:
    """The part and the module in it: `appliance.store.journal.Journal` -> `store.journal`."""
    return ".".join(name.split(".")[1:3])


def allowed(module: str) -> set[str]:
    """What a module may import: by its own entry if it has one, else by its part's."""
    entry = module_of(module) if module_of(module) in ARROWS else part(module)
    return ARROWS[entry] | {part(module)}


def forbidden_imports(module: str, source: str) -> list[str]:
    """What a module imports against the arrows, as sentences."""
    if part(module) in ("__init__", "__main__", "box"):
        return []
    known = sorted(name for name in imports(module, source) if name.startswith("appliance."))
    may = allowed(module)
    return [f"{module} imports {name}" for name in known if not {part(name), module_of(name)} & may]


def forbidden_libraries(module: str, source: str) -> list[str]:
    """What a module imports from libraries that are another part's, as sentences."""
    outside = {name.split(".")[0] for name in imports(module, source)} - {"appliance"}
    if part(module) in STANDARD_LIBRARY_ONLY:
        wrong = outside - sys.stdlib_module_names
    else:
        wrong = {name for name in outside if part(module) not in OWNERS.get(name, {part(module)})}
    return [f"{module} imports {name}" for name in sorted(wrong)]


def impurities(module: str, source: str) -> list[str]:
    """What a module of the rules has of clocks, files, threads and chance, as sentences."""
    known = {name.split(".")[0] for name in imports(module, source)} & OUTSIDE_THE_RULES
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    called = {
        *(call.id for call in calls if isinstance(call, ast.Name)),
        *(call.attr for call in calls if isinstance(call, ast.Attribute)),
    }
    return [f"{module} uses {name}" for name in sorted(known | (called & CLOCKS_AND_FILES))]


def test_every_part_has_its_place_on_the_map() -> None:
    parts = {part(name) for name, _ in modules()} - {"__init__", "__main__", "box"}
    assert parts <= ARROWS.keys()


def test_parts_know_only_the_parts_that_the_map_lets_them_know() -> None:
    assert [wrong for name, source in modules() for wrong in forbidden_imports(name, source)] == []


def test_every_library_is_known_to_its_own_part_only() -> None:
    assert [
        wrong for name, source in modules() for wrong in forbidden_libraries(name, source)
    ] == []


def test_the_rules_know_no_clock_no_file_no_thread_and_no_chance() -> None:
    rules = [(name, source) for name, source in modules() if part(name) == "conference"]
    assert rules
    assert [wrong for name, source in rules for wrong in impurities(name, source)] == []


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("web.pages", "from appliance.store import open_store", "store.open_store"),
        ("web.pages", "from ..store.journal import Journal", "store.journal.Journal"),
        ("store.__init__", "from .. import live", "live"),
        ("live.hub", "from appliance.conference import room", "conference.room"),
        ("cli.serving", "from ..store.store import Store", "store.store.Store"),
        ("conductor", "def run():\n    import appliance.store", "store"),
        ("network.names", "if TYPE_CHECKING:\n    from appliance import box", "box"),
    ],
)
def test_a_forbidden_arrow_is_seen_however_it_is_written(
    module: str, source: str, wrong: str
) -> None:
    module = f"appliance.{module}"
    assert forbidden_imports(module, source) == [f"{module} imports appliance.{wrong}"]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("appliance.live.sights", "from appliance.conference.room import Room"),
        ("appliance.live.hub", "from .link import Link"),
        ("appliance.web.__init__", "from .app import create_app"),
        ("appliance.box", "from appliance import live, store, web"),
    ],
)
def test_an_allowed_arrow_is_let_through(module: str, source: str) -> None:
    assert forbidden_imports(module, source) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("appliance.web.pages", "import tinydb"),
        ("appliance.live.hub", "from flask import Flask"),
        ("appliance.conference.room", "import orjson"),
        ("appliance.rehearsal.phones", "from wsproto import WSConnection"),
    ],
)
def test_a_library_in_the_wrong_part_is_seen(module: str, source: str) -> None:
    assert forbidden_libraries(module, source) != []


@pytest.mark.parametrize(
    "source",
    [
        "from time import monotonic",
        "import os.path",
        "from datetime import datetime\nwhen = datetime.now()",
        "text = open('room.json').read()",
    ],
)
def test_a_clock_or_file_in_the_rules_is_seen(source: str) -> None:
    assert impurities("appliance.conference.room", source) != []
