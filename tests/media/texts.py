"""How much of a text was read right."""

import unicodedata


def bare(text: str) -> str:
    """Letters and digits alone, in one form."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char)[0] in "LN")


def distance(one: str, other: str) -> int:
    """How many characters have to be put in, left out or changed."""
    row = list(range(len(other) + 1))
    for number, mine in enumerate(one, 1):
        last, row[0] = row[0], number
        for at, theirs in enumerate(other, 1):
            last, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, last + (mine != theirs))
    return row[-1]


def right(read: list[str], truth: list[list[str]]) -> float:
    """The share of characters that are right: of each true line its distance to the line read that is most like it."""
    wrong = total = 0
    for text, lines in zip(read, truth, strict=True):
        offered = [bare(line) for line in text.splitlines()] or [""]
        for line in map(bare, lines):
            total += len(line)
            wrong += min(len(line), *(distance(line, offer) for offer in offered))
    return 1 - wrong / total
