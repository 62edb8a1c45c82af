"""The web part on a real conductor, real rules and a real store, asked as a browser would.

Only what carries sockets is left out: frames that would go out are kept in a list.
"""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from queue import Queue
from typing import Any

from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from appliance.conductor import CannotSave as NotSaved
from appliance.conductor import Conductor
from appliance.conference import views
from appliance.conference.change import Answer, Batch
from appliance.conference.commands import Actor, BeginConference, Command
from appliance.conference.recipes import as_recipe
from appliance.conference.records import Role
from appliance.conference.room import Room
from appliance.media.shelf import Shelf as Media
from appliance.media.trouble import REFUSALS as MEDIA
from appliance.media.trouble import PictureTrouble
from appliance.recipes.shelf import Shelf
from appliance.store.failures import CannotSave, Reason
from appliance.store.store import Store
from appliance.web.app import create_app
from appliance.web.limits import Rates
from appliance.web.parts import Looked, NotTaken, Parts, Pictures, Recipe, Recipes
from appliance.web.socket_door import SocketDoor
from appliance.web.visitor import Visitor
from appliance.web.words import Words

CONFERENCE = "conference-1"
CODE = "k7mw-p3xd"
ADDRESS = "http://192.168.1.4:8080"
OWN = frozenset({"192.168.1.4", "tafelronde.local", "fe80::1"})
STEP = "knelpunten"

FACILITATOR = Actor(Role.FACILITATOR)


class Compiled(BytecodeCache):
    """Templates compiled for one house, for the next ones."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is there."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._code[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


@cache
def words() -> Words:
    """The catalogue, read once."""
    return Words.read()


class FullStore(Store):
    """A store whose disk can be made full."""

    is_full = False

    def append(self, batch: Batch) -> None:
        """Write down, unless the disk is full."""
        if self.is_full:
            raise CannotSave(Reason.FULL)
        super().append(batch)

    def recover(self) -> None:
        """Try again."""
        if self.is_full:
            raise CannotSave(Reason.FULL)
        super().recover()


class Link:
    """An open socket, as far as the web part sees it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.heard: Queue[dict[str, Any]] = Queue()

    def hear(self) -> dict[str, Any]:
        """The next frame sent to it."""
        return self.heard.get(timeout=20)


