"""The published file of a draw: what anyone needs to compute it again. One JSON value a line, UTF-8; docs/draw.md describes it for others.

Until the draw it is the list (the terms, the classes, the wishes under names that say nothing); its SHA-256 is published. After the draw the same
bytes stand in it, and below them what opens the draw and the seats. So whoever kept the list sees that not a byte of it has changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

from courses.selection.rules.draw import Ballot, Option, Seat, Terms, Wish, draw, seed_of

VERSION, WITH_EXCEPTIONS = 1, 2  # the second only where somebody has `beyond`: a program that does not know it must not compute something else
LONGEST = 200_000_000  # bytes: far above 20,000 people with five wishes for 2,000 classes
LARGEST = 2**53  # whole numbers beyond are no longer exact in a browser
OPENING = b'{"opening":'


class DrawFileError(ValueError):
    """A file that is not one of a draw. `line` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line, self.what = line, what


@dataclass(frozen=True, slots=True)
class Header:
    """What is fixed before the draw. `beacon`: the public value that will be used, named beforehand, and when it becomes known (ISO 8601)."""

    title: str
    terms: Terms
    beacon: str
    beacon_at: str
    secret_sha256: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens the draw."""

    list_sha256: str
    secret: str
    beacon_value: str

    @property
    def seed(self) -> str:
        return seed_of(self.list_sha256, self.secret, self.beacon_value)


@dataclass(frozen=True, slots=True)
class DrawFile:
    """A whole file as it was read. `opening` and `seats` are None and empty before the draw; `list_sha256` is what the list's bytes really give."""

    header: Header
    options: tuple[Option, ...]
    ballots: tuple[Ballot, ...]
    list_sha256: str
    opening: Opening | None = None
    seats: tuple[Seat, ...] = ()

    def drawn(self) -> list[Seat]:
        """The seats as they come out. Raises ValueError before the draw."""
        if self.opening is None:
            raise ValueError("this file is not opened yet")
        return draw(self.options, self.ballots, self.header.terms, self.opening.seed)


def list_bytes(header: Header, options: Sequence[Option], titles: Mapping[int, str], ballots: Sequence[Ballot]) -> bytes:
    """The list as it is published. Ballots are put in the order of their names, so that nothing of the order of arrival is left."""
    lines = [_header(header, WITH_EXCEPTIONS if any(ballot.beyond for ballot in ballots) else VERSION)]
    lines += [_option(option, titles.get(option.id, "")) for option in options]
    lines += [_ballot(ballot) for ballot in sorted(ballots, key=lambda ballot: ballot.person)]
    return b"".join(map(_line, lines))


def opened_bytes(opening: Opening, seats: Iterable[Seat]) -> bytes:
    """What is put below the list after the draw."""
    head = {"opening": VERSION, "list_sha256": opening.list_sha256, "secret": opening.secret, "beacon_value": opening.beacon_value}
    return b"".join(map(_line, [head, *({"seat": [seat.person, seat.option, seat.rank, seat.group]} for seat in seats)]))


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def secret_hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _header(header: Header, version: int) -> dict[str, Any]:
    return {
        "draw": version,
        "title": header.title,
        "limit": header.terms.limit,
        "groups": list(header.terms.groups),
        "beacon": header.beacon,
        "beacon_at": header.beacon_at,
        "secret_sha256": header.secret_sha256,
    }


def _option(option: Option, title: str) -> dict[str, Any]:
    return {
        "class": option.id,
        "title": title,
        "seats": option.seats,
        "kept": dict(option.kept),
        "counts": option.counts,
        "course": option.course,
        "times": [list(time) for time in option.times],
    }


def _ballot(ballot: Ballot) -> dict[str, Any]:
    beyond = {"beyond": sorted(ballot.beyond)} if ballot.beyond else {}
    return {"person": ballot.person, "holds": list(ballot.holds), "wishes": [[wish.option, *sorted(wish.groups)] for wish in ballot.wishes], **beyond}


def read(content: bytes) -> DrawFile:
    """A file, before or after the draw. Raises DrawFileError for whatever is not one."""
    if len(content) > LONGEST:
        raise DrawFileError(1, "the file is too large")
    at = len(content) if content.startswith(OPENING) else content.find(b"\n" + OPENING)
    end = len(content) if at < 0 else min(at + 1, len(content))
    above, below = _values(content[:end], 1), _values(content[end:], 1 + content.count(b"\n", 0, end))
    header, options, ballots = _read_list(list(above))
    opening, seats = _read_opening(list(below))
    return DrawFile(header, options, ballots, hash_of(content[:end]), opening, seats)


Numbered = tuple[int, dict[str, Any]]


def _values(content: bytes, first: int) -> Iterator[Numbered]:
    for number, line in enumerate(content.removesuffix(b"\n").split(b"\n") if content else (), first):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            raise DrawFileError(number, "not a JSON value") from None
        if not isinstance(value, dict):
            raise DrawFileError(number, "not an object")
        yield number, value


