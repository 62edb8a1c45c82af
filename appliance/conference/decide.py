"""Who may ask what, and what becomes of it: the one door into the rules.

`decide` checks the role, hands over to the rule for the command (of the room, or of the activity's
kind), keeps what can be taken back, and stamps the changes. It changes nothing itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from . import (
    acts,
    chains,
    clocks,
    closing,
    entries,
    erasing,
    floor,
    grouping,
    masking,
    opening,
    placing,
    practice,
    preparing,
    programme,
    reporting,
    reversal,
    seats,
    sorted_elsewhere,
    sorting,
    steps,
    tables,
    voting,
)
from .activities import ACTIVITIES, actions, discussion, harvest, presentation
from .activities.kind import Rule
from .change import Change, Moment, stamp
from .commands import (
    AcceptLate,
    Actor,
    AddBucket,
    AddTable,
    AgreeSummary,
    AnswerSurvey,
    ArrangeStage,
    BeginConference,
    BringAnswers,
    BucketToQuestion,
    BucketToTheme,
    CastBallot,
    ChooseList,
    CloseActivity,
    CloseEvent,
    CloseSurvey,
    Command,
    CountHeads,
    Cover,
    DiscussItems,
    EditConference,
    EditEntry,
    ErasePerson,
    ExtendActivity,
    HideEntry,
    HighlightEntry,
    Introduce,
    JoinTable,
    KeepApart,
    KeepOpen,
    Leave,
    LookAhead,
    MarkList,
    MergeBuckets,
    MergeEntries,
    MergeItem,
    MergeTable,
    MoveActivity,
    MoveTheme,
    NoteClock,
    OpenActivity,
    OpenSurvey,
    ParkEntry,
    PauseActivity,
    PostEntry,
    ProposeCovers,
    PutAction,
    PutActivity,
    PutBucket,
    PutEdition,
    PutInvitees,
    PutSurvey,
    PutTable,
    PutTheme,
    RemoveAction,
    RemoveActivity,
    RemoveBucket,
    RemoveEdition,
    RemoveInvitee,
    RemoveTable,
    RemoveTheme,
    RenameBucket,
    ReopenActivity,
    ReopenEvent,
    RepeatActivity,
    RestoreEntry,
    RetireTable,
    ReturnTable,
    RevealResults,
    Say,
    SealActivity,
    SealSurvey,
    ShowOnStage,
    ShowSlide,
    ShowTable,
    ShowTopic,
    SignalTable,
    SortInto,
    SplitEntry,
    StartPractice,
    StopPractice,
    TakeActions,
    TakeOut,
    TakeResponses,
    TakeSorting,
    TypeResponse,
    Uncover,
    Undo,
    WithdrawEntry,
    WithdrawItem,
    WritePassage,
    WriteSummary,
)
from .records import Ballot, Person, Response
from .refusal import Refused
from .room import Room
from .surveys import asking, inviting, responding

RULES: Final[Mapping[type[Command], Rule]] = {
    BeginConference: programme.begin_conference,
    JoinTable: seats.join_table,
    Introduce: seats.introduce,
    OpenActivity: opening.open_activity,
    ReopenActivity: opening.open_activity,
    PauseActivity: steps.pause_activity,
    CloseActivity: placing.close_activity,
    KeepOpen: steps.keep_open,
    ExtendActivity: steps.extend_activity,
    SealActivity: voting.seal_activity,
    HideEntry: entries.hide_entry,
    RestoreEntry: entries.restore_entry,
    ParkEntry: entries.park_entry,
    HighlightEntry: entries.highlight_entry,
    AcceptLate: entries.accept_late,
    SignalTable: floor.signal_table,
    CountHeads: floor.count_heads,
    WriteSummary: floor.write_summary,
    AgreeSummary: floor.agree_summary,
    Say: floor.say,
    ShowOnStage: floor.show_on_stage,
    ShowSlide: presentation.show_slide,
    ShowTable: harvest.show_table,
    ShowTopic: discussion.show_topic,
    ArrangeStage: floor.arrange_stage,
    RetireTable: tables.retire_table,
    ReturnTable: tables.return_table,
    MergeTable: tables.merge_table,
    AddTable: tables.add_table,
    WritePassage: reporting.write_passage,
    PutEdition: reporting.put_edition,
    RemoveEdition: reporting.remove_edition,
    EditConference: preparing.edit_conference,
    PutTheme: preparing.put_theme,
    MoveTheme: preparing.move_theme,
    RemoveTheme: preparing.remove_theme,
    PutTable: preparing.put_table,
    RemoveTable: preparing.remove_table,
    PutActivity: preparing.put_activity,
    MoveActivity: preparing.move_activity,
    RemoveActivity: preparing.remove_activity,
    PutSurvey: asking.put_survey,
    OpenSurvey: asking.open_survey,
    CloseSurvey: asking.close_survey,
    SealSurvey: asking.seal_survey,
    PutInvitees: inviting.put_invitees,
    RemoveInvitee: inviting.remove_invitee,
    AnswerSurvey: responding.answer_survey,
    TypeResponse: responding.type_response,
    TakeResponses: responding.take_responses,
    PutBucket: sorting.put_bucket,
    MergeBuckets: sorting.merge_buckets,
    RemoveBucket: sorting.remove_bucket,
    TakeOut: sorting.take_out,
    AddBucket: grouping.add_bucket,
    SortInto: grouping.sort_into,
    RenameBucket: grouping.rename_bucket,
    MarkList: grouping.mark_list,
    MergeEntries: grouping.merge_entries,
    SplitEntry: grouping.split_entry,
    KeepApart: sorting.keep_apart,
    TakeSorting: sorted_elsewhere.take_sorting,
    BucketToTheme: sorting.bucket_to_theme,
    BucketToQuestion: sorting.bucket_to_question,
    BringAnswers: sorting.bring_answers,
    CastBallot: voting.cast_ballot,
    RevealResults: voting.reveal_results,
    LookAhead: voting.look_ahead,
    WithdrawItem: voting.withdraw_item,
    MergeItem: voting.merge_item,
    RepeatActivity: voting.repeat_activity,
    DiscussItems: voting.discuss_items,
    ChooseList: chains.choose_list,
    PutAction: actions.put_action,
    RemoveAction: actions.remove_action,
    TakeActions: actions.take_actions,
    ProposeCovers: masking.propose_covers,
    Cover: masking.cover,
    Leave: masking.leave,
    Uncover: masking.uncover,
    NoteClock: clocks.note_clock,
    CloseEvent: closing.close_event,
    ReopenEvent: closing.reopen_event,
    ErasePerson: erasing.erase_person,
    Undo: reversal.undo,
    StartPractice: practice.start_practice,
    StopPractice: practice.stop_practice,
}
"""The rules of the room; what is asked of an activity is decided by its kind."""


def decide(room: Room, actor: Actor, command: Command, moment: Moment) -> tuple[Change, ...]:
    """The changes that this command makes, stamped with `moment.seq`; none if it is so already.

    Raises Refused; then nothing changes.
    """
    if actor.role not in command.roles:
        raise Refused("not_allowed")
    if room.conference is None and not isinstance(command, BeginConference):
        raise Refused("no_conference")
    closing.refuse_if_over(room, actor, command)
    changes = _rule(room, command)(room, actor, command, moment)
    kept = acts.act_of(room, actor, command, changes, moment)
    return stamp([*changes, *kept], moment.seq)


def made(changes: Sequence[Change]) -> str | None:
    """The id of what a command made: its first change, if that is a new record.

    Never a person's, nor of what somebody voted or answered to a survey: the remembered answer
    would join them to a place in the order.
    """
    first = changes[0] if changes else None
    if (
        first is None
        or first.before is not None
        or isinstance(first.after, Ballot | Person | Response)
    ):
        return None
    return first.record


def _rule(room: Room, command: Command) -> Rule:
    rule = RULES.get(type(command))
    if rule is not None:
        return rule
    activity = steps.activity_of(room, _activity_asked(room, command))
    kind = ACTIVITIES.get(activity.kind)
    if kind is None or type(command) not in kind.rules:
        raise Refused("no_writing")
    return kind.rules[type(command)]


def _activity_asked(room: Room, command: Any) -> str:
    if isinstance(command, PostEntry):
        return command.activity
    if isinstance(command, EditEntry | WithdrawEntry):
        entry = room.entries.get(command.entry)
        if entry is None:
            raise Refused("unknown_entry")
        return entry.activity
    raise Refused("unknown_command")
