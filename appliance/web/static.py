"""Styles, scripts, fonts and icons: read, joined and compressed once at start, kept by browsers.

The address holds a hash over all of them, so relative imports among them stay within one version,
and what a browser has it never asks for again.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from flask import Request, Response

from .bundles import bundles

LAYERS: Final = ("reset", "tokens", "base", "layout", "elements", "print")
"""The style sheets that every page gets, as one file and as one layer each, weakest first.

What a page adds of its own stands in one of these layers, so paper has the last word.
"""

PARTS: Final = {
    "elements": (
        *("acts", "line", "step", "vote", "rating", "lists", "chair", "loan", "sorting"),
        *("harvest", "budget", "order", "apart", "actions", "placing", "talking"),
    )
}
"""The layers that are several files, in a folder of their name, by what they are about."""

APP_CSS: Final = "css/app.css"

_SCRIPTS: Final = "js/"

_CSS_COMMENT: Final = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)

_COLOURS: Final = """@layer tokens {{
:root, [data-light="light"] {{ {light} }}
@media screen and (prefers-color-scheme: dark) {{ :root:not([data-light]) {{ {dark} }} }}
@media screen {{ [data-light="dark"] {{ {dark} }} }}
}}"""
"""What a device asks for decides, unless a page or a part of it says otherwise (data-light).

Paper is light.
"""

_KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "ico": "image/x-icon",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
    "woff2": "font/woff2",
}
_PACKED: Final = frozenset({"ico", "png", "webp", "woff2"})
"""What is compressed already."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it goes out."""

    kind: str
    plain: bytes
    packed: bytes | None


class StaticFiles:
    """All files under webui/static, in memory."""

    def __init__(self, folder: Traversable) -> None:
        plain = dict(_walk(folder, ""))
        plain[APP_CSS] = _joined(plain)
        plain |= _bundled(plain)
        self._files = {name: _file(name, plain[name]) for name in sorted(plain)}
        self.tree = _tree_hash(plain)

    @classmethod
    def read(cls) -> "StaticFiles":
        """The files that came with the program."""
        return cls(files("webui") / "static")

    def url(self, name: str) -> str:
        """The address of a file. Raises KeyError when there is none."""
        if name not in self._files:
            raise KeyError(name)
        return f"/static/{self.tree}/{name}"

    def file(self, name: str) -> File:
        """A file as it goes out. Raises KeyError when there is none."""
        return self._files[name]

    def names(self) -> list[str]:
        """The names of all files."""
        return list(self._files)

    def answer(self, tree: str, name: str, request: Request) -> Response | None:
        """The file, or None. A page from before an update gets today's file, but keeps it not."""
        file = self._files.get(name)
        if file is None:
            return None
        accepts = file.packed is not None and request.accept_encodings["gzip"] > 0
        response = Response(file.packed if accepts else file.plain, content_type=file.kind)
        if accepts:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        is_current = tree == self.tree
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if is_current else "no-store"
        )
        return response


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        ending = item.name.rpartition(".")[2]
        if item.is_dir():
            yield from _walk(item, f"{prefix}{item.name}/")
        elif ending in _KINDS:
            content = item.read_bytes()
            yield prefix + item.name, _CSS_COMMENT.sub(b"", content) if ending == "css" else content


def _joined(plain: dict[str, bytes]) -> bytes:
    sheets = [plain.pop(f"css/{name}.css", b"") for name in _sheets()]
    light, dark = (plain.pop(f"css/{name}.css", b"").decode() for name in ("light", "dark"))
    colours = _COLOURS.format(light=light, dark=dark).encode()
    return b"\n".join([f"@layer {', '.join(LAYERS)};".encode(), colours, *sheets])


def _sheets() -> Iterator[str]:
    for layer in LAYERS:
        parts = PARTS.get(layer)
        yield from (f"{layer}/{part}" for part in parts) if parts else (layer,)


def _bundled(plain: dict[str, bytes]) -> dict[str, bytes]:
    """The pages' scripts, in the place of all modules."""
    names = [name for name in plain if name.startswith(_SCRIPTS)]
    sources = {name.removeprefix(_SCRIPTS): plain.pop(name).decode() for name in names}
    return {_SCRIPTS + name: script.encode() for name, script in bundles(sources).items()}


def _file(name: str, plain: bytes) -> File:
    ending = name.rpartition(".")[2]
    packed = None if ending in _PACKED else gzip.compress(plain, 9, mtime=0)
    return File(_KINDS[ending], plain, packed if packed and len(packed) < len(plain) else None)


def _tree_hash(plain: dict[str, bytes]) -> str:
    tree = hashlib.sha256()
    for name in sorted(plain):
        tree.update(f"{name}\0{len(plain[name])}\0".encode() + plain[name])
    return tree.hexdigest()[:12]
