"""What a kept page shows, and how it is dropped the moment that something on it changes.

A page is kept (see `page_cache.py`) only when its view names what it shows: `shows(request, "course:12", "lists")`. Each name has a stamp,
the time of its last change; who changes such a thing calls `changed("course:12")`, which sets the stamp after the commit. A kept page
carries the stamps it was drawn with and is given out only while all of them are the same, so nothing has to know which pages exist, in how
many languages and modes.

Names: `course:<page pk>`, `offering:<pk>`, `lists` (front page, lists of courses and teachers, a teacher's page); `college` (schools,
places, terms, teachers) is on every page by itself.

Free seats are numbers that change a hundred times a second while tens of thousands look. A seat says `counted("offering:12")`, a stamp beside that
of the class: a page of which only numbers changed is drawn anew for one who asks, once in a second, and all others get it as it was. In a rush, when
that would be most of the work, once in ten seconds; the page's script asks a board for the numbers themselves (`courses/selection/board.py`).

Stamps must be seen by all processes at once: in the shared cache when CACHE_URL names one, else as the times of small files under
DATA_DIR, which cost a microsecond to ask for, no query, and no lock on the database when a seat is picked.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest

COLLEGE, LISTS, OFFERING = "college", "lists", "offering:"
NUMBERS = "~"  # ends the name of the stamp for numbers alone
SOON, REFRESH = 1, 10  # seconds between two drawings of a page for numbers alone, as a rule and in a rush: twenty classes are drawn in every way they are seen
CALM = 10  # so many drawings for numbers alone within REFRESH seconds are no rush yet
PATIENCE, LOOK_EVERY = 3, 0.02  # seconds to wait for somebody else's drawing
DAY = 24 * 60 * 60  # how long a shared cache keeps a stamp: much longer than any page


def course(pk: int) -> str:
    return f"course:{pk}"


def offering(pk: int) -> str:
    return f"{OFFERING}{pk}"


def shows(request: HttpRequest | None, *names: str) -> None:
    """Say what the page being drawn shows. For views, pages and template tags; without any name a page is not kept."""
    if request is not None:
        request.shown = shown_on(request) | set(names)  # type: ignore[attr-defined]


def for_members[View: Callable[..., object]](view: View) -> View:
    """Mark a view of ours: its pages are kept for people who are signed in as course pages are (`member_pages.py`), not for strangers alone."""
    view.for_members = True  # type: ignore[attr-defined]
    return view


def shown_on(request: HttpRequest) -> frozenset[str]:
    return getattr(request, "shown", frozenset())


def changed(*names: str) -> None:
    """Drop all pages that show one of these, once the change is committed. A failure here never undoes the change; pages then age out."""
    transaction.on_commit(partial(_renew, names), robust=True)


def counted(*names: str) -> None:
    """The same for numbers alone: pages that show one of these are drawn anew at most once in a second, in a rush in ten."""
    changed(*(name + NUMBERS for name in names))


def stamped(request: HttpRequest, begun: int) -> dict[str, int] | None:
    """The stamps of what a page shows that was begun at this time (nanoseconds). None where something changed since: it may show the state of before.
    Numbers that changed since are due again."""
    names = {COLLEGE, *shown_on(request)}
    found = stamps().read(names | {name + NUMBERS for name in names if name == LISTS or name.startswith(OFFERING)})
    late = {name for name, stamp in found.items() if stamp >= begun - stamps().skew}
    return {**found, **dict.fromkeys(late, -1)} if all(name.endswith(NUMBERS) for name in late) else None


def is_good(kept: dict[str, int], at: str, *, exact: bool = False) -> bool:
    """Whether the page that is kept at a place with these stamps may be given out, or whoever asks is to draw it anew; `exact`: only one that is up to date."""
    found = stamps().read(kept)
    moved = [name for name, stamp in kept.items() if found[name] != stamp]
    if exact:
        return not moved
    if not all(name.endswith(NUMBERS) for name in moved):
        return False
    return not moved or not _is_due(at)


def _is_due(at: str) -> bool:
    """Whether whoever asks is to draw the page of this place, of which only numbers changed. Whoever shares the cache is counted together."""
    pages = caches["pages"]
    if not pages.add(f"drawing:{at}", 1, timeout=SOON):
        return False
    window = f"drawings:{time.time() // REFRESH:.0f}"
    pages.add(window, 0, timeout=2 * REFRESH)
    if pages.incr(window) > CALM:
        pages.set(f"drawing:{at}", 1, timeout=REFRESH)
    return True


def awaited[Page](at: str, look: Callable[[bool], Page | None]) -> Page | None:
    """What somebody else draws for this place at the moment, once `look` finds it: thousands open a page in the second in which it turns. None where
    nobody does, or it takes too long, or was never kept: whoever asks draws it, and says `drawn` afterwards. `look(True)` wants it up to date."""
    until = time.monotonic() + PATIENCE
    if caches["pages"].get(f"keeps:{at}") is None:
        return None
    while not caches["pages"].add(f"first:{at}", 1, timeout=PATIENCE):
        time.sleep(LOOK_EVERY)
        found = look(False)
        if found is not None or time.monotonic() > until:
            return found
    found = look(True)  # drawn by somebody who was done before we began to wait
    if found is not None:
        drawn(at)
    return found


def keeps(at: str) -> None:
    """What is drawn for this place can be kept: it is worth waiting for."""
    caches["pages"].set(f"keeps:{at}", 1, timeout=DAY)


def drawn(at: str) -> None:
    """The next who does not find the page there may draw it."""
    caches["pages"].delete(f"first:{at}")


def _renew(names: tuple[str, ...]) -> None:
    stamps().renew(names)


class Stamps(Protocol):
    """The time of the last change for each name, in nanoseconds; 0 where none is known. `skew`: how far clocks that write it may differ."""

    skew: int

    def read(self, names: Iterable[str]) -> dict[str, int]: ...

    def renew(self, names: Iterable[str]) -> None: ...


class FileStamps:
    """A file's time, which every process that shares the folder sees at once."""

    skew = 0

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)

    def read(self, names: Iterable[str]) -> dict[str, int]:
        return {name: self._time(f"{self.folder}/{name}") for name in names}

    @staticmethod
    def _time(path: str) -> int:
        try:
            return os.stat(path).st_mtime_ns
        except FileNotFoundError:
            return 0

    def renew(self, names: Iterable[str]) -> None:
        for name in names:
            path, now = f"{self.folder}/{name}", time.time_ns()
            try:
                os.utime(path, ns=(now, now))
            except FileNotFoundError:
                self._begin(path)

    def _begin(self, path: str) -> None:
        os.makedirs(self.folder, exist_ok=True)
        with open(path, "ab"):
            now = time.time_ns()  # after it was made, which others may do in the same moment
            os.utime(path, ns=(now, now))


class CacheStamps:
    """The same in a cache that processes and machines share."""

    skew = 1_000_000_000

    def read(self, names: Iterable[str]) -> dict[str, int]:
        wanted = list(names)
        found = caches["pages"].get_many([f"stamp:{name}" for name in wanted])
        return {name: found.get(f"stamp:{name}", 0) for name in wanted}

    def renew(self, names: Iterable[str]) -> None:
        caches["pages"].set_many({f"stamp:{name}": time.time_ns() for name in names}, timeout=DAY)


def stamps() -> Stamps:
    """Where the stamps are, as CACHE_URL says."""
    if settings.CACHES["pages"]["BACKEND"].endswith("LocMemCache"):
        return FileStamps(settings.STAMPS_ROOT)
    return CacheStamps()
