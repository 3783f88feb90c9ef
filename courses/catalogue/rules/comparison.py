"""What is different between two texts, line by line and within a line: by characters where it is Chinese, else by words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html import unescape
from re import DOTALL, IGNORECASE
from re import compile as pattern

TOKEN = pattern(r"[A-Za-z0-9]+|\s+|.", DOTALL)
BREAK = pattern(r"<\s*(?:/\s*(?:p|h[1-6]|li|div|blockquote)|br\s*/?|hr\s*/?)\s*>", IGNORECASE)
ITEM = pattern(r"<\s*li\b[^>]*>", IGNORECASE)
TAG = pattern(r"<[^>]*>")
ALIKE = 0.4  # two lines that share less are shown as one taken out and one put in
LONGEST = 2000  # characters of a line that are compared one by one
AROUND = 1  # unchanged lines shown before and after a change
BULLET = "• "


class Sign(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"  # of a line: some of its words
    SKIPPED = "skipped"  # of a line: stands for `count` unchanged ones


@dataclass(frozen=True)
class Span:
    """A piece of a line that is the same in both, or only in one."""

    sign: Sign
    text: str


@dataclass(frozen=True)
class Line:
    """A line with its pieces; `count` is how many lines a skipped one stands for."""

    sign: Sign
    spans: tuple[Span, ...] = ()
    count: int = 1

    def side(self, leave_out: Sign) -> str:
        return "".join(span.text for span in self.spans if span.sign != leave_out)


def lines_of(html: str) -> list[str]:
    """The lines that rich text shows, without its tags; an entry of a list begins with a bullet. Empty ones are left out."""
    text = TAG.sub("", BREAK.sub("\n", ITEM.sub(BULLET, html or "")))
    lines = (" ".join(unescape(line).split()) for line in text.split("\n"))
    return [line for line in lines if line and line != BULLET.strip()]


def compare(old: Sequence[str], new: Sequence[str]) -> tuple[Line, ...]:
    """Both texts as one: what was taken out stands before what came in its place."""
    found: list[Line] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Line(Sign.SAME, (Span(Sign.SAME, text),)) for text in old[a:b]]
        else:
            found += replaced(old[a:b], new[c:d])
    return tuple(found)


def replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Lines that came in the place of others, side by side as long as they are alike."""
    for before, after in zip(old, new, strict=False):
        spans = within(before, after)
        if any(span.sign == Sign.SAME for span in spans):
            yield Line(Sign.CHANGED, spans)
        else:
            yield from (whole(Sign.REMOVED, before), whole(Sign.ADDED, after))
    yield from (whole(Sign.REMOVED, text) for text in old[len(new) :])
    yield from (whole(Sign.ADDED, text) for text in new[len(old) :])


def whole(sign: Sign, text: str) -> Line:
    return Line(sign, (Span(sign, text),))


def within(before: str, after: str) -> tuple[Span, ...]:
    """The pieces of two lines. Those of lines that are not alike, or too long, are the two lines themselves."""
    apart = (Span(Sign.REMOVED, before), Span(Sign.ADDED, after))
    if max(len(before), len(after)) > LONGEST:
        return apart
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return apart
    return tuple(span for step in matcher.get_opcodes() for span in pieces(old, new, *step))


def pieces(old: Sequence[str], new: Sequence[str], kind: str, a: int, b: int, c: int, d: int) -> Iterator[Span]:
    if kind == "equal":
        yield Span(Sign.SAME, "".join(old[a:b]))
        return
    if a < b:
        yield Span(Sign.REMOVED, "".join(old[a:b]))
    if c < d:
        yield Span(Sign.ADDED, "".join(new[c:d]))


def folded(lines: Sequence[Line], around: int = AROUND) -> tuple[Line, ...]:
    """The same without the long runs in which nothing changed: one line says how many are left out."""
    near = {place + step for place, line in enumerate(lines) if line.sign != Sign.SAME for step in range(-around, around + 1)}
    found: list[Line] = []
    left_out = 0
    for place, line in enumerate(lines):
        if place in near:
            found += [*skipped(left_out), line]
            left_out = 0
        else:
            left_out += 1
    return (*found, *skipped(left_out))


def skipped(count: int) -> tuple[Line, ...]:
    return (Line(Sign.SKIPPED, count=count),) if count else ()


def differs(lines: Sequence[Line]) -> bool:
    return any(line.sign not in (Sign.SAME, Sign.SKIPPED) for line in lines)
