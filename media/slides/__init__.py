"""The slides of a filmed lecture. A library: it takes files and answers plain values, and knows no recording's row.

    make(path, source, folder, pages) -> [Slide]    found, pictured, matched with the deck's pages or else read
    find(path, source) -> Sighting                  when another slide came, and nothing more
    draw(deck, folder) -> [picture]                 the deck's pages, where LibreOffice is there to draw them
    write_pdf(pictures, target)

What follows from slides without opening a file is in `media.rules.chapters`. Whatever opens a recording, a deck or a model does so in a limited
child process.
"""

from media.slides.decks import draw
from media.slides.detection import NotSeen, Sighting, find
from media.slides.making import Page, make, write_pdf
from media.slides.reading import can_read

__all__ = ["NotSeen", "Page", "Sighting", "can_read", "draw", "find", "make", "write_pdf"]
