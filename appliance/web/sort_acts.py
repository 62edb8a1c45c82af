"""What a form of the sorting desk asks for, as the command that it becomes.

Knows no request: a form goes in with what lies on the desk, a JSON object for `commands.read` comes
out. What two people put into one group at the same time is both in it afterwards.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from appliance.conference.grouping import BUCKETS_MOST, TITLE_MOST
from appliance.conference.records import Bucket
from appliance.conference.refusal import Refused

from .refusals import Denied
from .sort_desk import SortDesk

Form = MultiDict[str, str]
Asked = dict[str, Any]


def asked(form: Form, desk: SortDesk) -> Asked:
    """The command in a form. Raises Refused, or Denied where something is missing in it."""
    act = _ACTS.get(form.get("act", ""))
    if act is None:
        raise Refused("unknown_command")
    return act(form, desk)


def chosen(form: Form) -> list[str]:
    """The ids of the texts that are ticked. Raises Denied `none_chosen`."""
    ids = list(dict.fromkeys(form.getlist("member")))
    if not ids:
        raise Denied("none_chosen")
    return ids


def _put(form: Form, desk: SortDesk) -> Asked:
    members = chosen(form)
    if not form.get("bucket"):
        return {"do": "put_bucket", "of": desk.of, "title": _title(form), "members": members}
    bucket = _bucket(form, desk)
    return _changed(bucket, bucket.title, [*desk.members(bucket), *members])


def _rename(form: Form, desk: SortDesk) -> Asked:
    bucket = _bucket(form, desk)
    title = _title(form)
    if bucket.title not in (form.get("was", bucket.title), title):
        raise Refused("changed_meanwhile")
    return _changed(bucket, title, desk.members(bucket))


def _take_out(form: Form, desk: SortDesk) -> Asked:
    return {"do": "take_out", "bucket": _bucket(form, desk).id, "members": chosen(form)}


def _leave(form: Form, desk: SortDesk) -> Asked:
    """All that was suggested is kept apart, ticked or not: the whole of it is not right."""
    bucket = {"bucket": _bucket(form, desk).id} if form.get("bucket") else {}
    members = list(dict.fromkeys(form.getlist("suggested")))
    return {"do": "keep_apart", "of": desk.of, "members": members, **bucket}


def _split(form: Form, desk: SortDesk) -> Asked:
    """What is ticked in a group becomes one of its own, to be named by hand."""
    title = _bucket(form, desk).title[: TITLE_MOST - len(" (200)")]
    taken = {bucket.title for bucket in desk.buckets}
    names = (f"{title} ({n})" for n in range(2, BUCKETS_MOST + 2))
    name = next(each for each in names if each not in taken)
    return {"do": "put_bucket", "of": desk.of, "title": name, "members": chosen(form)}


def _merge(form: Form, desk: SortDesk) -> Asked:
    return {"do": "merge_buckets", "bucket": _bucket(form, desk).id, "into": form.get("into", "")}


def _remove(form: Form, desk: SortDesk) -> Asked:
    return {"do": "remove_bucket", "bucket": _bucket(form, desk).id}


def _to_theme(form: Form, desk: SortDesk) -> Asked:
    return {"do": "bucket_to_theme", "bucket": _bucket(form, desk).id}


def _to_question(form: Form, desk: SortDesk) -> Asked:
    step = form.get("step", "")
    return {"do": "bucket_to_question", "bucket": _bucket(form, desk).id, "activity": step}


def _bring(form: Form, desk: SortDesk) -> Asked:
    places = {
        f"{step.id}.{question.id}": (step.id, question.id) for step, question in desk.questions
    }
    if form.get("where") not in places:
        raise Refused("unknown_question")
    step, question = places[form["where"]]
    bucket = _bucket(form, desk).id
    return {"do": "bring_answers", "bucket": bucket, "activity": step, "question": question}


def _undo(form: Form, desk: SortDesk) -> Asked:
    seq = form.get("seq", "")
    return {"do": "undo", "seq": int(seq) if seq.isascii() and seq.isdigit() else 0}


_ACTS: Final[Mapping[str, Callable[[Form, SortDesk], Asked]]] = {
    "put": _put,
    "rename": _rename,
    "take_out": _take_out,
    "leave": _leave,
    "split": _split,
    "merge": _merge,
    "remove": _remove,
    "theme": _to_theme,
    "question": _to_question,
    "bring": _bring,
    "undo": _undo,
}


def _changed(bucket: Bucket, title: str, members: list[str]) -> Asked:
    """A change of a group as it is now: who changes it at the same moment is not overwritten."""
    change = {"title": title, "members": members, "bucket": bucket.id, "if_rev": bucket.rev}
    return {"do": "put_bucket", "of": bucket.of, **change}


def _bucket(form: Form, desk: SortDesk) -> Bucket:
    found = desk.bucket(form.get("bucket", ""))
    if found is None:
        raise Refused("unknown_bucket")
    return found


def _title(form: Form) -> str:
    title = form.get("title", "").strip()
    if not title:
        raise Denied("group_name")
    return title
