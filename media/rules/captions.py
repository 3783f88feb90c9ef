"""Captions as plain values: read from WebVTT or SRT, checked, written as WebVTT. Times are milliseconds.

A caption is text and nothing else: tags are taken off when a file is read, and what looks like one in the text is escaped when it is written.
Reading takes time and memory in proportion to the file, whatever is in it.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape

from media.rules.chapters import stamp

MOST_BYTES = 2 * 1024 * 1024
MOST_CUES = 10_000
LONGEST_TEXT = 1_000  # signs of one cue: nobody reads more at one time
SHOWN_FAULTS = 20
LANGUAGES = ("zh-Hans", "en")
ENCODINGS = ("utf-8", "gb18030")  # Chinese editors save the second one
ARROW = "-->"
_TIME = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]{1,3}))?")
_WIDE = str.maketrans("：，。．０１２３４５６７８９", ":,..0123456789")  # typed with a Chinese keyboard
_BREAK = re.compile(r"\r\n|\r|\n")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|</?>|<[0-9:.]{1,20}>")
_STYLE = re.compile(r"\{\\[^{}]*\}")  # {\an8}, which players of SRT know
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_NO_TEXT = {"Cc", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `start` to `end`. `text` is as `plain` leaves it: lines without markup, none of them empty."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: at which line (from 1; 0: with the whole), and the code of the reason."""

    line: int
    code: str


class Faulty(ValueError):
    """These captions cannot be used; `faults` says why, not more than `SHOWN_FAULTS` of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(*faults)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines without an empty one between them, and where the first of them stands."""

    line: int
    lines: list[str]


def parse(data: bytes, length: int | None = None) -> list[Cue]:
    """The cues of a WebVTT or SRT file, in the order of their starts. `length` is the recording's; a last end beyond it is cut. Raises Faulty."""
    if len(data) > MOST_BYTES:
        raise Faulty([Fault(0, "too_big")])
    return parse_text(decoded(data), length)


def parse_text(text: str, length: int | None = None) -> list[Cue]:
    """As `parse`, of what is text already."""
    if len(text) > MOST_BYTES:
        raise Faulty([Fault(0, "too_big")])
    cues: list[Cue] = []
    faults: list[Fault] = []
    for found in _read(text, length):
        (cues if isinstance(found, Cue) else faults).append(found)  # type: ignore[arg-type]
        if len(cues) > MOST_CUES:
            raise Faulty([Fault(0, "too_many")])
        if len(faults) == SHOWN_FAULTS:
            break
    if faults or not cues:
        raise Faulty(faults or [Fault(0, "no_cues")])
    return in_order(cues)


def in_order(cues: Iterable[Cue]) -> list[Cue]:
    """By their starts; what starts together stays as it is."""
    return sorted(cues, key=lambda cue: cue.start)


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 or GB18030, without a byte order mark. Raises Faulty with the line that UTF-8 does not have."""
    data = data.removeprefix(codecs.BOM_UTF8)
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            last = error
    raise Faulty([Fault(data[: last.start].count(b"\n") + 1, "encoding")])


def write(cues: Iterable[Cue]) -> str:
    """WebVTT. What `parse` makes of it are the same cues."""
    return "\n".join(["WEBVTT\n", *(f"{stamp(cue.start)} {ARROW} {stamp(cue.end)}\n{escape(cue.text, quote=False)}\n" for cue in cues)])


def plain(text: str) -> str:
    """Lines of text: without control signs, blanks at the ends and empty lines."""
    lines = (_printable(line).strip() for line in _BREAK.split(text))
    return "\n".join(line for line in lines if line)


def time_of(text: str) -> int | None:
    """A time as people and programs write it (1:02, 00:01:02.5, 00:01:02,500, with Chinese colons too); None when it is none."""
    match = _TIME.fullmatch(text.strip().translate(_WIDE))
    if not match:
        return None
    hours, minutes, seconds, part = (match[1] or "0", match[2], match[3], match[4] or "0")
    if int(minutes) > 59 or int(seconds) > 59:
        return None
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(part.ljust(3, "0"))


def _read(text: str, length: int | None) -> Iterator[Cue | Fault]:
    """Every cue, or what is wrong with it."""
    blocks = _blocks(text)
    is_webvtt = text.removeprefix("\ufeff").startswith("WEBVTT")
    if is_webvtt:
        next(blocks)
    for block in blocks:
        if not (is_webvtt and _ASIDE.match(block.lines[0])):
            yield _cue(block, length, is_webvtt)


def _blocks(text: str) -> Iterator[_Block]:
    first, lines = 1, list[str]()
    for number, line in enumerate(_BREAK.split(text.removeprefix("\ufeff")), 1):
        if line.strip():
            first = first if lines else number
            lines.append(line)
        elif lines:
            yield _Block(first, lines)
            lines = []
    if lines:
        yield _Block(first, lines)


def _cue(block: _Block, length: int | None, is_webvtt: bool) -> Cue | Fault:
    place = next((place for place, line in enumerate(block.lines[:2]) if ARROW in line), None)  # a number or name may stand before the times
    if place is None:
        return Fault(block.line, "no_time")
    times = _times(block.lines[place])
    text = _text("\n".join(block.lines[place + 1 :]), is_webvtt)
    code = "bad_time" if times is None else fault_of(Cue(*times, text), length)
    if times is None or code:
        return Fault(block.line + place, code)
    return _within(Cue(*times, text), length)


def _times(line: str) -> tuple[int, int] | None:
    before, _, after = line.partition(ARROW)
    start, end = time_of(before), time_of((after.split() or [""])[0])  # settings of the place on the picture may follow
    return None if start is None or end is None else (start, end)


def fault_of(cue: Cue, length: int | None = None) -> str:
    """The code of what is wrong with a cue, "" when nothing is."""
    if cue.end <= cue.start:
        return "order"
    if not cue.text:
        return "empty"
    if len(cue.text) > LONGEST_TEXT:
        return "too_long"
    return "beyond" if length is not None and cue.start >= length else ""


def _within(cue: Cue, length: int | None) -> Cue:
    return cue if length is None else replace(cue, end=min(cue.end, length))


def _text(raw: str, is_webvtt: bool) -> str:
    """Only WebVTT writes & and < as entities; in SRT they stand for themselves, and braces may be markup."""
    bare = _TAG.sub("", raw)
    return plain(_ENTITY.sub(lambda match: unescape(match[0]), bare) if is_webvtt else _STYLE.sub("", bare))


def _printable(line: str) -> str:
    return "".join(" " if unicodedata.category(sign) in _NO_TEXT else sign for sign in line)
