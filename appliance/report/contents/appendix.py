"""Everything that was written, with its number, and what was merged into what."""

from appliance.report.value import Paragraph, Part, Run, ShowTable, Tone

from .ballots import ballots
from .changes import changes
from .chapter import Chapter, Source, said
from .register import contributions, registered, short
from .sheets import discussions, groups, summaries
from .survey_sheets import survey_answers, survey_figures


def appendix(source: Source) -> Chapter:
    """The chapter, and every sheet that stands in no other; never in a report for everybody."""
    if source.is_public:
        return Chapter()
    _, found = source.voice.say, registered(source)
    shown = [short(source, found), changes(source)]
    only_sheets = (
        contributions(source, found),
        groups(source),
        discussions(source),
        summaries(source),
        survey_figures(source),
        survey_answers(source),
    )
    told = [table for table in (*shown, *only_sheets) if table.rows]
    parts = (
        *(
            Part(f"appendix-{table.id}", source.line(table.caption), (ShowTable(table.id),))
            for table in shown
            if table.rows
        ),
        *_control(source),
    )
    title = source.line(_("Appendix"))
    about = said(
        _("Every contribution keeps its number in all documents and in the archive."), Tone.NOTE
    )
    blocks = (*source.passage("appendix"), about)
    return Chapter((Part("appendix", title, blocks, parts),), (*told, *ballots(source)))


def _control(source: Source) -> tuple[Part, ...]:
    """The number by which the archive can prove that nothing was altered since."""
    _ = source.voice.say
    if not source.head:
        return ()
    about = _(
        "This number stands for everything that the box has kept up to this report. Whoever checks "
        "the archive sees by it whether anything was altered since."
    )
    number = Paragraph((Run(source.head, is_strong=True),))
    blocks = (number, said(about, Tone.NOTE))
    return (Part("control-number", source.line(_("Control number")), blocks),)
