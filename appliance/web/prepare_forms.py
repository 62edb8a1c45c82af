"""What a form of the prepare pages says, as the command that it asks for.

Fields are named after the members of a conference file; a text of the organiser has a field per
language ("title.nl"). What a form does not hold stays as it is. Knows no request and no room.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from appliance.conference.activities import ACTIVITIES
from appliance.conference.activities.kind import Setting
from appliance.conference.records import ASKS, Activity, Attribution, Conference, Scope, Table, Text
from appliance.conference.refusal import Refused
from appliance.conference.tables import SEATS_MOST
from appliance.conference.writing import activity_item

from .prepare_lists import items_in
from .refusals import Denied
from .words import LANGUAGES

Form = MultiDict[str, str]
Asked = dict[str, Any]

MINUTES_MOST: Final = 24 * 60
PEOPLE_MOST: Final = 10_000
QUESTIONS_MOST: Final = 50

_SAID: Final = frozenset({"input", "beside"})
"""The settings of a step that its card tells in words: which step it goes on with, or is beside."""

_WRITERS: Final = {"all": ["participant", "chair"], "chairs": ["chair"]}
"""Who writes in a step, as the page offers it."""


def edit_conference(form: Form, conference: Conference) -> Asked:
    """The command that puts what stands in the form in the conference's own members."""
    spoken: list[str] = [
        language for language in LANGUAGES if language in form.getlist("languages")
    ]
    members: Asked = {
        "title": _told(form, "title", conference.title),
        "date": form.get("date", "").strip(),
        "starts_at": form.get("starts_at", "").strip()[:5],
        "place": form.get("place", "").strip(),
        "client": form.get("client", "").strip(),
        "participants_expected": _number(form, "participants_expected", 0, PEOPLE_MOST),
        "languages": spoken or list(conference.languages),
        "asks": [name for name in ASKS if name in form.getlist("asks")],
        "contact": _contact(form),
    }
    return {"do": "edit_conference", "members": members, **_if_rev(form)}


def put_theme(form: Form, id: str = "", title: Text = "") -> Asked:
    """The command that adds a theme or gives one another title."""
    item = {"title": _told(form, "title", title)}
    return {"do": "put_theme", "item": {"id": id, **item} if id else item, **_if_rev(form)}


def put_table(form: Form, table: Table | None = None) -> Asked:
    """The command that adds a table or changes one."""
    item: Asked = {"theme": form.get("theme", "")}
    if table is not None:
        item["number"] = table.number
    if "seats" in form:
        item["seats"] = _number(form, "seats", 1, SEATS_MOST)
    if "chair" in form:
        item["chair"] = form["chair"].strip()
    return {"do": "put_table", "item": item, **_if_rev(form)}


def new_step(form: Form, title: Text) -> Asked:
    """The command that adds a step of a kind, to be filled in further."""
    kind = form.get("kind", "")
    if kind not in ACTIVITIES:
        raise Denied("does_not_fit")
    item = {"kind": kind, "title": title, "minutes": _number(form, "minutes", 0, MINUTES_MOST)}
    if kind == "brainstorm":
        item["scope"] = Scope.TABLE.value
    after = form.get("after", "")
    return {"do": "put_activity", "item": item, **({"after": after} if after else {})}


def put_activity(form: Form, activity: Activity) -> Asked:
    """The command that puts what stands in the form in the place of what the step was."""
    item = activity_item(activity)
    item["title"] = _told(form, "title", activity.title)
    item["minutes"] = _number(form, "minutes", 0, MINUTES_MOST)
    _put(item, "instruction", text_of(form, "instruction", activity.instruction))
    if form.get("scope") in set(Scope):
        item["scope"] = form["scope"]
    if form.get("attribution") in set(Attribution):
        item["attribution"] = form["attribution"]
    if form.get("writers") in _WRITERS:
        item["writers"] = _WRITERS[form["writers"]]
    if "questions" in form:
        item["questions"] = list(_questions(form, activity))
    item |= dict(_settings(form, activity))
    own = items_in(form, activity)
    if own is not None and own != activity.settings.get("items", []):
        item["items"] = own
    return {"do": "put_activity", "item": item, **_if_rev(form)}


def copied(activity: Activity) -> Asked:
    """The command that puts the same step once more behind it."""
    item = {name: value for name, value in activity_item(activity).items() if name != "id"}
    return {"do": "put_activity", "item": item, "after": activity.id}


def first_settings(activity: Activity) -> tuple[Setting, ...]:
    """The settings of the step's kind that a form can show: numbers, words, yes or no.

    A text in several languages it cannot.
    """
    kind = ACTIVITIES.get(activity.kind)
    simple = (bool, int, str)
    shown = (s for s in (kind.settings if kind else ()) if type(s.default) in simple)
    return tuple(setting for setting in shown if not setting.is_text)


