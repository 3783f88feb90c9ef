"""A PPT of 200 slides made ready in the worker, by LibreOffice, as many at a time as the site gives it: see `benchmarks/decks.py`."""

from benchmarks import college, decks
from benchmarks.measure import Result


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import office

    if office.program() is None:
        raise SystemExit("LibreOffice is missing")
    return decks.measure("deck_office", tiny, by_office=True)


if __name__ == "__main__":
    college.answer(measure)
