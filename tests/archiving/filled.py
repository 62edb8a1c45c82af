"""The reference conference with everything in it that an archive keeps, in a folder of its own."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from appliance.conductor import Conductor
from appliance.conference.commands import (
    Actor,
    AddBucket,
    AgreeSummary,
    CastBallot,
    CloseActivity,
    CloseSurvey,
    Command,
    CountHeads,
    EditEntry,
    HideEntry,
    JoinTable,
    MarkList,
    OpenActivity,
    OpenSurvey,
    PostEntry,
    PutAction,
    PutActivity,
    RevealResults,
    SealActivity,
    SealSurvey,
    WithdrawEntry,
    WriteSummary,
)
from appliance.conference.records import Role
from appliance.conference.writing import activity_item
from appliance.folder import begin, open_room, pictures, take
from tests.media.pictures import picture
from tests.reference import DEMO, Seat, dots_ballot, groups, rows, voted, written

CHAIRS = {"inkoop": "1", "financiering": "3", "regels": "5", "impact": "7", "erkenning": "9"}
FACILITATOR = Actor(Role.FACILITATOR)
EDITED, TAKEN_BACK = "Dit zei Willemijn Bakker", "Bel Jan Jansen op 06-12345678"
"""What somebody wrote first, and then thought better of."""


def fill(data: Path, *, is_sealed: bool) -> str:
    """Hold the conference up to the dots, closed for good or not; its id."""
    data.mkdir()
    with open_room(data) as (conductor, identity):
        begin(conductor, identity, _file())
        for name in ("survey.json", "invitees.csv", "survey-responses.csv"):
            take(conductor, identity, (DEMO / name).read_bytes())
        _Day(conductor).pass_by(is_sealed=is_sealed)
        shelf = pictures(data, identity)
        shown = shelf.take("zaal.png", picture())
        shelf.take("niet-getoond.png", picture(size=(9, 9)))
        item = conductor.read(lambda room: activity_item(room.activities["opening"]))
        slides = [{"image": shown, "alt": "Zaal"}]
        _ask(conductor, FACILITATOR, PutActivity({**item, "slides": slides}))
        return identity.on_stage


class _Day:
    def __init__(self, conductor: Conductor) -> None:
        self._conductor = conductor
        self._entries: dict[str, str] = {}

    def pass_by(self, *, is_sealed: bool) -> None:
        for command in (OpenSurvey(), CloseSurvey()):
            _ask(self._conductor, Actor(Role.BOX), command)
        self._write()
        self._sort()
        self._vote()
        self._act()
        if is_sealed:
            for step in ("knelpunten", "ordenen", "prioriteiten", "acties"):
                self._lead(SealActivity(step))
            _ask(self._conductor, FACILITATOR, SealSurvey())

    def _write(self) -> None:
        self._lead(OpenActivity("knelpunten"))
        for seat, own in written("knelpunten").items():
            _ask(self._conductor, _person(seat), JoinTable(seat[0]))
            for row in own:
                asked = PostEntry("knelpunten", row["text"], row["question"])
                self._entries[row["id"]] = self._made(_person(seat), asked)
        somebody = _person(("3", 1))
        later = self._made(somebody, PostEntry("knelpunten", EDITED))
        _ask(self._conductor, somebody, EditEntry(later, "Dit zei iemand"))
        gone = self._made(somebody, PostEntry("knelpunten", TAKEN_BACK))
        _ask(self._conductor, somebody, WithdrawEntry(gone))
        self._lead(HideEntry(self._made(somebody, PostEntry("knelpunten", "Ongepast"))))
        chair = Actor(Role.CHAIR, table="3")
        points = WriteSummary("knelpunten", "knelpunten", ("Geld", "Regels"))
        _ask(self._conductor, chair, points)
        _ask(self._conductor, chair, CountHeads(9))
        _ask(self._conductor, chair, AgreeSummary("knelpunten", "knelpunten"))
        self._lead(CloseActivity("knelpunten"))

    def _sort(self) -> None:
        self._lead(OpenActivity("ordenen", anyway=True))
        for theme, table in CHAIRS.items():
            chair = Actor(Role.CHAIR, table=table)
            for row in groups(theme):
                title = AddBucket("ordenen", row["text"], slug=row["item"])
                _ask(self._conductor, chair, title)
            _ask(self._conductor, chair, MarkList("ordenen", theme=theme))
        self._lead(CloseActivity("ordenen"))

    def _vote(self) -> None:
        self._lead(OpenActivity("prioriteiten", anyway=True))
        for seat, own in voted("dots").items():
            _ask(self._conductor, _person(seat), JoinTable(seat[0]))
            _ask(self._conductor, _person(seat), CastBallot("prioriteiten", dots_ballot(own)))
        self._lead(CloseActivity("prioriteiten"))
        self._lead(RevealResults("prioriteiten"))

    def _act(self) -> None:
        self._lead(OpenActivity("acties", anyway=True))
        told = PutAction(
            "acties", what="Een loket openen", who="Gemeente Utrecht", by_when="1-6-2027"
        )
        self._lead(told)
        self._lead(CloseActivity("acties"))

    def _lead(self, command: Command) -> None:
        _ask(self._conductor, FACILITATOR, command)

    def _made(self, actor: Actor, command: Command) -> str:
        made = self._conductor.ask(actor, command, secrets.token_hex(16)).made
        assert made is not None
        return made


def _person(seat: Seat) -> Actor:
    table, n = seat
    return Actor(Role.PARTICIPANT, f"person-{table}-{n}", table)


def _ask(conductor: Conductor, actor: Actor, command: Command) -> None:
    conductor.ask(actor, command, secrets.token_hex(16))


def _file() -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads((DEMO / "conference.json").read_bytes())
    return told


def count() -> int:
    """How many contributions are in the results: those of the file, one edited and one hidden."""
    return sum(row["activity"] == "knelpunten" for row in rows("entries")) + 2
