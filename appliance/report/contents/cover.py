"""The cover: whose report this is, of which day, and whether it is the last word."""

from appliance.report.choice import Variant
from appliance.report.value import Cover

from .chapter import Source


def cover(source: Source, logo: bytes = b"") -> Cover:
    """The cover of a report."""
    conference, _ = source.voice.conference, source.voice.say
    lines = [
        source.line(text)
        for text in (conference.client, source.voice.date(), conference.place)
        if text
    ]
    return Cover(
        title=source.organisers(conference.title),
        kind=_kind(source),
        lines=tuple(lines),
        warning=_("This was practice: nothing in it is real.") if conference.is_practice else "",
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
