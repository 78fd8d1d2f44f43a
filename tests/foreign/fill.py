"""Fills in a sample as somebody would in a spreadsheet program: fill.py SAMPLE FILLED.

Checks that each row has lists to choose from, and that the speaker of the row is in its own.
"""

import sys

import openpyxl
from openpyxl.utils import range_boundaries

book = openpyxl.load_workbook(sys.argv[1])
sheet, cast = book["sample"], book["cast"]
names = [cell.value for cell in sheet[1]]
assert names[:5] == ["verdict", "right_speaker", "right_type", "comment", "passage"], names
speaker, content = names.index("speaker"), names.index("content")


def choices(row, column):
    """The list to choose from in a cell."""
    for validation in sheet.data_validations.dataValidation:
        for found in validation.sqref.ranges:
            if found.min_row <= row <= found.max_row and found.min_col <= column <= found.max_col:
                formula = validation.formula1
                if formula.startswith('"'):
                    return formula.strip('"').split(",")
                left, top, right, bottom = range_boundaries(formula.split("!")[1].replace("$", ""))
                cells = cast.iter_rows(top, bottom, left, right, values_only=True)
                return [name for line in cells for name in line]
    raise AssertionError(f"no list in {row}, {column}")


for number, row in enumerate(sheet.iter_rows(min_row=2), start=2):
    assert choices(number, 1) == ["accept", "mend", "reject", "unsure"]
    assert "attitude" in choices(number, 3)
    others = choices(number, 2)
    assert others[0] == "(nobody)" and row[speaker].value in others, others
    passage = row[4].value
    assert all(piece in passage for piece in row[content].value.split(" […] ")), passage
    if number == 2:
        row[0].value = "reject"
    elif number == 3:
        row[1].value = others[0]
    else:
        row[0].value = "accept"
book.save(sys.argv[2])
print(sheet.max_row - 1)
