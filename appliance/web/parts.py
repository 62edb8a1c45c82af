"""What the web part is handed by the box: everything it needs of parts that it must not know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

from appliance.archive.cloud.copying import CloudCopy
from appliance.conductor import Outcome
from appliance.conference.carrying import Taken
from appliance.conference.change import Answer
from appliance.conference.commands import Actor, Command
from appliance.conference.records import Text
from appliance.conference.room import Room
from appliance.mail.post import Post
from appliance.readiness import Thing

from .archives import Archives, Returns
from .limits import Rates
from .probed import Probe
from .reports import Reports
from .searching import Search, no_search
from .suggesting import Suggest, no_suggestions
from .visitor import Visitor

T = TypeVar("T")


class Conductor(Protocol):
    """The one writer of a conference, as far as the web part needs it."""

    def ask(self, actor: Actor, command: Command, id: str, timeout_s: float = 10.0) -> Answer:
        """Wait for the answer; it is on disk then. Raises Refused, CannotSave, Busy, Unexpected."""

    def submit(
        self,
        actor: Actor,
        command: Command,
        id: str,
        done: Callable[[Outcome], None],
    ) -> None:
        """Ask without waiting; `done` is called on the conductor's thread. Raises Busy."""

    def read(self, look: Callable[[Room], T], timeout_s: float = 5.0) -> T:
        """Let `look` see the room between two changes. Raises Busy."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What an audience sees at one moment, and what is one person's own (None for the others)."""

    seq: int
    room_ms: int
    view: Mapping[str, Mapping[str, Any]]
    """Documents by kind and id."""
    mine: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Wifi:
    """The network that guests join, as it stands on the cards; `text` is what its code holds."""

    ssid: str
    passphrase: str
    text: str