class House:
    """The web part, at home."""

    def __init__(self, folder: Path, rates: Rates, secret: bytes, boot: str = "boot-1") -> None:
        self.store = FullStore.open(folder, boot=boot)
        self.conductor = Conductor(self.store, _Nobody(), CannotSave)
        self.secret = secret
        self.shelf = Shelf(folder / "recipes")
        self.media = Media(folder / "media")
        self.codes = {CODE}
        self.adopted: list[Visitor] = []
        self.typed: list[Link] = []
        self.parts = self._parts(rates, boot)
        self.door = SocketDoor(self.parts, words())
        self.app = create_app(self.parts, words())
        self.app.jinja_env.bytecode_cache = COMPILED

    def client(self, **environment: str) -> FlaskClient:
        """A browser without cookies. `environment` may hold its address (REMOTE_ADDR)."""
        client = self.app.test_client()
        client.environ_base.update(environment)
        return client

    def seated(self, table: str = "3", **environment: str) -> FlaskClient:
        """A browser whose person has a seat."""
        client = self.client(**environment)
        client.get(f"/t/{table}")
        client.post(f"/t/{table}/join", data={"id": new_id()})
        return client

    def facilitator(self) -> FlaskClient:
        """A browser that is signed in as facilitator."""
        client = self.client()
        self.codes.add(CODE)
        assert client.post("/sign-in", data={"code": CODE}).status_code == 303
        return client

    def observer(self) -> FlaskClient:
        """A browser that is signed in as observer."""
        client = self.client()
        client.post("/sign-in", data={"code": self.code(Role.OBSERVER)})
        return client

    def stage(self) -> FlaskClient:
        """The browser behind the big screen."""
        client = self.client()
        client.post("/sign-in", data={"code": self.code(Role.STAGE)})
        return client

    def chair(self, table: str = "3") -> FlaskClient:
        """A browser that is a table's chair."""
        client = self.client()
        client.get(f"/chair/{self.code(Role.CHAIR, table)}")
        return client

    def code(self, role: Role, table: str = "") -> str:
        """The code on the card of this role."""

        def look(room: Room) -> str:
            codes = room.codes.values()
            return next(c.code for c in codes if c.role is role and c.table == table)

        return self.conductor.read(look)

    def ask(self, command: Command, actor: Actor = FACILITATOR) -> Answer:
        """Ask the conductor past the web part."""
        return self.conductor.ask(actor, command, new_id())

    def records(self) -> list[Any]:
        """Everything in the room, to see that nothing changed."""
        return self.conductor.read(lambda room: room.records())

    def entries(self) -> list[Any]:
        """All contributions."""
        return self.conductor.read(lambda room: list(room.entries.values()))

    def _parts(self, rates: Rates, boot: str) -> Parts:
        return Parts(
            conductor=self.conductor,
            secret=self.secret,
            boot=boot,
            check_organiser_code=self._check,
            address=lambda: ADDRESS,
            own_hosts=lambda: OWN,
            adopt=lambda ws, visitor: self.adopted.append(visitor),
            reply=lambda link, frame: link.heard.put(json.loads(frame)),
            typing=self.typed.append,
            changes=lambda visitor, since, box: {"since": since, "audience": visitor.audience},
            look=self._look,
            room_ms=lambda: 1234,
            begin=self._begin,
            health=lambda: {"threads": 3, "cpu_s": 0.5, "rss_mb": 40.0},
            recipes=Recipes(
                all=lambda: [Recipe(r.id, r.file, r.is_own) for r in self.shelf.recipes()],
                keep=lambda file, title, use: self.shelf.keep(title, as_recipe(file, title, use)),
                remove=self.shelf.remove,
            ),
            pictures=Pictures(self._take_picture, self.media.find),
            version="1.2.3",
            rates=rates,
        )

    def _begin(self, file: Mapping[str, Any], is_practice: bool) -> None:
        self.ask(BeginConference(CONFERENCE, file, is_practice), Actor(Role.BOX))

    def _take_picture(self, file: str, content: bytes) -> str:
        try:
            return self.media.take(file, content)
        except PictureTrouble as trouble:
            raise NotTaken(MEDIA[trouble.code], **trouble.values) from trouble
        except OSError as error:
            raise NotSaved(str(error)) from error

    def _check(self, code: str) -> bool:
        is_right = code in self.codes
        self.codes.discard(code)
        return is_right

    def _look(self, audience: str, person: str | None) -> Looked:
        def look(room: Room) -> Looked:
            own = views.mine(person, room) if person is not None else None
            return Looked(room.seq, room.room_ms, views.view(audience, room), own)

        return self.conductor.read(look)


@contextmanager
def open_house(
    folder: Path, rates: Rates | None = None, secret: bytes = b"s" * 32, has_conference: bool = True
) -> Iterator[House]:
    """A house with the reference conference, its first brainstorm still planned."""
    house = House(folder, rates or Rates(), secret)
    house.conductor.start()
    try:
        if has_conference:
            file = json.loads(files("appliance").joinpath("demo/conference.json").read_bytes())
            house.ask(BeginConference(CONFERENCE, file, is_practice=True), Actor(Role.BOX))
        yield house
    finally:
        house.conductor.stop()


def new_id() -> str:
    """A fresh id for a command."""
    return secrets.token_hex(16)


def refusal(response: TestResponse) -> dict[str, Any]:
    """The refusal in the one shape, checked to be no more than that."""
    told: dict[str, Any] = response.get_json()
    assert told.keys() == {"refused", "code", "message"}
    assert isinstance(told["message"], str)
    assert told["message"]
    return told


class _Nobody:
    """Follows a conductor where nobody is connected."""

    def apply(self, *_: object) -> None: ...
    def look_again(self, *_: object) -> None: ...
    def keep_up(self, *_: object) -> None: ...
    def flush(self, *_: object) -> float:
        return 1.0


Ask = Callable[..., TestResponse]
