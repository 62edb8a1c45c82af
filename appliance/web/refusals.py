"""Every way in which the web part says no: its codes, their sentences, and the one JSON shape.

Knows no request and no language; who answers gives both.
"""

from collections.abc import Mapping
from typing import Any, Final

from appliance.conductor import Busy, CannotSave, Unexpected
from appliance.conference.refusal import REFUSALS, Refused

from .words import N_, Words

SENTENCES: Final[Mapping[str, str]] = {
    "not_signed_in": N_(
        "The box does not know this browser yet. Open the page of your table again, "
        "or type the code on your card."
    ),
    "elsewhere": N_(
        "You were at table {old}. Are you at table {table} now? "
        "What you wrote stays with table {old}."
    ),
    "wrong_code": N_("This code is not right. Try again in {n} seconds. The code is on your card."),
    "wrong_survey_code": N_(
        "This code is not right. Try again in {n} seconds. The code is in your invitation."
    ),
    "keeps_nothing": N_(
        "Your browser keeps nothing of this page, so we cannot keep your answers together. "
        "Allow cookies for this address and begin again."
    ),
    "survey_lacks": N_("This question still needs an answer."),
    "survey_row_lacks": N_("Choose an answer in every row."),
    "survey_unfit": N_("This answer does not fit the question. Choose again."),
    "survey_whole": N_("Give a whole number."),
    "survey_place_twice": N_("Place {n} is there twice. Give each place once."),
    "survey_too_long": N_("Your answer has {n} characters. {most} fit. Make it shorter."),
    "too_fast": N_("That was a lot at once. Your text is not lost. Try again in {n} seconds."),
    "bad_json": N_("The box does not understand this. Reload the page and try again."),
    "too_large": N_("This is too long to send. Make two contributions of it."),
    "wrong_origin": N_("This did not come from a page of the box. Go to {address}."),
    "wrong_host": N_("This is not the address of the box. Go to {address}."),
    "not_found": N_("There is nothing at this address. Go to {address}."),
    "clock_right": N_("The internet keeps the clock of the box right. Nobody needs to set it."),
    "clock_impossible": N_("This time cannot be. Look at the clock of your own device first."),
    "clock_not_allowed": N_(
        "This machine does not let Tafelronde set its clock. Set it in its own settings."
    ),
    "off_not_box": N_(
        "Only a box that was prepared can be switched off here. Stop Tafelronde where you began it."
    ),
    "off_not_allowed": N_(
        "This box does not let Tafelronde switch it off. "
        "You may pull the plug all the same. Everything saved stays saved."
    ),
    "survey_running": N_(
        "The survey is not closed yet. What people answered can be seen here after that."
    ),
    "survey_together": N_(
        "What parts of the people answered can be seen after closing, so that nobody can be "
        "picked out while answers come in."
    ),
    "survey_together_again": N_(
        "The survey was opened again. What parts of the people answered can be seen after closing "
        "for good, so that nobody can be picked out."
    ),
    "no_cards": N_(
        "This box has nothing to lay out cards with. Ask who prepared it to install that."
    ),
    "none_chosen": N_("Tick at least one answer first."),
    "none_ticked": N_("Tick at least one contribution first."),
    "merge_words": N_("Look at the words for all of these, and merge once more."),
    "group_name": N_("Give the group a name first."),
    "recipes_full": N_("At most {most} methods of your own fit. Remove one first."),
    "title_empty": N_("Give it a title first."),
    "question_empty": N_("A question needs words. Type them, or remove the question."),
    "slide_empty": N_("Type the text of this slide, or remove the slide."),
    "slide_long": N_("This text has {n} characters. {most} fit on a slide. Make it shorter."),
    "slide_gone": N_("Somebody else removed this slide. Load the page again."),
    "slide_question": N_("Choose a question of the survey. A question in words has no figures."),
    "slides_many": N_("At most {most} slides fit in one step. Make a second step for the others."),
    "slides_begun": N_("This step has begun. Its slides can no longer be changed."),
    "row_empty": N_("This needs words. Type them, or remove it."),
    "row_gone": N_("Somebody else removed this. Load the page again."),
    "rows_none": N_("Type at least one line first."),
    "rows_many": N_("At most {most} fit here. Take others out first."),
    "scale_span": N_("Give two whole numbers, the lowest first, from −{most} to {most}."),
    "scale_step": N_("These steps do not lead from {low} to {high}. Choose another step."),
    "scale_fine": N_("A scale has at most {most} steps. Choose a larger step."),
    "criteria_weigh": N_("None of the criteria counts like this. Give one of them a weight."),
    "no_picture": N_("Choose a picture first: a PNG, JPEG or WebP file."),
    "picture_large": N_("This picture is larger than {n} MB. Save it smaller, and choose that."),
    "pictures_large": N_(
        "The pictures on all slides are {n} MB together, and more do not fit in one file. "
        "Take a slide with a picture out first."
    ),
    "alt_empty": N_(
        "Say in words what the picture shows, in every language of the conference. "
        "If it shows nothing one has to know, tick “decoration”."
    ),
    "contact_half": N_("Give both the name and the telephone number of who to call, or neither."),
    "does_not_fit": N_("Something is missing here or does not fit. Look at it again."),
    "question_text": N_("Type the question, in one language at least."),
    "question_pick": N_("Say how many options one may choose: from 1 to the number of options."),
    "question_span": N_(
        "Give two whole numbers, the lowest first. A scale has at most eleven steps."
    ),
    "question_from": N_(
        "This question takes its options from one that has to stand above it. Move that one, or "
        "give it options of its own."
    ),
    "question_gone": N_(
        "Somebody else took this question out. What you typed stands here: save it to add it again."
    ),
    "close_unsure": N_("Say first that you have read what this ends."),
    "keep_day": N_("Type a day that is in the calendar, such as 2027-03-31."),
    "person_none": N_("Choose first what is to be erased."),
    "survey_title": N_("Type a title, in one language at least."),
    "invitee_nobody": N_("Type a name or an e-mail address."),
    "invitee_known": N_("{name} is invited already with this address."),
    "half_taken": N_(
        "Something came between, and {n} of {of} were taken in. "
        "Take them in once more: nothing is there twice."
    ),
    "file_gone": N_("The box no longer has this file. Choose it once more."),
    "paper_option": N_("There is no option {told}. Type a number from 1 to {most}."),
    "paper_rows": N_(
        "Type a digit for each of {rows} rows; there are {n}. A dash stands for no answer."
    ),
    "paper_number": N_("Type a whole number instead of {told}."),
    "paper_nobody": N_(
        "Nobody is invited with this code, address or name. Look again, or leave it empty."
    ),
    "paper_several": N_("More than one person is called so. Type the e-mail address or the code."),
    "paper_answered": N_(
        "This person has answered already. Tick below to put the paper in its place."
    ),
    "cell_option": N_("“{told}” is none of the options."),
    "cell_twice": N_("This stands in row {row} too. Each response has its own."),
    "cell_address": N_("This is an e-mail address. Choose a column with a number instead."),
    "mail_unset": N_(
        "Nobody has told the box through whom to send mail. Ask who prepared it to set smtp_host "
        "and smtp_from, or use the table for a mail merge."
    ),
    "mail_not_open": N_("Open the survey first. A link in a letter then works at once."),
    "mail_link": N_("Put {link} in every text: without it nobody can answer."),
    "survey_when": N_("Choose a day and a time, or leave both empty."),
    "cannot_save": N_(
        "The box cannot save now. Your text is not lost. The organisers can see this. "
        "Try again in {n} seconds."
    ),
    "busy": N_("The box is very busy. Your text is not lost. Try again in {n} seconds."),
    "unexpected": N_(
        "Something went wrong, and it is not you. Your text is still here. Please try again. "
        "If it goes on, mention number {n}."
    ),
}
"""The web part's own codes; the rules have theirs in `REFUSALS`."""