@dataclass(frozen=True, slots=True)
class Network:
    """The room's network; `troubles` with the worst first."""

    wifi: Wifi | None = None
    is_access_point: bool = False
    """Whether the box's own radio carries it; then `phones` are on it, of at most `ceiling`."""
    phones: int = 0
    ceiling: int | None = None
    """None where nobody knows."""
    troubles: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick in the box. Sizes in bytes; `trouble` is the message that says what is wrong."""

    name: str
    file_system: str
    size_bytes: int
    free_bytes: int | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Taker:
    """A stick that something can be written to."""

    device: str
    name: str
    file_system: str
    free_bytes: int | None
    has_spare: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """A file on its way to a stick, or where that ended.

    `state` is "waiting", "writing", "checking" (both with `percent`), "done" or "failed" (with the
    message and its values that say what to do).
    """

    state: str
    file: str
    stick: str
    percent: int = 0
    trouble: str = ""
    values: Mapping[str, int] = field(default_factory=dict)
    is_off: bool = False
    """When done: whether the stick was switched off."""
    was_there: bool = False
    """When done: whether the same file stood there already, and was only checked."""


@dataclass(frozen=True, slots=True)
class Spare:
    """The running copy on a stick; `state` is "off", "kept", "waiting" (for a stick that has it),
    "slow" or "failed" (with the message that says what to do).
    """

    state: str = "off"
    sticks: Sequence[str] = ()
    """What the sticks with a copy are called."""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class StickDesk:
    """Finished files onto sticks, and the spare copy. All of it may be called from any thread."""

    files: Callable[[], Sequence[tuple[str, int]]] = tuple
    """The finished files, the newest first: name and size in bytes."""
    takers: Callable[[], Sequence[Taker]] = tuple
    begin: Callable[[str, str], bool] = lambda file, device: False
    """Begins to bring a file onto a stick; False while another is on its way."""
    now: Callable[[], Journey | None] = lambda: None
    """The last one, for a while after it ended too."""
    switch_off: Callable[[str], bool] = lambda device: False
    """Closes a stick and switches it off; whether it may be taken out. Takes seconds."""
    spare: Callable[[], Spare] = Spare
    keep_spare: Callable[[str, str], None] = lambda device, passphrase: None
    """Begins a spare copy on a stick; takes a second. Raises NotTaken, CannotSave."""
    stop_spare: Callable[[], None] = lambda: None
    """Keeps none any more, and wipes what is on the sticks that are in. Raises CannotSave."""


class NotTaken(Exception):
    """A file that somebody brought is not taken; `message` with its values says what to do."""

    def __init__(self, message: str, **values: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@dataclass(frozen=True, slots=True)
class Carrier:
    """The conference as one file. All of it may be called from any thread.

    What is opened waits under a word until it is taken. All but `export` and `on_sticks` raise
    NotTaken.
    """

    export: Callable[[bool], bytes] = lambda with_people: b""
    """The file; with people it holds names, addresses and codes of invitees too."""
    open_file: Callable[[IO[bytes]], tuple[str, Taken]] = lambda file: ("", Taken(is_new=True))
    """Looks at a file; the word, and what it brings."""
    open_on_stick: Callable[[str], tuple[str, Taken]] = lambda path: ("", Taken(is_new=True))
    """The same of a file on a stick, by a path that `on_sticks` told."""
    take: Callable[[str], None] = lambda word: None
    """Takes in what waits under a word."""
    on_sticks: Callable[[], Sequence[tuple[str, str]]] = tuple
    """The files on the sticks in the box: path and name."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of the conference. All of it may be called from any thread."""

    take: Callable[[str, bytes], str] = lambda file, content: ""
    """Keeps a picture that somebody chose, by the name of its file; the name under which it is
    kept, once it is on the disk. Takes seconds. Raises NotTaken, CannotSave."""
    find: Callable[[str], Path | None] = lambda name: None
    """The file of a picture that is kept; None for every other name."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What may be done to the machine that the box is. All of it may be called from any thread.

    `set_clock` (seconds since 1970) and `switch_off` answer "" when it is done, else why not:
    "clock_impossible", "clock_not_allowed" or "off_not_allowed".
    """

    is_box: bool = False
    """Whether it was prepared to be a box; a laptop is not ours to switch off."""
    clock_source: Callable[[], str] = lambda: "unknown"
    """Where the clock has its time from: "ntp", "organiser", "rtc" or "unknown"."""
    set_clock: Callable[[float], str] = lambda _: "clock_not_allowed"
    switch_off: Callable[[], str] = lambda: "off_not_allowed"
    access_point: Callable[[], tuple[str, str] | None] = lambda: None
    """Name and password of the access point on the wire, both "" where none was told; None where
    the machine is to be no network."""
    tell_access_point: Callable[[str, str], tuple[str, Mapping[str, str]] | None] = (
        lambda ssid, passphrase: None
    )
    """Tells them, or by two "" that there is none; answers the message with its values that says
    why not. Raises CannotSave."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A ready-made programme: a conference file with a line on when to use it (`use_when`)."""

    id: str
    file: Mapping[str, Any]
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Recipes:
    """The ready-made programmes of the box. All of it may be called from any thread.

    `keep` (conference file, title, when to use it) puts one in the place of what had that title.
    `keep` and `remove` raise CannotSave, and `keep` Refused `recipes_full`.
    """

    all: Callable[[], Sequence[Recipe]] = tuple
    keep: Callable[[Mapping[str, Any], str, str], None] = lambda file, title, use_when: None
    remove: Callable[[str], None] = lambda id: None


