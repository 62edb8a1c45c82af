"""What a form of the prepare pages says, as the command that it asks for.

Fields are named after the members of a conference file; a text of the organiser has a field per
language ("title.nl"). What a form does not hold stays as it is. Knows no request and no room.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from appliance.conference.activities import ACTIVITIES
from appliance.conference.records import ASKS, Activity, Attribution, Conference, Scope, Table, Text
from appliance.conference.tables import SEATS_MOST
from appliance.conference.writing import activity_item

from .form_fields import Form, lines_in, number_in, text_of
from .prepare_settings import settings_in
from .refusals import Denied
from .words import LANGUAGES

Asked = dict[str, Any]

MINUTES_MOST: Final = 24 * 60
PEOPLE_MOST: Final = 10_000
QUESTIONS_MOST: Final = 50

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
        "participants_expected": number_in(form, "participants_expected", 0, PEOPLE_MOST),
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
        item["seats"] = number_in(form, "seats", 1, SEATS_MOST)
    if "chair" in form:
        item["chair"] = form["chair"].strip()
    return {"do": "put_table", "item": item, **_if_rev(form)}


def new_step(form: Form, title: Text) -> Asked:
    """The command that adds a step of a kind, to be filled in further."""
    kind = form.get("kind", "")
    if kind not in ACTIVITIES:
        raise Denied("does_not_fit")
    item = {"kind": kind, "title": title, "minutes": number_in(form, "minutes", 0, MINUTES_MOST)}
    if kind == "brainstorm":
        item["scope"] = Scope.TABLE.value
    after = form.get("after", "")
    return {"do": "put_activity", "item": item, **({"after": after} if after else {})}


def put_activity(form: Form, activity: Activity) -> Asked:
    """The command that puts what stands in the form in the place of what the step was."""
    item = activity_item(activity)
    item["title"] = _told(form, "title", activity.title)
    item["minutes"] = number_in(form, "minutes", 0, MINUTES_MOST)
    _put(item, "instruction", text_of(form, "instruction", activity.instruction))
    if form.get("scope") in set(Scope):
        item["scope"] = form["scope"]
    if form.get("attribution") in set(Attribution):
        item["attribution"] = form["attribution"]
    if form.get("writers") in _WRITERS:
        item["writers"] = _WRITERS[form["writers"]]
    if "questions" in form:
        item["questions"] = list(_questions(form, activity))
    item |= dict(settings_in(form, activity))
    return {"do": "put_activity", "item": item, **_if_rev(form)}


def copied(activity: Activity) -> Asked:
    """The command that puts the same step once more behind it."""
    item = {name: value for name, value in activity_item(activity).items() if name != "id"}
    return {"do": "put_activity", "item": item, "after": activity.id}


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
        _put(question, "prompts", lines_in(form, f"{name}.prompts"))
        yield question


def _told(form: Form, name: str, old: Text) -> Text:
    """A text that has to be there in one language at least. Raises Denied `title_empty`."""
    text = text_of(form, name, old)
    if not text:
        raise Denied("title_empty")
    return text


def _contact(form: Form) -> dict[str, str]:
    name, phone = form.get("contact.name", "").strip(), form.get("contact.phone", "").strip()
    if bool(name) != bool(phone):
        raise Denied("contact_half")
    return {"name": name, "phone": phone}


def _if_rev(form: Form) -> Asked:
    rev = form.get("rev", "")
    return {"if_rev": int(rev)} if rev.isascii() and rev.isdigit() and len(rev) < 16 else {}


def _put(item: Asked, name: str, value: Any) -> None:
    """A member with something in it, or none."""
    if value:
        item[name] = value
    else:
        item.pop(name, None)
