"""A report as one who reads it has it: every line of it, and all as one text."""

from itertools import chain

from appliance.report.value import (
    Block,
    Chart,
    Figures,
    Line,
    Paragraph,
    Points,
    Quote,
    Report,
    Run,
    Table,
    blocks,
    plain,
    walk,
)


def lines(report: Report) -> list[Line]:
    """Everything that can be read, one line after the other."""
    found = [report.cover.title, *report.cover.lines]
    found += [part.title for _, part in walk(report.parts)]
    found += list(chain.from_iterable(map(_lines, blocks(report))))
    cells = (cell for table in report.tables.values() for row in table.rows for cell in row)
    return [*found, *(cell for cell in cells if isinstance(cell, tuple))]


def words(report: Report) -> str:
    """The same as one text, with what tables and figures are called."""
    tables = report.tables.values()
    heads = (column.title for table in tables for column in table.columns)
    captions = (text for table in tables for text in (table.caption, table.note, table.sheet))
    own = (report.title, report.cover.kind, report.cover.warning)
    return "\n".join(chain(own, map(plain, lines(report)), heads, captions))


def column(table: Table, name: str) -> list[object]:
    """The cells of a column; texts as they are read."""
    at = [each.id for each in table.columns].index(name)
    cells = [row[at] for row in table.rows]
    return [plain(cell) if isinstance(cell, tuple) else cell for cell in cells]


def figures(report: Report, id: str) -> dict[str, object]:
    """The numbers of a row of figures, by their names."""
    found = next(each for each in blocks(report) if isinstance(each, Figures) and each.id == id)
    return {figure.name: figure.value for figure in found.items}


def _lines(block: Block) -> list[Line]:
    match block:
        case Paragraph():
            return [block.text]
        case Points():
            return list(block.items)
        case Quote():
            return [block.text, (Run(block.about),)]
        case Figures():
            return [(Run(figure.name),) for figure in block.items]
        case Chart():
            return [(Run(block.caption),), (Run(block.alt),)]
    return []