def is_more_set(activity: Activity) -> bool:
    """Whether something is set on a step that its form does not show."""
    shown = {setting.name for setting in first_settings(activity)}
    shown |= {"slides"} if activity.kind == "presentation" else set()
    return bool(activity.settings.keys() - shown - _SAID)


def lines_of(texts: Sequence[Text], language: str) -> str:
    """Texts of the organiser in one language, one a line; a line is empty where there is none."""
    return "\n".join(in_language(text, language) for text in texts)


def in_language(text: Text, language: str) -> str:
    """A text as it stands in the field of this language; one in no language is Dutch."""
    if isinstance(text, str):
        return text if language == LANGUAGES[0] else ""
    return text.get(language, "")


def _questions(form: Form, activity: Activity) -> Iterator[Asked]:
    """The questions in the form, in their order; a new one without words is none yet."""
    known = {question.id: question for question in activity.questions}
    for id in form.getlist("questions")[:QUESTIONS_MOST]:
        name = f"question.{id}"
        if id == form.get("drop"):
            continue
        old = known.get(id)
        text = text_of(form, f"{name}.text", old.text if old else "")
        if old is None and not text:
            continue
        if not text:
            raise Denied("question_empty")
        question: Asked = {"id": id, "text": text}
        _put(question, "themes", form.getlist(f"{name}.themes"))
        explanation = text_of(form, f"{name}.explanation", old.explanation if old else "")
        _put(question, "explanation", explanation)
        _put(question, "prompts", _prompts(form, f"{name}.prompts"))
        yield question


def _prompts(form: Form, name: str) -> list[Text]:
    """One text per line, the same line in each language."""
    told = {language: form.get(f"{name}.{language}", "").splitlines() for language in LANGUAGES}
    rows = zip_longest(*told.values(), fillvalue="")
    texts = [dict(zip(told, (line.strip() for line in row), strict=True)) for row in rows]
    kept = [{language: line for language, line in text.items() if line} for text in texts]
    return [text for text in kept if text]


def _settings(form: Form, activity: Activity) -> Iterator[tuple[str, Any]]:
    """The settings in the form; a default that was never set stays unsaid."""
    for setting in first_settings(activity):
        value = _set(form, setting)
        if value is not None and value != activity.settings.get(setting.name, setting.default):
            yield setting.name, value


def _set(form: Form, setting: Setting) -> Any:
    """What the form says of a setting; None where it says nothing."""
    name = f"setting.{setting.name}"
    if isinstance(setting.default, bool):
        return name in form if f"{name}.is_shown" in form else None
    if name not in form:
        return None
    if isinstance(setting.default, int):
        return _number(form, name, setting.least or 0, setting.most or 1_000_000)
    return form[name].strip()


def _told(form: Form, name: str, old: Text) -> Text:
    """A text that has to be there in one language at least. Raises Denied `title_empty`."""
    text = text_of(form, name, old)
    if not text:
        raise Denied("title_empty")
    return text


def text_of(form: Form, name: str, old: Text) -> Text:
    """A text by language as it stands in the form; "" where there is none at all.

    What is there in a language that the form does not ask for stays.
    """
    shown = [language for language in LANGUAGES if f"{name}.{language}" in form]
    if not shown:
        return old
    others = {} if isinstance(old, str) else {k: v for k, v in old.items() if k not in shown}
    typed = {language: _clean(form[f"{name}.{language}"]) for language in shown}
    if isinstance(old, str) and old and typed == {**dict.fromkeys(shown, ""), LANGUAGES[0]: old}:
        return old
    told = {language: text for language, text in {**typed, **others}.items() if text}
    return told or ""


def _contact(form: Form) -> dict[str, str]:
    name, phone = form.get("contact.name", "").strip(), form.get("contact.phone", "").strip()
    if bool(name) != bool(phone):
        raise Denied("contact_half")
    return {"name": name, "phone": phone}


def _number(form: Mapping[str, str], name: str, least: int, most: int) -> int:
    typed = form.get(name, "").strip() or "0"
    n = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
    if not least <= n <= most:
        raise Refused("out_of_range", least=least, most=most)
    return n


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _if_rev(form: Form) -> Asked:
    rev = form.get("rev", "")
    return {"if_rev": int(rev)} if rev.isascii() and rev.isdigit() and len(rev) < 16 else {}


def _put(item: Asked, name: str, value: Any) -> None:
    """A member with something in it, or none."""
    if value:
        item[name] = value
    else:
        item.pop(name, None)
