"""A report with one of everything, for what writes reports."""

from dataclasses import replace

from appliance.report.value import (
    Chart,
    Column,
    Cover,
    Figure,
    Figures,
    Holds,
    Line,
    Paragraph,
    Part,
    Points,
    Quote,
    Report,
    Run,
    Shape,
    ShowTable,
    Table,
    Tone,
)


def line(text: str, lang: str = "") -> Line:
    """A text in one run."""
    return (Run(text, lang),)


VOTE = Table(
    id="vote-prioriteiten",
    caption="Uitslag van Prioriteiten",
    columns=(
        Column("rank", "Plaats", Holds.COUNT),
        Column("what", "Wat"),
        Column("score", "Score", Holds.NUMBER),
        Column("share", "Aandeel", Holds.SHARE),
        Column("amount", "Bedrag", Holds.NUMBER, "€"),
        Column("low", "Laag", Holds.COUNT),
        Column("high", "Hoog", Holds.COUNT),
        Column("id", "Nummer", Holds.ID),
    ),
    rows=(
        (1, line("Eén loket voor krediet"), 4.666666, 2 / 3, 1250, 3, 17, line("aaaa")),
        (2, line("=SUM(A1:A9) is geen formule"), 3.5, 0.125, 1000.5, 10, 10, line("bbbb")),
        (None, line("Niemand <koos> dit & dat"), None, 0.0, None, 0, 0, line("cccc")),
    ),
    note="De score is het gemiddelde van 1 tot 5.",
    sheet="Prioriteiten",
)

ENTRIES = Table(
    id="entries",
    caption="Alle bijdragen",
    columns=(
        Column("table", "Tafel", Holds.COUNT),
        Column("text", "Bijdrage"),
        Column("id", "Nummer", Holds.ID),
    ),
    rows=(
        (3, line("Banken durven niet 😀 مرحبا\n+31 6 1234 bellen\x0b"), line("aaaa")),
        (4, line("-1 is geen som; @SOM ook niet"), line("bbbb")),
    ),
    sheet="Bijdragen",
)


def report(language: str = "nl") -> Report:
    """A report with every block, shape and tone."""
    return Report(
        language=language,
        title="Werkconferentie sociaal ondernemen",
        cover=Cover(
            title=line("Werkconferentie sociaal ondernemen"),
            kind="Rapport",
            lines=(line("SER"), line("19 januari 2015"), line("Den Haag")),
            warning="Tussenstand: de bijeenkomst is nog bezig.",
        ),
        parts=(
            Part(
                "summary",
                line("Wat eruit kwam"),
                (
                    Paragraph(line("Het gaat om krediet."), Tone.LEAD),
                    Paragraph(
                        (
                            Run("Banken "),
                            Run("durven", is_strong=True),
                            Run(" niet", "en", False, True),
                        )
                    ),
                    Points((line("Eén loket"), line("Meer durf")), is_numbered=True),
                    Points((line("los"), line("punt"))),
                    Figures(
                        (
                            Figure("Uitgenodigd", 1210, of=None),
                            Figure("Antwoordden", 81, of=1210),
                            Figure("Opkomst", 0.8148, Holds.SHARE),
                            Figure("Gemiddeld", 3.14159, Holds.NUMBER),
                        ),
                        id="turnout",
                    ),
                    Paragraph(line("Let op: nog niet alles is geteld."), Tone.WARNING),
                ),
            ),
            Part(
                "theme-financiering",
                line("Financiering"),
                parts=(
                    Part(
                        "question-1",
                        line("Wat zijn de knelpunten?"),
                        (
                            Quote(
                                line("Banken durven niet\nen fondsen ook niet"),
                                "Tafel 3 · uitgelicht",
                                "aaaa",
                                is_highlighted=True,
                            ),
                            Quote(line("Precies"), "reactie", "bbbb", depth=1),
                        ),
                    ),
                ),
                number=1,
            ),
            Part(
                "votes",
                line("Stemmingen"),
                (
                    ShowTable(VOTE.id),
                    Paragraph(line("Hoe verder naar rechts, hoe hoger."), Tone.NOTE),
                    Chart(
                        *("chart-score", VOTE.id, Shape.BARS, ("score",)),
                        *(
                            "Score per voorstel",
                            "Eén loket krijgt 4,67; de rest minder.",
                            "what",
                            5.0,
                        ),
                    ),
                    Chart(
                        *("chart-spread", VOTE.id, Shape.STACK, ("low", "high")),
                        *("Verdeling", "Bij één loket kozen 17 mensen hoog."),
                    ),
                    Chart(
                        *("chart-cross", VOTE.id, Shape.SCATTER, ("score", "amount")),
                        *("Effect en bedrag", "Rechtsboven staat één loket."),
                    ),
                    Chart(
                        *("chart-shift", VOTE.id, Shape.SHIFT, ("low", "rank")),
                        *("Verschuiving", "Eén loket steeg."),
                    ),
                ),
            ),
            Part("appendix", line("Bijlage"), (ShowTable(ENTRIES.id),)),
        ),
        tables={VOTE.id: VOTE, ENTRIES.id: ENTRIES},
        sheets=(VOTE.id, ENTRIES.id),
        words={
            "contents": "Inhoud",
            "table": "Tabel",
            "figure": "Figuur",
            "page": "Pagina {n} van {m}",
            "as_text": "Hetzelfde in cijfers",
            "sheet_about": "Over",
            "lacking": "Een teken dat hier niet gedrukt kan worden staat er als [U+…].",
            "back": "Naar de inhoud",
            "marked": "Voor een tekst die als formule kan werken, staat een apostrof.",
        },
    )


def with_text(text: str) -> Report:
    """The same with this text wherever people's words stand."""
    whole = report()
    quoted = Part("q", line(text), (Paragraph(line(text)), Quote(line(text), text, "x")))
    entries = replace(ENTRIES, rows=((1, line(text), line("x")),))
    return replace(
        whole,
        title=text or "-",
        cover=replace(whole.cover, title=line(text), lines=(line(text),)),
        parts=(quoted, Part("appendix", line("Bijlage"), (ShowTable(ENTRIES.id),))),
        tables={VOTE.id: VOTE, ENTRIES.id: entries},
    )
