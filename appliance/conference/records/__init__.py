"""What exists in a conference: one frozen record per thing that can be named.

A record knows no other record except by id, no clock and no file. Every record carries `seq`, the
number of the command that made it (this is the order of the room), and `rev`, the number of the
command that changed it last. Both are stamped by `change.stamp`, never by a rule.
"""

from collections.abc import Mapping
from typing import Final

from .actions import Action
from .acts import Act, Reversal
from .conference import (
    ASKS,
    Activity,
    ClockSet,
    Code,
    Conference,
    Contact,
    Message,
    Question,
    StageLook,
    StageShow,
    Table,
    Theme,
)
from .contributions import Bucket, Entry, Person, Separation, Summary
from .redaction import Covers, Decision, Mask, Search, Stretch, Why
from .reporting import Edition, Passage
from .survey import Asks, Invitee, Option, Response, Survey, SurveyQuestion, Tells
from .values import (
    STANCES,
    Attribution,
    JoinCode,
    Origin,
    Relation,
    Role,
    Scope,
    Signal,
    StageLight,
    StageMode,
    State,
    Text,
    say,
)
from .voting import Ballot, Item

Record = (
    Conference
    | Theme
    | Table
    | Activity
    | Person
    | Entry
    | Message
    | Summary
    | Act
    | Code
    | Survey
    | Invitee
    | Response
    | Bucket
    | Separation
    | Ballot
    | Action
    | Passage
    | Edition
    | Mask
    | Search
)

KINDS: Final[Mapping[str, type[Record]]] = {
    "conferences": Conference,
    "themes": Theme,
    "tables": Table,
    "activities": Activity,
    "people": Person,
    "entries": Entry,
    "messages": Message,
    "summaries": Summary,
    "acts": Act,
    "codes": Code,
    "surveys": Survey,
    "invitees": Invitee,
    "responses": Response,
    "buckets": Bucket,
    "separations": Separation,
    "ballots": Ballot,
    "actions": Action,
    "passages": Passage,
    "editions": Edition,
    "masks": Mask,
    "searches": Search,
}
"""The name of each kind, as in the store and in a view, and its record."""

KIND_OF: Final[Mapping[type[Record], str]] = {record: kind for kind, record in KINDS.items()}

__all__ = [
    "ASKS",
    "KINDS",
    "KIND_OF",
    "STANCES",
    "Act",
    "Action",
    "Activity",
    "Asks",
    "Attribution",
    "Ballot",
    "Bucket",
    "ClockSet",
    "Code",
    "Conference",
    "Contact",
    "Covers",
    "Decision",
    "Edition",
    "Entry",
    "Invitee",
    "Item",
    "JoinCode",
    "Mask",
    "Message",
    "Option",
    "Origin",
    "Passage",
    "Person",
    "Question",
    "Record",
    "Relation",
    "Response",
    "Reversal",
    "Role",
    "Scope",
    "Search",
    "Separation",
    "Signal",
    "StageLight",
    "StageLook",
    "StageMode",
    "StageShow",
    "State",
    "Stretch",
    "Summary",
    "Survey",
    "SurveyQuestion",
    "Table",
    "Tells",
    "Text",
    "Theme",
    "Why",
    "say",
]
