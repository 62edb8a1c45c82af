"""The cover: whose report this is, of which day, and whether it is the last word."""

from appliance.conference.records import State
from appliance.report.choice import Variant
from appliance.report.value import Cover, Line

from .chapter import Source


def cover(source: Source, logo: bytes = b"", *, is_looked_at: bool = True) -> Cover:
    """The cover of a report; `is_looked_at` as for `build`."""
    conference, _ = source.voice.conference, source.voice.say
    lines = [
        source.line(text)
        for text in (conference.client, source.voice.date(), conference.place)
        if text
    ]
    return Cover(
        title=source.organisers(conference.title),
        kind=_kind(source),
        lines=(*lines, *_theme(source)),
        warning=" ".join(_warnings(source, is_looked_at=is_looked_at)),
        logo=logo,
        logo_alt=_("Logo of {client}", client=conference.client) if logo else "",
    )


def _kind(source: Source) -> str:
    _ = source.voice.say
    return {
        Variant.FULL: _("Report"),
        Variant.SUMMARY: _("Summary for who decides"),
        Variant.ONE_PAGE: _("What came out, on one page"),
        Variant.THEME: _("Report on one theme"),
        Variant.PUBLIC: _("Report without names"),
    }[source.choice.variant]


def _theme(source: Source) -> list[Line]:
    """The theme, where the report is on one."""
    if source.choice.variant is not Variant.THEME:
        return []
    return [source.organisers(found.theme.title) for found in source.themes]


def _warnings(source: Source, *, is_looked_at: bool) -> list[str]:
    _, found = source.voice.say, []
    if source.voice.conference.is_practice:
        found.append(_("This was practice: nothing in it is real."))
    if not is_looked_at:
        found.append(
            _(
                "Do not share this yet: not all texts were looked at for names and numbers. "
                "Do that first, and make this report once more."
            )
        )
    if _is_under_way(source):
        time = source.voice.clock(source.room.minute)
        found.append(
            _("The conference is still going on. This is how it was at {time}.", time=time)
        )
    return found


def _is_under_way(source: Source) -> bool:
    surveys = source.room.surveys.values()
    return source.results.is_under_way or any(each.state is State.OPEN for each in surveys)