def _read_list(lines: list[Numbered]) -> tuple[Header, tuple[Option, ...], tuple[Ballot, ...]]:
    version = lines[0][1].get("draw") if lines else None
    if version not in (VERSION, WITH_EXCEPTIONS):
        raise DrawFileError(1, "this is not the file of a draw")
    header = _told(lines[0], _as_header)
    options = [_told(line, _as_option) for line in lines[1:] if "class" in line[1]]
    ballots = [_told(line, _as_ballot) for line in lines[1:] if "class" not in line[1]]
    _agree(lines[-1][0], options, ballots, header.terms)
    if version == VERSION and any(ballot.beyond for ballot in ballots):
        raise DrawFileError(1, "exceptions from the limit stand in files of version 2 alone")
    return header, tuple(options), tuple(ballots)


def _read_opening(lines: list[Numbered]) -> tuple[Opening | None, tuple[Seat, ...]]:
    if not lines:
        return None, ()
    return _told(lines[0], _as_opening), tuple(_told(line, _as_seat) for line in lines[1:])


def _told[Thing](line: Numbered, make: Callable[[dict[str, Any]], Thing]) -> Thing:
    """The thing that a line means; whatever is missing or of another kind is said with the line's number."""
    try:
        return make(line[1])
    except (KeyError, TypeError, ValueError) as error:
        raise DrawFileError(line[0], f"{type(error).__name__}: {error}") from None


def _as_header(value: dict[str, Any]) -> Header:
    terms = Terms(_count(value["limit"]), tuple(_text(group) for group in value["groups"]))
    return Header(_text(value["title"]), terms, _text(value["beacon"]), _text(value["beacon_at"]), _text(value["secret_sha256"]))


def _as_option(value: dict[str, Any]) -> Option:
    kept = {_text(group): _count(seats) for group, seats in value["kept"].items()}
    times = tuple((_whole(begin), _whole(end)) for begin, end in value["times"])
    if any(begin >= end for begin, end in times) or any(one[1] > other[0] for one, other in pairwise(times)):
        raise ValueError("its lessons are not in order")
    return Option(_whole(value["class"]), _count(value["seats"]), kept, times, bool(value["counts"]), _whole(value["course"]))


def _as_ballot(value: dict[str, Any]) -> Ballot:
    wishes = tuple(Wish(_whole(option), frozenset(map(_text, groups))) for option, *groups in value["wishes"])
    return Ballot(_text(value["person"]), wishes, tuple(map(_whole, value["holds"])), frozenset(map(_whole, value.get("beyond", ()))))


def _as_opening(value: dict[str, Any]) -> Opening:
    return Opening(_text(value["list_sha256"]), _text(value["secret"]), _text(value["beacon_value"]))


def _as_seat(value: dict[str, Any]) -> Seat:
    person, option, rank, group = value["seat"]
    return Seat(_text(person), _whole(option), _whole(rank), _text(group))


def _whole(value: object) -> int:
    if type(value) is not int or abs(value) > LARGEST:
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _count(value: object) -> int:
    if (number := _whole(value)) < 0:
        raise ValueError(f"{number} is less than nothing")
    return number


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _agree(last: int, options: Sequence[Option], ballots: Sequence[Ballot], terms: Terms) -> None:
    """What no line can say by itself: each class and each person once, and wishes that name classes of the list."""
    known = {option.id for option in options}
    if len(known) != len(options) or len({ballot.person for ballot in ballots}) != len(ballots):
        raise DrawFileError(last, "a class or a person stands in it twice")
    if len(set(terms.groups)) != len(terms.groups):
        raise DrawFileError(1, "a group stands in it twice")
    for ballot in ballots:
        named = Counter([*ballot.holds, *(wish.option for wish in ballot.wishes)])
        if not known.issuperset(named) or (named and max(named.values()) > 1):
            raise DrawFileError(last, f"{ballot.person} names a class twice, or one that is not in the list")
        if not ballot.beyond <= {wish.option for wish in ballot.wishes}:
            raise DrawFileError(last, f"{ballot.person} has an exception for a class that she does not wish for")


@dataclass(frozen=True, slots=True)
class Check:
    """What a recomputation found: the seats, and everything that does not agree, in words for the reader of the file."""

    seats: tuple[Seat, ...]
    faults: tuple[str, ...]


def check(file: DrawFile) -> Check:
    """Compute an opened file again: the list is the one that was hashed, the secret the one that was promised, and the seats come out as written."""
    if file.opening is None:
        raise ValueError("this file is not opened yet")
    drawn, faults = file.drawn(), list[str]()
    if file.opening.list_sha256 != file.list_sha256:
        faults.append("the list is not the one whose hash was published")
    if secret_hash(file.opening.secret) != file.header.secret_sha256:
        faults.append("the secret is not the one whose hash was published")
    faults += [f"{seat.person} would have got class {seat.option}" for seat in sorted(set(drawn) - set(file.seats))]
    faults += [f"{seat.person} would not have got class {seat.option}" for seat in sorted(set(file.seats) - set(drawn))]
    return Check(tuple(drawn), tuple(faults))
