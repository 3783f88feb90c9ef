"""Reading course files: each kind has a reader, which gets a file and an empty folder for its pictures and answers what it made.

A reader works in programs of its own with limits (`media.processes`), for the files are strangers'. It raises `Unread` with the reason, or what
`processes.run` raises. `READERS` is the list of what is read.
"""

from collections.abc import Callable
from pathlib import Path

from courses.catalogue.reading import deck, docx, pdf
from courses.catalogue.reading.made import Made, MadePage, MadePicture, Unread
from courses.catalogue.rules.readings import Kind
from media.processes import Watch

__all__ = ["READERS", "Made", "MadePage", "MadePicture", "Reader", "Unread"]

Reader = Callable[[Path, Path, Watch], Made]
READERS: dict[Kind, Reader] = {Kind.DOCX: docx.read, Kind.PDF: pdf.read, Kind.PPTX: deck.read}