STATUS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("bad_json", "bad_command", "unknown_command"), 400),
    "not_signed_in": 401,
    **dict.fromkeys(("not_allowed", "not_yours", "wrong_code", "wrong_origin"), 403),
    **dict.fromkeys(("wrong_survey_code", "keeps_nothing"), 403),
    **dict.fromkeys(("not_found", "unknown_table", "unknown_activity", "unknown_question"), 404),
    "unknown_survey": 404,
    **dict.fromkeys(("survey_missing", "survey_answer", "survey_pick", "survey_number"), 422),
    **dict.fromkeys(("unknown_entry", "unknown_act", "unknown_theme"), 404),
    **dict.fromkeys(("clock_not_allowed", "off_not_box", "off_not_allowed"), 403),
    **dict.fromkeys(("clock_impossible", "none_chosen", "none_ticked", "group_name"), 422),
    "merge_words": 422,
    **dict.fromkeys(("unknown_bucket", "unknown_text"), 404),
    **dict.fromkeys(("question_text", "question_pick", "question_span", "question_from"), 422),
    "question_gone": 409,
    **dict.fromkeys(("survey_title", "survey_when", "survey_format", "survey_dates"), 422),
    **dict.fromkeys(("survey_options", "survey_rows", "survey_empty"), 422),
    **dict.fromkeys(("invitee_nobody", "invitee_known", "code_taken", "half_taken"), 422),
    **dict.fromkeys(("paper_nobody", "paper_several", "paper_answered", "mail_link"), 422),
    "survey_nothing": 422,
    **dict.fromkeys(("close_unsure", "keep_day", "person_none", "wipe_title"), 422),
    "unknown_invitee": 404,
    "too_large": 413,
    "wrong_host": 421,
    **dict.fromkeys(("text_empty", "text_too_long", "name_needed", "out_of_range"), 422),
    **dict.fromkeys(("points_too_many", "summary_empty", "too_many_on_stage"), 422),
    **dict.fromkeys(("file_format", "file_letters", "file_newer", "file_member"), 422),
    **dict.fromkeys(("title_empty", "question_empty", "contact_half", "does_not_fit"), 422),
    "recipes_full": 422,
    **dict.fromkeys(("slide_empty", "slide_long", "slide_question", "slides_many"), 422),
    **dict.fromkeys(("no_picture", "alt_empty", "pictures_large"), 422),
    "picture_large": 413,
    **dict.fromkeys(("row_empty", "rows_none", "rows_many", "criteria_weigh"), 422),
    **dict.fromkeys(("scale_span", "scale_step", "scale_fine"), 422),
    **dict.fromkeys(("slide_gone", "row_gone"), 404),
    "too_fast": 429,
    "unexpected": 500,
    **dict.fromkeys(("cannot_save", "busy", "no_conference", "no_cards"), 503),
}
"""The HTTP status of each code; a conflict with how the room is now (409) where none is named."""

CANNOT_SAVE_WAIT_S: Final = 30
BUSY_WAIT_S: Final = 5


class Denied(Exception):
    """The web part says no before the rules are asked."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


NoForPeople = Denied | Refused | CannotSave | Busy | Unexpected


def said(no: NoForPeople) -> tuple[str, Mapping[str, str | int]]:
    """The code of a refusal and the values in its sentence."""
    match no:
        case CannotSave():
            return "cannot_save", {"n": CANNOT_SAVE_WAIT_S}
        case Busy():
            return "busy", {"n": BUSY_WAIT_S}
        case Unexpected():
            return "unexpected", {"n": str(no.number)}
        case _:
            return no.code, no.values


def sentence(words: Words, speak: str, code: str, values: Mapping[str, Any]) -> str:
    """What a person reads."""
    return words.say(speak, SENTENCES.get(code) or REFUSALS[code], **values)


def shape(command: str | None, code: str, message: str) -> dict[str, str | None]:
    """The one JSON shape of a refusal."""
    return {"refused": command, "code": code, "message": message}
