"""Whether two names may mean one person: pure comparisons, to propose and never to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from unicodedata import normalize

LEAST_FOR_A_SLIP = 3  # of two-letter names half would differ by one


def plain(name: str) -> str:
    """The letters and digits alone, in one width and case."""
    return "".join(sign for sign in normalize("NFKC", name).casefold() if sign.isalnum())


def alike(one: str, other: str) -> bool:
    """The same name, or one slip apart (a letter more, less, or another)."""
    a, b = sorted((plain(one), plain(other)), key=len)
    if not a:
        return False
    return a == b or (len(a) >= LEAST_FOR_A_SLIP and len(b) - len(a) <= 1 and _one_slip(a, b))


def _one_slip(a: str, b: str) -> bool:
    start = next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[start + 1 :] == b[start + 1 :] if len(a) == len(b) else a[start:] == b[start + 1 :]


def pairs(names: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The keys of names that are alike, each pair once, the lower key first.

    Names one slip apart are the same once the right letter is taken out of one or both, so only those that share such a rest are compared.
    """
    rests: dict[str, set[int]] = defaultdict(set)
    kept = dict(names)
    for key, name in kept.items():
        letters = plain(name)
        for rest in {letters, *(letters[:place] + letters[place + 1 :] for place in range(len(letters)))}:
            rests[rest].add(key)
    found = {pair for keys in rests.values() for pair in combinations(sorted(keys), 2) if alike(kept[pair[0]], kept[pair[1]])}
    yield from sorted(found)
