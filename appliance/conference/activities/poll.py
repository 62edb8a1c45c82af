"""A poll: one question with a few options, of which people choose one or several, or yes or no.

Brams & Fishburn's approval voting where several may be chosen (tally/approval). A ballot's values
are {"chosen": [option]} or, of who has no opinion, {"abstains": True}; nothing is no vote.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from appliance.conference.records import Activity, Item
from appliance.conference.refusal import Refused
from appliance.conference.tally.approval import approval
from appliance.conference.tally.comparison import Comparison, compare_choices
from appliance.conference.tally.merging import became

from .kind import Kind, Setting, Values, Vote
from .listing import ITEMS_MOST, VOTE_SETTINGS, list_flaw

YES_NO: Final = (
    {"id": "yes", "text": {"nl": "Ja", "en": "Yes"}},
    {"id": "no", "text": {"nl": "Nee", "en": "No"}},
)


def checked(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """The choice, in the order of the list. Raises Refused for more than may be chosen."""
    if not values.keys() <= {"chosen", "abstains"}:
        raise Refused("ballot_values")
    chosen, abstains = values.get("chosen", []), values.get("abstains", False)
    if not isinstance(chosen, list) or type(abstains) is not bool:
        raise Refused("ballot_values")
    if not all(isinstance(id, str) for id in chosen):
        raise Refused("ballot_values")
    _refuse_unfit(activity, items, chosen)
    if not abstains:
        return {"chosen": [item.id for item in items if item.id in chosen]} if chosen else {}
    if not _may_abstain(activity):
        raise Refused("ballot_values")
    if chosen:
        raise Refused("poll_abstains")
    return {"abstains": True}


def counted(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """A choice goes along with what its option was merged into, once; what was withdrawn does not
    count, and a ballot that chose nothing else is none any more."""
    if values.get("abstains"):
        return {"abstains": True}
    merged = {item.id: item.into for item in items if item.into}
    now = {became(id, merged) for id in values.get("chosen", ())}
    left = [item.id for item in items if item.id in now and not item.is_withdrawn]
    return {"chosen": left} if left else {}


def results(activity: Activity, items: Sequence[Item], ballots: Sequence[Values]) -> dict[str, Any]:
    """How many chose each option, as a share of those who had an opinion; who had none apart.

    "position" is where the organiser placed the option: pages show them in that order.
    """
    found = approval(
        [item.id for item in items],
        [None if ballot.get("abstains") else ballot["chosen"] for ballot in ballots],
    )
    positions = {item.id: n for n, item in enumerate(items)}
    return {
        "voted": found.n,
        "abstained": found.n_abstained,
        "items": [
            {
                "id": one.item,
                "n": one.n,
                "share": one.share,
                "rank": one.place,
                "is_shared": one.is_shared,
                "position": positions[one.item],
            }
            for one in found.items
        ],
    }


def is_done(activity: Activity, items: Sequence[Item], values: Values) -> bool:
    """Whoever chose anything, or has no opinion, is done."""
    return bool(values)


def compared(
    activity: Activity, items: Sequence[Item], ballots: Sequence[Values]
) -> Comparison | None:
    """Every choice counted whole beside one vote per person; None where everybody chose one."""
    if KIND.setting(activity, "form") != "multiple":
        return None
    chosen = [ballot["chosen"] for ballot in ballots if not ballot.get("abstains")]
    return compare_choices([item.id for item in items], chosen)


def weighs(items: Sequence[Item], values: Values) -> Iterator[tuple[str, str]]:
    """Who has no opinion chose none of the options, and did not reject them either."""
    return ((item.id, "") for item in items if not values.get("abstains"))


def own(settings: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The options; those that are written without an id are called by their number."""
    if settings.get("items"):
        return list(settings["items"])
    if settings.get("form") == "yes_no":
        return YES_NO
    return [_option(n, told) for n, told in enumerate(settings.get("options", ()), 1)]


def _option(n: int, told: Any) -> Mapping[str, Any]:
    is_whole = isinstance(told, Mapping) and "text" in told
    return {"id": f"{n}", **told} if is_whole else {"id": f"{n}", "text": told}


def _refuse_unfit(activity: Activity, items: Sequence[Item], chosen: Sequence[str]) -> None:
    if not {item.id for item in items}.issuperset(chosen):
        raise Refused("unknown_item")
    if len(set(chosen)) < len(chosen):
        raise Refused("ballot_twice")
    most = _most(activity)
    if most and len(chosen) > most:
        raise Refused("poll_too_many", n=len(chosen), most=most)


def _most(activity: Activity) -> int:
    """How many may be chosen; 0 for any number."""
    is_many = KIND.setting(activity, "form") == "multiple"
    most: int = KIND.setting(activity, "pick_most") if is_many else 1
    return most


def _may_abstain(activity: Activity) -> bool:
    may: bool = KIND.setting(activity, "may_abstain")
    return may or KIND.setting(activity, "form") == "yes_no"


def _flaw(settings: Mapping[str, Any]) -> str:
    found = list_flaw(settings)
    return found or ("options" if list_flaw({"items": own(settings)}) else "")


_UNSHUFFLED: Final = tuple(
    replace(setting, default=False) if setting.name == "is_shuffled" else setting
    for setting in VOTE_SETTINGS
)

KIND: Final = Kind(
    name="poll",
    label={"nl": "Peiling", "en": "Poll"},
    settings=(
        Setting(
            name="question",
            default="",
            label={"nl": "Vraag", "en": "Question"},
            is_text=True,
        ),
        Setting(name="options", default=[], label={"nl": "Antwoorden", "en": "Options"}),
        Setting(
            name="form",
            default="single",
            label={"nl": "Soort keuze", "en": "Kind of choice"},
            choices=("single", "multiple", "yes_no"),
        ),
        Setting(
            name="pick_most",
            default=0,
            label={"nl": "Hoogstens te kiezen (0: alle)", "en": "At most to choose (0: all)"},
            least=0,
            most=ITEMS_MOST,
        ),
        Setting(
            name="may_abstain",
            default=False,
            label={"nl": "Ook: geen mening", "en": "Also: no opinion"},
        ),
        *_UNSHUFFLED,
    ),
    takes_list=True,
    vote=Vote(
        checked=checked,
        counted=counted,
        results=results,
        is_done=is_done,
        compared=compared,
        weighs=weighs,
    ),
    flaw=_flaw,
    own=own,
)
