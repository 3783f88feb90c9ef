"""Cells of spreadsheets that people open: text that no program takes for a formula. Pure."""

from itertools import dropwhile
from unicodedata import category

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what a spreadsheet may take for a formula
UNSEEN = ("Z", "C")  # Unicode's classes of blanks, controls and direction marks: a spreadsheet may drop them before it looks
ONE_LINE = dict.fromkeys(map(ord, "\r\n\v\f\x85\u2028\u2029"), " ")  # readers that know no quotes begin a row at every one of these


def safe_cell(text: str) -> str:
    """The text as one line that no spreadsheet takes for a formula: what could be one gets an apostrophe in front."""
    line = text.translate(ONE_LINE)
    seen = "".join(dropwhile(lambda sign: category(sign).startswith(UNSEEN), text))
    return f"'{line}" if seen.startswith(FORMULA) or text.startswith(FORMULA) else line
