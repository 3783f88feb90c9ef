"""A PPT of 200 slides made ready in the worker, drawn by ourselves: see `benchmarks/decks.py`."""

from benchmarks import college, decks
from benchmarks.measure import Result


def measure(tiny: bool) -> Result:
    college.start_django()
    return decks.measure("deck_builtin", tiny, by_office=False)


if __name__ == "__main__":
    college.answer(measure)
