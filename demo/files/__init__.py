"""Real files made from the content: a PPT and three Word papers for each course. The same content gives the same bytes. No Django."""

from demo.files.deck import OFFICE, Fonts, deck
from demo.files.papers import PAPERS, paper, sheet

__all__ = ["OFFICE", "PAPERS", "Fonts", "deck", "paper", "sheet"]
