"""The demo begins with what came before it: its survey, answered and closed."""

from pathlib import Path

from appliance.conference.records import State
from appliance.conference.tally.survey import survey_results
from appliance.folder import DEMO_STEP, begin_demo, open_room


def test_the_demo_has_its_survey_answered_and_closed_and_begins_once(tmp_path: Path) -> None:
    with open_room(tmp_path) as (conductor, identity):
        begin_demo(conductor, identity)
        seq = conductor.read(lambda room: room.seq)
        begin_demo(conductor, identity)
        assert conductor.read(lambda room: room.seq) == seq
        survey = conductor.read(lambda room: room.surveys["survey"])
        found = conductor.read(lambda room: survey_results(room, survey))
        assert (found.invited, found.responded, survey.state) == (180, 132, State.CLOSED)
        step = conductor.read(lambda room: room.activities[DEMO_STEP])
        assert step.state is State.OPEN
