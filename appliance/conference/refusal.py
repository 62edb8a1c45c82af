"""The one way in which the rules say no."""

from typing import Final

REFUSALS: Final[dict[str, str]] = {
    "bad_command": "The box does not understand this. Reload the page and try again.",
    "unknown_command": "The box does not know this act. Reload the page and try again.",
    "not_allowed": "You cannot do this from this page.",
    "no_conference": "No conference is loaded yet. Ask the organiser.",
    "other_conference": "This belongs to another conference. Your text is still here.",
    "unknown_table": "There is no table {table}. Look at the number on the card on your table.",
    "table_not_in_use": "Table {table} is not in use. Go to table {other}, there is room.",
    "last_table": "This is the last table in use. Take another one into use first.",
    "merge_with_itself": "A table cannot be merged with itself. Choose another table.",
    "merge_out_of_use": "Table {table} is not in use. Choose a table that is.",
    "unknown_theme": "This theme is not in the programme. Reload the page.",
    "no_seat": "Choose your table first. The number is on the card on your table.",
    "unknown_activity": "This step is not in the programme. Reload the page.",
    "unknown_question": "This question is not part of this step. Reload the page.",
    "unknown_entry": "This contribution is no longer here.",
    "unknown_act": "This can no longer be undone.",
    "activity_planned": "This question is not open yet. Your text is not lost.",
    "activity_paused": "The facilitator has paused this step. Your text is not lost.",
    "activity_closed": "This question is closed. Your text is not lost.",
    "activity_sealed": "This step is closed for good. Nothing can be changed any more.",
    "activity_not_open": "This step is not open. Open it first.",
    "activity_not_closed": "Close this step first. After that you can close it for good.",
    "unknown_slide": "There is no such slide in this step. Reload the page.",
    "no_discussion": "Nothing is discussed in this step.",
    "unknown_topic": "This topic is not part of this step. Reload the page.",
    "topics_too_many": "There are {n} topics. At most {most} fit. Choose fewer of them.",
    "no_stance": "For and against belong to a discussion. Send it without.",
    "answer_only": "To a contribution here you can only answer. For or against is for the topic.",
    "no_harvest": "The tables' points are not gone through in this step.",
    "table_without_points": "Table {table} has no points yet. Go on with another table.",
    "no_actions": "No actions are written down in this step.",
    "unknown_action": "This action is no longer on the list. Your text is not lost.",
    "action_empty": "Write down first what will be done.",
    "action_too_long": "This has {n} characters. {most} fit. Make it shorter.",
    "actions_too_many": "At most {most} actions fit. Take some off the list first.",
    "actions_elsewhere": "In this step others write down the actions. Tell them yours.",
    "action_of_other_table": "Another table wrote this down. Ask the facilitator to change it.",
    "unknown_source": "What this action came from is no longer there. Choose again.",
    "no_voting": "Nothing is put to the vote in this step.",
    "unknown_item": "One of these is no longer on the list. Look at the list again.",
    "list_empty": "There is nothing on the list of this step yet. Choose where it comes from.",
    "list_too_long": (
        "There are {n} on the list. At most {most} can be put in order. Take only the top of it."
    ),
    "no_list": "This step works on no list.",
    "list_fixed": "This list is fixed: the step was opened. Take that back first.",
    "list_source": "A list can only come from an earlier step. Choose another one.",
    "source_empty": "The list from {title} is still empty. Do that step first, or choose another.",
    "source_gone": (
        "The step that the list of {title} comes from is gone. Choose another one at Prepare, or "
        "no step."
    ),
    "source_later": (
        "A list comes from an earlier step, and {title} comes later. Choose an earlier one, or "
        "move that one up first."
    ),
    "source_open": "Close {title} first: this step takes its list from it.",
    "source_hidden": "Show the result of {title} first: this step goes on with the best of it.",
    "results_revealed": "The result was seen already. Vote again in a new step instead.",
    "vote_closed": "Voting had closed when your vote arrived. It does not count. Tell your chair.",
    "vote_hidden": "The results of this vote are not shown yet. First show them to the room.",
    "still_counting": "This vote is still being counted. Try again in a few seconds.",
    "ballots_secret": "The votes can be read here once the result is shown to everyone.",
    "ballots_few": "Fewer than {n} votes: we do not show these. This keeps each choice secret.",
    "vote_open": "Close the vote first. After that you can show its results.",
    "ballot_values": "This vote does not fit what is asked. Look at it again.",
    "dots_too_many": "You gave {n} dots. You have {most}.",
    "rating_scale": "Choose a number from {low} to {high}.",
    "rating_step": "Choose a number from {low} to {high}, in steps of {step}.",
    "dots_stacked": "Give at most one dot to each.",
    "budget_overspent": "You gave {n} and there is {most}. Take {over} back.",
    "budget_step": "Give each item 0 or a whole amount up to {most}, in steps of {step}.",
    "ranking_too_many": "You gave {n} a place. There are {most} places. Take some out.",
    "ranking_place": "The places are 1 to {most}. Choose one of those.",
    "ranking_twice": "Place {n} is there twice. Give each place once.",
    "ranking_partial": "Still to place: {n}. Your vote counts once all places are given.",
    "ballot_twice": "The same thing stands in your vote twice. Choose it once.",
    "poll_too_many": "You chose {n}. Choose at most {most}.",
    "poll_abstains": "Choose something, or choose “No opinion”. Not both.",
    "no_writing": "Nothing is asked in this step.",
    "text_empty": "Type your contribution first.",
    "text_too_long": "Your text has {n} characters. {most} fit. Make it two contributions.",
    "name_needed": "In this step your name stands beside what you write. Give your name first.",
    "not_yours": "You can only change what you wrote yourself.",
    "withdrawn": "This contribution was withdrawn.",
    "comment_on_comment": "You can react to a contribution, not to a reaction.",
    "passage_too_long": "This text has {n} characters. {most} fit. Make it shorter.",
    "changed_meanwhile": "Somebody changed this in the meantime. Look again, then decide.",
    "cannot_undo": "Something changed after this. It can no longer be undone.",
    "practice_too_late": "The conference has begun. Practising is only possible before that.",
    "already_begun": "A conference is already loaded on this box.",
    "out_of_range": "Choose a number from {least} to {most}.",
    "too_many_on_stage": "At most {most} contributions fit on the big screen.",
    "points_too_many": "Three points fit in a summary.",
    "summary_empty": "There is no point yet. Write at least one, then say that it is right.",
    "theme_in_use": "Tables or questions are about this theme. Give them another theme first.",
    "table_known": "People sat or wrote at this table, so it stays. Put it out of use instead.",
    "activity_begun": "This step has begun. Only its title, time and instructions can change now.",
    "unknown_bucket": "This group is no longer here. Reload the page.",
    "bucket_known": "There is a group with this name already. Choose another one.",
    "no_sorting": "Nothing is sorted into groups in this step.",
    "sorting_not_open": "Sorting is not open now. Ask the facilitator.",
    "group_chosen_from": "People choose this group now. Close the step, then change its groups.",
    "placing_paused": "The facilitator has paused this step. Choose again in a moment.",
    "placing_closed": "This step had closed when your choice arrived. It does not count.",
    "sorting_elsewhere": "You sort the contributions of your own theme.",
    "other_theme": "This contribution belongs to another theme.",
    "merge_few": "Choose at least two contributions to merge.",
    "list_taken": "The groups stay as they are: {title} has taken its list from here already.",
    "lists_not_ready": "Not ready yet: {themes}. Wait for the chairs, or open it anyway.",
    "unknown_text": "One of these answers is no longer here. Reload the page.",
    "text_gone": "One of these texts is no longer as you saw it. Look at the list again.",
    "no_table": "No table is asked this question. Give it a theme that has tables first.",
    "unknown_survey": "There is no such survey here. Look again at the address.",
    "unknown_invitee": "Nobody is invited with this code. Look again at your invitation.",
    "survey_format": "This is not a survey file of Tafelronde. Choose another file.",
    "survey_dates": "A survey closes after it opens. Choose a later day for closing.",
    "survey_options": "Question {where} needs at least two options to choose from.",
    "survey_rows": "Question {where} needs at least one row.",
    "survey_empty": "This survey asks nothing yet. Add a question first.",
    "survey_promise": (
        "People have answered already. Whether that is with or without their name can no longer "
        "change."
    ),
    "survey_planned": "This survey is not open yet.",
    "survey_closed": "This survey is closed. Thank you for wanting to answer.",
    "survey_sealed": "This survey is closed for good. Nothing can be changed any more.",
    "survey_not_closed": "Close this survey first. After that you can close it for good.",
    "survey_answer": "The answer to {where} does not fit the question. Choose again.",
    "survey_pick": "You chose {n}. Choose at most {pick}.",
    "survey_number": "Give a whole number from {least} to {most}.",
    "survey_missing": "Questions that still need an answer: {n}.",
    "survey_nothing": "Type at least one answer first.",
    "survey_response": "Response {n} does not fit this survey ({why}). Nothing was taken in.",
    "survey_code": "There is no invitee with code {where}. Take in the invitees first.",
    "code_taken": "Code or address {told} belongs to somebody else. Give each their own.",
    "table_unknown": (
        "This table has no column that is known here. Invitees have a name or an e-mail address, "
        "answers the questions of the survey."
    ),
    "too_many_invitees": "At most {most} people can be invited.",
    "event_over": "The conference is over. Nothing more comes in. Your text is not lost.",
    "event_closed": "The conference is closed. Open it again first, on the page of closing.",
    "still_practising": "Stop practising first. There is nothing to close yet.",
    "person_unknown": "Nothing was found under this name. Look at how it was written.",
    "wipe_open": "Close the conference first. Only then it can be wiped from the box.",
    "wipe_archive": "No archive was made on this box. Make one first, or say that you need none.",
    "wipe_title": "Type the title of the conference as it stands above.",
    "file_format": "This is not a conference file of Tafelronde. Choose another file.",
    "file_letters": (
        "The letters in this file cannot be read here. "
        "Save it as CSV in UTF-8, or load it on the page Prepare."
    ),
    "file_newer": "This conference file was made by a newer Tafelronde. Update the box first.",
    "file_member": "In the conference file, {where} is missing or not right.",
}
"""Every code with which the rules refuse, and its sentence. Braces hold the refusal's values."""


class Refused(Exception):
    """The rules say no: nothing changed, and the sentence tells what to do next."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def message(self) -> str:
        """The sentence in English; other languages come from the catalogue."""
        return REFUSALS[self.code].format(**self.values)


def refuse_if_changed(rev: int, if_rev: int | None) -> None:
    """Refuse what was asked with another state in view. Raises Refused `changed_meanwhile`.

    What is so already is acknowledged before this is asked: it does no harm.
    """
    if if_rev is not None and if_rev != rev:
        raise Refused("changed_meanwhile")
