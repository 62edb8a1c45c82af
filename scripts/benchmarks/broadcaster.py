"""The reference: a bare asyncio broadcaster with the `websockets` library, and nothing else.

It speaks the same frames as a box, so that the same phones can be used: greets, sends what is
posted to the table and the console and what is said to everybody, acknowledges. It stores nothing,
checks nothing and shows nobody the past. Given a file, it first appends what came in and brings it
to the disk, one after the other: what the disk alone costs. Its first line is {"url": …, "pid": …}.
"""

import asyncio
import json
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.http11 import Request, Response

sync = getattr(os, "fdatasync", os.fsync)

_CONSOLE = "control"
_GREETING = (
    {"type": "hello", "box": "bare", "conference": "bare", "room_ms": 0},
    {"type": "snapshot", "seq": 0, "view": {}},
    {"type": "mine", "seq": 0, "doc": {}},
)


class Broadcaster:
    """Who listens where, and what goes to them."""

    def __init__(self, file: int | None) -> None:
        self._file = file
        self._tables: dict[str, set[ServerConnection]] = defaultdict(set)
        self._number = count(1)

    def page(self, connection: ServerConnection, request: Request) -> Response | None:
        """A page of three bytes for every phone that scans a code."""
        return connection.respond(200, "ok\n") if request.path.startswith("/t/") else None

    async def serve(self, connection: ServerConnection) -> None:
        """Greet, then send round whatever comes in."""
        assert connection.request is not None
        asked = parse_qs(urlsplit(connection.request.path).query)
        table = asked.get("table", [_CONSOLE])[0]
        for frame in _GREETING:
            await connection.send(json.dumps(frame))
        self._tables[table].add(connection)
        try:
            async for text in connection:
                self._keep(str(text))
                await self._take(connection, table, json.loads(text))
        finally:
            self._tables[table].discard(connection)

    def _keep(self, text: str) -> None:
        if self._file is not None:
            os.write(self._file, text.encode() + b"\n")
            sync(self._file)

    async def _take(self, sender: ServerConnection, table: str, command: dict[str, Any]) -> None:
        made = f"n{next(self._number)}"
        is_for_all = command["do"] == "say"
        document = {"table": table, "text": command.get("text", "")}
        put = {"messages" if is_for_all else "entries": {made: document}}
        frame = json.dumps({"type": "changes", "seq": 1, "put": put}, ensure_ascii=False)
        everybody = set().union(*self._tables.values())
        broadcast(everybody if is_for_all else self._tables[table] | self._tables[_CONSOLE], frame)
        await sender.send(json.dumps({"type": "ack", "ack": command["id"], "seq": 1, "made": made}))


async def _main(names: Sequence[str]) -> None:
    file = os.open(names[0], os.O_WRONLY | os.O_CREAT | os.O_APPEND) if names else None
    broadcaster = Broadcaster(file)
    async with serve(
        broadcaster.serve,
        "127.0.0.1",
        0,
        process_request=broadcaster.page,
        compression=None,
        backlog=2048,
    ) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        found = {"url": f"http://127.0.0.1:{port}", "code": "", "pid": os.getpid()}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1:]))
