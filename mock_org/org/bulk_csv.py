"""CSV as Bulk API reads and writes it: six delimiters, two line ends, quoted line ends inside values."""

import csv
import io
from collections.abc import Iterable, Sequence

from mock_org.org.bulk import InvalidBatchError

DELIMITERS = {"BACKQUOTE": "`", "CARET": "^", "COMMA": ",", "PIPE": "|", "SEMICOLON": ";", "TAB": "\t"}
LINE_ENDINGS = {"LF": "\n", "CRLF": "\r\n"}

Row = tuple[str, ...]


def read_csv(text: str, delimiter: str = "COMMA", line_ending: str | None = None) -> tuple[Row, tuple[Row, ...]]:
    """The header and the rows of an upload; empty lines are no rows.

    line_ending: what the job says of it; None does not ask.
    Raises InvalidBatchError for text that is no CSV, rows that do not fit the header, another line end than agreed.
    """
    _check_line_ending(text, line_ending)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[delimiter], strict=True)
    try:
        lines = [tuple(line) for line in reader if line]
    except csv.Error as fault:
        raise InvalidBatchError(f"InvalidBatch : Failed to parse CSV. {fault}") from fault
    if not lines:
        raise InvalidBatchError("InvalidBatch : Records not found for this query")
    header, *rows = lines
    for number, row in enumerate(rows, 2):
        if len(row) != len(header):
            message = (
                f"InvalidBatch : Failed to parse CSV. Row {number} has {len(row)} columns instead of {len(header)}"
            )
            raise InvalidBatchError(message)
    return tuple(name.strip() for name in header), tuple(rows)


def write_csv(lines: Iterable[Sequence[str]], delimiter: str = "COMMA", line_ending: str = "LF") -> str:
    """Lines of values, every one in quotes (recorded)."""
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=DELIMITERS[delimiter], lineterminator=LINE_ENDINGS[line_ending], quoting=csv.QUOTE_ALL
    )
    writer.writerows(lines)
    return out.getvalue()


def _check_line_ending(text: str, line_ending: str | None) -> None:
    first, end, _ = text.partition("\n")
    if line_ending and end and ("CRLF" if first.endswith("\r") else "LF") != line_ending:
        message = f"LineEnding is invalid on user data. Current LineEnding setting is {line_ending}"
        raise InvalidBatchError(f"ClientInputError : {message}")
