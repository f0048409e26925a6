"""Drop-down lists in the columns of a workbook; their choices stand on a hidden sheet of their own.

A list written into the cells themselves ends after 255 signs, which the villages of one district exceed.
"""

from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from welfare.escaping import without_controls

SHEET = "Daftar pilihan"
REFUSAL = {"error_title": "Tidak ada dalam daftar", "error_message": "Pilih salah satu dari daftar."}


class Dropdowns:
    """The lists of one workbook: `add` them to columns, then `write` them once all other sheets are made."""

    def __init__(self):
        self._lines: dict[tuple[str, ...], int] = {}

    def add(self, sheet: Worksheet, column: int, choices: Sequence[str], *, first: int, last: int) -> None:
        """Offer `choices` in the cells of `column` from line `first` to `last`, both from 0."""
        choices = tuple(without_controls(choice) for choice in choices)
        line = self._lines.setdefault(choices, len(self._lines))
        source = f"='{SHEET}'!{xl_range_abs(line, 0, line, len(choices) - 1)}"
        rule = {"validate": "list", "source": source} | REFUSAL
        sheet.data_validation(first, column, last, column, rule)

    def write(self, workbook: xlsxwriter.Workbook) -> None:
        """Make the hidden sheet; each list is a line of it. No list, no sheet."""
        if not self._lines:
            return
        sheet = workbook.add_worksheet(SHEET)
        for choices, line in self._lines.items():
            for column, choice in enumerate(choices):
                sheet.write_string(line, column, choice)
        sheet.hide()