@dataclass(frozen=True, slots=True)
class Wiped:
    """A conference that was wiped from this box; `name` is that of its certificate's files."""

    name: str
    title: Text
    languages: Sequence[str]
    finished: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What is done once a conference is over. All of it may be called from any thread.

    `forget_archives` and `wipe` raise CannotSave. After `wipe` the box starts anew, and empty.
    """

    control_number: Callable[[], str] = str
    """The head of the journal: whoever has it can tell whether anything before was altered."""
    archives: Callable[[], Sequence[str]] = tuple
    """The names of the archives that lie on the box, the oldest first."""
    forget_archives: Callable[[], None] = lambda: None
    wipe: Callable[[], None] = lambda: None
    wiped: Callable[[], Sequence[Wiped]] = tuple
    """What was wiped from this box, the last first."""
    certificate: Callable[[str], Path | None] = lambda file: None
    """A certificate by the name of its file; None for every other name."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The other parts, as functions. All of them may be called from any thread."""

    conductor: Conductor
    secret: bytes
    """The box's own; signs the cookies and makes the ids of people."""
    boot: str
    """Differs after every start."""
    check_organiser_code: Callable[[str], bool]
    """True once for the right code, which is then replaced."""
    address: Callable[[], str]
    """The canonical base address, such as "http://192.168.1.4:8080"."""
    own_hosts: Callable[[], frozenset[str]]
    """All host names and addresses that are this box: lower case, without port or brackets."""
    adopt: Callable[[Any, Visitor], None]
    """Hands an opened flask-sock socket over to the one who carries it from there."""
    reply: Callable[[Any, bytes], None]
    """Sends one text to one link."""
    typing: Callable[[Any], None]
    """Tells that this link's person types."""
    changes: Callable[[Visitor, int, str], Mapping[str, Any]]
    """What (visitor, since, box) is told by GET /api/changes."""
    look: Callable[[str, str | None], Looked]
    """What (audience, person) sees now."""
    room_ms: Callable[[], int]
    """Room time now."""
    health: Callable[[], Mapping[str, Any]]
    """phones, threads, cpu_s, rss_mb and what else a machine may want to know."""
    begin: Callable[[Mapping[str, Any], bool], None]
    """Loads (conference file, is practice) into a box without one. Raises as `conductor.ask`."""
    network: Callable[[], Network] = Network
    """How the room's network is."""
    sticks: Callable[[], Sequence[Stick]] = tuple
    """The sticks that are in the box."""
    stick_desk: StickDesk = field(default_factory=StickDesk)
    carrier: Carrier = field(default_factory=Carrier)
    """The conference as a file that goes along."""
    pictures: Pictures = field(default_factory=Pictures)
    """What slides show."""
    archives: Archives = field(default_factory=Archives)
    """What is kept of the conference, as files."""
    returns: Returns = field(default_factory=Returns)
    """Going on from such a file where there is no conference."""
    print_cards: Callable[[str, Sequence[str]], bytes | None] = lambda part, languages: None
    """The cards as PDF: one part of them or all (""), in these languages. None where the box
    cannot make any. May take seconds."""
    has_room: Callable[[], bool] = lambda: True
    """Whether one more socket would be taken in."""
    probe: Probe = lambda host, path: None
    """Answers who asks whether there is internet."""
    machine: Machine = field(default_factory=Machine)
    suggest: Suggest = no_suggestions
    """Compares texts that are being sorted, apart from the box. Takes seconds."""
    search: Search = no_search
    """Looks for names and numbers in people's texts, apart from the box. Takes seconds."""
    scratch: Path | None = None
    """A folder for files that soon go; None is the system's."""
    is_public: bool = False
    """Whether it stands on the internet for the survey and its preparation, and nothing else."""
    proxies: Sequence[str] = ()
    """Who is believed about whom it speaks for: addresses or networks."""
    recipes: Recipes = field(default_factory=Recipes)
    reports: Reports = field(default_factory=Reports)
    ending: Ending = field(default_factory=Ending)
    mail: Post | None = None
    """Sends letters to invitees; None where nothing can."""
    cloud: CloudCopy | None = None
    """Brings a copy into the cloud after the event; None where no room is held."""
    version: str = ""
    rates: Rates = field(default_factory=Rates)
    sock_options: Mapping[str, Any] = field(default_factory=dict)
    """SOCK_SERVER_OPTIONS of flask-sock."""
