"""The browser's scripts as they go out: one file per page, made at start from modules as written.

A module that no other one imports is a page's own: it goes out under its own name, with all that it
needs joined into it in the order of the imports. Each module stays a function of its own, so that
its names are its own; libraries stay files of their own. A phone then asks for three files where
there are forty modules. Knows the few forms of import and export that our modules use (a test holds
them to these), and that a line that begins with a comment is one.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

_IMPORT: Final = re.compile(
    r"""^import\s+(?:(?:(?P<names>\{[^}]*\})|\*\s+as\s+(?P<all>\w+))\s+from\s+)?"""
    r'"(?P<path>\.{1,2}/[^"]+)";\n',
    re.MULTILINE,
)
_NAME: Final = re.compile(r"(\w+)(?: as \w+)?")
_EXPORT: Final = re.compile(
    r"^export (?=(?:const|class|function|async function) (?P<name>\w+)\b)", re.MULTILINE
)
_EXPORT_LIST: Final = re.compile(r"^export \{(?P<names>[\w\s,]*)\};\n", re.MULTILINE)
_OTHER: Final = re.compile(r"^(?:import|export)\b.*|^await\b.*", re.MULTILINE)
_COMMENT: Final = re.compile(r"^[ \t]*(?://.*|/\*(?s:.*?)\*/[ \t]*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Module:
    """A script as written, by its name below js/, with what it imports and exports."""

    name: str
    code: str
    needs: tuple[str, ...]
    takes: tuple[tuple[str, str], ...]
    """The module and the name there of each thing that is imported by name."""
    exports: tuple[str, ...]


def bundles(sources: Mapping[str, str]) -> dict[str, str]:
    """The script of every page, by the name of its own module.

    `sources` are all modules by their names below js/. Raises ValueError for a module that imports
    itself by a detour, that is not there, or in a form that is not known.
    """
    modules = {name: _read(name, source) for name, source in sources.items()}
    needed = {need for module in modules.values() for need in module.needs}
    for name, module in modules.items():
        _check(name, module, modules)
    return {name: _bundle(name, modules) for name in modules if name not in needed}


def _check(name: str, module: Module, modules: Mapping[str, Module]) -> None:
    """What is imported has to be there: a browser would say so too, but only before an audience."""
    for need in filter(_is_ours, module.needs):
        if need not in modules:
            raise ValueError(f"{name} needs {need}, which is not there")
    for need, taken in module.takes:
        if _is_ours(need) and taken not in modules[need].exports:
            raise ValueError(f"{name} takes {taken} from {need}, which has none")


def _read(name: str, source: str) -> Module:
    code = _COMMENT.sub("", source)
    imports = [(_place(name, found["path"]), found["names"]) for found in _IMPORT.finditer(code)]
    needs = tuple(place for place, _ in imports)
    takes = tuple(
        (place, taken) for place, names in imports for taken in _NAME.findall(names or "")
    )
    code = _IMPORT.sub(_taken(name), code)
    exports = [found["name"] for found in _EXPORT.finditer(code)]
    for found in _EXPORT_LIST.finditer(code):
        exports += found["names"].replace(",", " ").split()
    code = _EXPORT_LIST.sub("", _EXPORT.sub("", code))
    if other := _OTHER.search(code):
        raise ValueError(f"{name}: {other[0]}")
    home = f'new URL("{name}", home).href'
    return Module(name, code.replace("import.meta.url", home), needs, takes, tuple(exports))


def _taken(name: str) -> Callable[[re.Match[str]], str]:
    """What stands in the place of an import: names taken from the module that is there already."""

    def taken(found: re.Match[str]) -> str:
        names = found["all"] or (found["names"] or "").replace(" as ", ": ")
        return f'const {names} = modules["{_place(name, found["path"])}"];\n' if names else ""

    return taken


def _place(name: str, path: str) -> str:
    """The name below js/ of what a module imports by a relative path."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _is_ours(name: str) -> bool:
    return not name.startswith("../")


def _bundle(name: str, modules: Mapping[str, Module]) -> str:
    up = "../" * name.count("/")
    order = _in_order(name, modules)
    libraries = [library for library in order if not _is_ours(library)]
    imports = [f'import * as library{n} from "{up}{path}";' for n, path in enumerate(libraries)]
    known = ", ".join(f'"{path}": library{n}' for n, path in enumerate(libraries))
    return "\n".join(
        [
            *imports,
            f'const home = new URL("{up or "./"}", import.meta.url).href;',
            "/** Every module by name, for who looks at a page from its console. */",
            f"export const modules = {{ {known} }};",
            *(_wrapped(modules[each]) for each in order if _is_ours(each)),
        ]
    )


def _in_order(name: str, modules: Mapping[str, Module]) -> list[str]:
    """The module behind all that it needs, as a browser would run them, each once."""
    order: dict[str, None] = {}

    def visit(each: str, path: tuple[str, ...]) -> None:
        if each in path:
            raise ValueError(f"{' needs '.join((*path, each))}")
        for need in modules[each].needs if _is_ours(each) and each not in order else ():
            visit(need, (*path, each))
        order[each] = None

    visit(name, ())
    return [*order]


def _wrapped(module: Module) -> str:
    exports = ", ".join(module.exports)
    return f'modules["{module.name}"] = (() => {{\n{module.code}return {{ {exports} }};\n}})();'
