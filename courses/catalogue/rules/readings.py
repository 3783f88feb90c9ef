"""Limits and reasons of reading a course file."""

from enum import StrEnum

EDITION = 1  # of our readers; a higher number has all files read again, one by one, while the old readings are shown
LEASE_SECONDS = 60.0  # how long a worker that does not answer keeps a reading; renewed while it works
MAX_TRIES = 3  # of a reading whose worker ended; then the file itself is the likely cause
MAX_PAGES = 300
READING_SECONDS = 150  # of processor time for one file
MAX_TEXT = 200_000  # characters shown of one file: a book has about as many
MAX_HTML = 3_000_000  # characters of a page with all its marks
MAX_PICTURES = 300
MAX_PIXELS = 40_000_000  # of one picture inside a file; a camera makes 12 to 24 million
PICTURE_SIDE = 1600  # pixels of the longer side of what is shown


class Kind(StrEnum):
    """The files that are read."""

    DOCX = "docx"
    PDF = "pdf"
    PPTX = "pptx"


class Reason(StrEnum):
    """Why a file could not be read. It stays there to be downloaded."""

    LOST = "lost"  # the file is not in its place
    LOCKED = "locked"
    BROKEN = "broken"
    EMPTY = "empty"
    TOO_MUCH = "too_much"  # more time or memory than a file may take
    GAVE_UP = "gave_up"  # its worker ended several times
