"""Spreadsheets and files with commas: from bytes to rows of plain values, and back."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from loopbrug.core.programme.exchange.cells import Cell, Table
from loopbrug.core.terms.finding import BadDataError, Finding

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 25_000
MOST_COLUMNS = 60
_FORMULA = ("=", "+", "-", "@")


def tables_of_xlsx(data: bytes) -> tuple[Table, ...]:
    """Return the sheets of a workbook: values as they were last reckoned, never formulas.

    Raises ``BadDataError`` for what is no workbook. What is far down or far to the right is left
    unread; the reader of the rows tells of a sheet that is too long.
    """
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return tuple(Table(sheet.title, tuple(_rows(sheet))) for sheet in book.worksheets)
    # A damaged workbook fails in as many ways as XML and zip do; each means: no workbook.
    except (
        BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        SyntaxError,
        OSError,
    ):
        raise BadDataError([Finding.of("programme.file-kind")]) from None


def table_of_csv(data: bytes, name: str) -> Table:
    """Return the rows of a file with commas, semicolons or tabs between its values."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    mark = max((";", ",", "\t"), key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        return Table(name, tuple(tuple(map(_unquoted, row)) for row in rows))
    except csv.Error:
        raise BadDataError([Finding.of("programme.file-kind")]) from None


def xlsx_of(tables: Iterable[Table]) -> bytes:
    """Return a workbook with these sheets; a text that looks like a formula stays a text."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet: Any = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(table: Table) -> bytes:
    """Return a file with semicolons, as a Dutch spreadsheet opens it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([_quoted(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    # A sheet may claim a million empty rows: what was counted is not trusted.
    yield from sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)


def _cell(sheet: Any, value: Any) -> Any:
    cell: Any = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = "DD-MM-YYYY"
    return cell


def _quoted(value: Cell) -> str:
    """Return a value as text that no spreadsheet takes for a formula."""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unquoted(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text
