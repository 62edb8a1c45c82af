"""What takes long is looked at on a copy: the conductor answers others meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appliance.conference.commands import PutSurvey
from appliance.web import prepare_sort, survey_results
from appliance.web.aside import aside

from .house import CONFERENCE, open_house
from .test_prepare_paper import SURVEY


def test_who_looks_aside_holds_nobody_up_and_sees_the_room_as_it_was(tmp_path: Path) -> None:
    with open_house(tmp_path) as house, house.app.app_context():

        def look(room: Any) -> tuple[int, bool, int]:
            before = room.seq
            house.ask(PutSurvey(SURVEY))
            return before, bool(room.surveys), house.conductor.read(lambda now: len(now.surveys))

        seq = house.conductor.read(lambda room: room.seq)
        assert aside(look) == (seq, False, 1)


@pytest.mark.parametrize(
    ("part", "name", "path"),
    [
        (survey_results, "part_results", "/results/survey"),
        (prepare_sort, "on_desk", f"/prepare/{CONFERENCE}/sort"),
    ],
)
def test_the_pages_that_count_long_look_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: Any, name: str, path: str
) -> None:
    with open_house(tmp_path) as house:
        house.ask(PutSurvey(SURVEY))
        monkeypatch.setattr(part, name, _asking(getattr(part, name), house.conductor.read))
        assert house.facilitator().get(path).status_code == 200


def _asking(own: Callable[..., Any], read: Callable[..., Any]) -> Callable[..., Any]:
    """The same, after the conductor has answered somebody: it would be busy with this."""

    def asked(*told: Any) -> Any:
        read(lambda room: room.seq)
        return own(*told)

    return asked
