"""A box in a hundred lines that can be told to misbehave, to see whether the rehearsal notices."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, jsonify, redirect, request
from flask_sock import Sock
from simple_websocket import ConnectionClosed
from werkzeug.serving import make_server

CODE = "ABCD"


@dataclass
class FakeBox:
    """The room, and the faults: `loses`, `doubles`, `hides` and `refuses` name texts."""

    is_practice: bool = True
    loses: str = ""
    doubles: str = ""
    hides: str = ""
    refuses: str = ""
    hangs_up_on: str = ""
    """The text after whose saving, and before whose acknowledgement, the line is cut once."""
    turns_away: str = ""
    """The table whose page does not come."""
    url: str = ""
    entries: dict[str, Any] = field(default_factory=dict)
    activities: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    sockets: list[tuple[str, Any]] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    seq: int = 0

    def __post_init__(self) -> None:
        self.activities = {
            "talk": {"kind": "presentation", "state": "open"},
            "first": {"kind": "brainstorm", "state": "open"},
            "second": {"kind": "brainstorm", "state": "planned"},
        }

    def view(self) -> dict[str, Any]:
        """Everything; audiences do not matter here, except that `hides` never leaves."""
        return {
            "conferences": {"c": {"is_practice": self.is_practice}},
            "tables": {str(n): {"number": n, "is_in_use": n < 3} for n in (1, 2, 3)},
            "activities": self.activities,
            "entries": dict(self.entries),
        }

    def take(self, ws: Any, command: dict[str, Any], table: str) -> None:
        """Do what is asked, send it round, acknowledge it."""
        with self.lock:
            if command["id"] in self.answers:
                ws.send(json.dumps(self.answers[command["id"]]))
                return
            self.seq += 1
            ack = {"type": "ack", "ack": command["id"], "seq": self.seq}
            if command["do"] == "post_entry":
                if command["text"] == self.refuses:
                    refused = {"type": "refused", "refused": command["id"], "code": "text_empty"}
                    ws.send(json.dumps(refused))
                    return
                ack["made"] = self.post(command, table)
            else:
                state = "open" if command["do"] == "open_activity" else "closed"
                self.activities[command["activity"]]["state"] = state
            self.answers[command["id"]] = ack
            if command.get("text") == self.hangs_up_on != "":
                self.hangs_up_on = ""
                ws.sock.shutdown(2)
                raise ConnectionClosed
            ws.send(json.dumps(ack))

    def post(self, command: dict[str, Any], table: str) -> str:
        """Keep the entry as far as the faults allow; its id."""
        made = f"e{self.seq}"
        document = {"table": table, "question": command["question"], "text": command["text"]}
        copies = [made, f"{made}-again"] if command["text"] == self.doubles else [made]
        for copy in copies:
            self.tell(copy, document)
            if command["text"] != self.loses:
                self.entries[copy] = document
        return made

    def tell(self, made: str, document: dict[str, Any]) -> None:
        """Send it to the table's phones and the console."""
        if document["text"] == self.hides:
            return
        put = {"type": "changes", "seq": self.seq, "put": {"entries": {made: document}}}
        drop = {"type": "changes", "seq": self.seq, "drop": {"entries": [made]}}
        for where, ws in tuple(self.sockets):
            if where in (document["table"], "control"):
                ws.send(json.dumps(put))
                if document["text"] == self.loses:
                    ws.send(json.dumps(drop))

    def greet(self, ws: Any, where: str) -> None:
        """Hello, snapshot and, to a participant, mine."""
        with self.lock:
            ws.send(json.dumps({"type": "hello", "box": "b", "conference": "c", "room_ms": 1}))
            ws.send(json.dumps({"type": "snapshot", "seq": self.seq, "view": self.view()}))
            if where != "control":
                ws.send(json.dumps({"type": "mine", "seq": self.seq, "doc": {}}))
            self.sockets.append((where, ws))

    def serve(self, ws: Any, where: str) -> None:
        """Greet, then take commands until the line is lost."""
        self.greet(ws, where)
        try:
            while True:
                self.take(ws, json.loads(ws.receive()), where)
        finally:
            with self.lock:
                self.sockets.remove((where, ws))


def _app(box: FakeBox) -> Flask:
    app = Flask(__name__)
    sock = Sock(app)

    @app.post("/sign-in")
    def sign_in() -> Any:
        if request.form["code"] != CODE:
            return "wrong code", 403
        answer = redirect("/control", 303)
        answer.set_cookie("control", "yes", httponly=True)
        return answer

    @app.get("/t/<table>")
    def page(table: str) -> Any:
        if table == box.turns_away:
            return "", 503
        answer = Response(f"<h1>{table}</h1>")
        answer.set_cookie("device", f"d{table}")
        return answer

    @app.get("/results.json")
    def results() -> Any:
        if request.cookies.get("control") != "yes":
            return "", 401
        return jsonify(themes=[{"entries": [{"id": name} for name in box.entries]}])

    @app.get("/health")
    def health() -> Any:
        return jsonify(threads=7, rss_mb=41.5)

    @sock.route("/live")
    def live(ws: Any) -> None:
        is_phone = request.args["as"] == "participant"
        assert request.cookies.get("device" if is_phone else "control")
        assert request.headers["Origin"] == box.url
        box.serve(ws, request.args["table"] if is_phone else "control")

    return app


@contextmanager
def running(box: FakeBox) -> Iterator[FakeBox]:
    """The box behind an address of its own, until the block ends."""
    server = make_server("127.0.0.1", 0, _app(box), threaded=True)
    box.url = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
