"""Names by the reading of each character (拼音), the same on every database: the order in which people here look for them, and their initials."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

LETTERS = range(2, 7)  # so many initials are a name; one letter would be a sixth of the college
READINGS = Path(__file__).with_name("readings.txt")


@cache
def _readings() -> tuple[dict[str, str], dict[str, str]]:
    """(reading of a character, reading of a character as a surname); read once, when the first list is put in order."""
    tables: tuple[dict[str, str], dict[str, str]] = ({}, {})
    part = 0
    for line in READINGS.read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            part = 1
        elif line and not line.startswith("#"):
            reading, characters = line.split(" ", 1)
            tables[part].update(dict.fromkeys(characters, reading))
    return tables


@lru_cache(maxsize=50_000)
def order_of(name: str) -> tuple[str, str]:
    """What to sort a name by: its syllables, then the name itself. Characters without a known reading come last, by code point."""
    usual, surnames = _readings()
    syllables: list[str] = []
    together = False  # letters of one word stay together
    for place, character in enumerate(name):
        reading = surnames.get(character) if place == 0 else None
        reading = reading or usual.get(character)
        if reading is None and together:
            syllables[-1] += character
        else:
            syllables.append(reading or character)
        together = reading is None
    return " ".join(syllables).casefold(), name


@cache
def _beginning() -> tuple[dict[str, str], dict[str, str]]:
    """The characters whose reading begins with a letter: any, and those of them and of the surnames that may stand first."""
    usual, surnames = _readings()
    found: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for table, readings in ((0, usual), (1, usual), (1, surnames)):
        for character, reading in readings.items():
            found[table][reading[0]] = found[table].get(reading[0], "") + character
    return found


def with_initials(typed: str) -> str | None:
    """A regular expression for names that begin with characters whose readings begin with these letters: 王秀兰 and 王秀兰子 for “wxl”. None for what is no
    initials."""
    letters = typed.casefold()
    anywhere, first = _beginning()
    if len(letters) not in LETTERS or not set(letters) <= anywhere.keys():
        return None
    return f"^[{first[letters[0]]}]" + "".join(f"[{anywhere[letter]}]" for letter in letters[1:])
