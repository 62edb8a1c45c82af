"""Modules joined into one script per page: what each says stays its own, and runs in order."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pytest

from appliance.web.bundles import bundles
from appliance.web.static import StaticFiles

PAGE = """import "./a.js";
import { b as other, c } from "./deep/b.js";
export const d = other + c();
"""
A = 'import * as all from "./deep/b.js";\nglobalThis.order = [`a${all.b}`];\n'
B = """/**
 * What is said about a module stays at home.
 */
import { html } from "../../vendor/library.js";
const hidden = "h"; // behind code a comment may stay
// before code it may not
const b = html`${hidden}
  in a text`;
export function c() { return import.meta.url; }
export { b };
"""
SOURCES = {"page.js": PAGE, "a.js": A, "deep/b.js": B}


def test_a_module_that_no_other_imports_is_a_script_of_its_own() -> None:
    assert [*bundles({"one.js": "", "two.js": 'import "./three.js";\n', "three.js": ""})] == [
        "one.js",
        "two.js",
    ]


def test_each_module_stands_once_behind_all_that_it_needs() -> None:
    script = bundles(SOURCES)["page.js"]
    at = [script.index(f'modules["{name}"] = ') for name in ("deep/b.js", "a.js", "page.js")]
    assert at == sorted(at)
    assert script.count('modules["deep/b.js"] = ') == 1


def test_what_needs_nothing_of_each_other_runs_as_it_is_imported() -> None:
    sources = {"page.js": 'import "./z.js";\nimport "./a.js";\n', "a.js": "", "z.js": ""}
    script = bundles(sources)["page.js"]
    assert script.index('modules["z.js"] = ') < script.index('modules["a.js"] = ')


def test_no_page_loads_two_scripts_that_would_each_have_a_line_of_their_own() -> None:
    templates = files("webui") / "templates"
    assert [name for name, text in pages(templates) if text.count('type="module"') > 1] == []


def pages(folder: Traversable) -> Iterator[tuple[str, str]]:
    """Every template by name."""
    for item in folder.iterdir():
        if item.is_dir():
            yield from pages(item)
        else:
            yield item.name, item.read_text("utf-8")


def test_comments_that_have_a_line_of_their_own_stay_at_home() -> None:
    script = bundles(SOURCES)["page.js"]
    assert "stays at home" not in script
    assert "before code" not in script


@pytest.mark.parametrize(
    ("sources", "says"),
    [
        ({"a.js": 'import "./b.js";\n'}, "a.js needs b.js, which is not there"),
        (
            {"a.js": 'import { c, d as e } from "./b.js";\n', "b.js": "export const c = 1;\n"},
            "a.js takes d from b.js, which has none",
        ),
        ({"a.js": "export default 1;\n"}, "a.js: export default 1;"),
        ({"a.js": "export let a = 1;\n"}, "a.js: export let a = 1;"),
        ({"a.js": "export const { a } = {};\n"}, "a.js: export const { a } = {};"),
        ({"a.js": 'import a from "./b.js";\n', "b.js": ""}, 'a.js: import a from "./b.js";'),
        ({"a.js": "await 1;\n"}, "a.js: await 1;"),
        (
            {
                "a.js": 'import "./b.js";\n',
                "b.js": 'import "./c.js";\n',
                "c.js": 'import "./b.js";\n',
            },
            "a.js needs b.js needs c.js needs b.js",
        ),
    ],
)
def test_what_is_not_known_stops_the_start_and_is_named(
    sources: Mapping[str, str], says: str
) -> None:
    with pytest.raises(ValueError) as caught:
        bundles(sources)
    assert says in str(caught.value)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_joined_script_does_what_its_modules_do(tmp_path: Any) -> None:
    library = tmp_path / "vendor" / "library.js"
    page = tmp_path / "js" / "page.mjs"
    made = {
        library.with_suffix(".mjs"): "export const html = (s, ...v) => String.raw(s, ...v);\n",
        page: bundles(SOURCES)["page.js"].replace("library.js", "library.mjs"),
    }
    for file, text in made.items():
        file.parent.mkdir()
        file.write_text(text)
    told = "JSON.stringify([globalThis.order, modules['page.js'].d])"
    code = f"const {{ modules }} = await import('{page.as_uri()}'); console.log({told})"
    said = subprocess.run(
        ["node", "--input-type=module", "--eval", code], capture_output=True, text=True, check=True
    ).stdout
    order, d = json.loads(said)
    assert order == ["ah\n  in a text"]
    assert d == f"h\n  in a text{(tmp_path / 'js' / 'deep' / 'b.js').as_uri()}"


def test_no_text_of_ours_has_a_line_that_looks_like_a_comment() -> None:
    """The joining leaves out lines that begin with a comment: in a text that would be a loss."""
    scripts = files("webui") / "static" / "js"
    assert [line for text in texts(scripts) for line in text if line.startswith(("//", "/*"))] == []


def texts(folder: Traversable) -> list[list[str]]:
    """The lines of what stands between backticks, nested ones taken apart roughly."""
    found = []
    for item in folder.iterdir():
        if item.is_dir():
            found += texts(item)
        else:
            parts = item.read_text("utf-8").split("`")
            found += [[line.strip() for line in part.split("\n")[1:-1]] for part in parts[1::2]]
    return found


def test_the_scripts_of_all_pages_go_out_joined_and_no_module_beside_them() -> None:
    names = [name for name in StaticFiles.read().names() if name.startswith("js/")]
    assert {"js/participant.js", "js/chair.js", "js/console/control.js"} <= set(names)
    assert "js/live.js" not in names
