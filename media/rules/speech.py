"""What of that which a program believes to have heard may become captions. Times are milliseconds."""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from media.rules.captions import LONGEST_TEXT, Cue, in_order, plain

SPOKEN = {"zh": "zh-Hans", "en": "en"}
SURE_OF_LANGUAGE = 0.6
SURE_OF_WORDS = -1.0  # mean logarithm of the probability of its signs; below it whisper itself would try again
SILENT = 0.6  # how likely nobody speaks, above which words must be surer
SURE_IN_SILENCE = -0.5
REDUNDANT = 2.4  # whisper's own measure; Chinese and English speech stay below 2
MOST_ALIKE = 2  # one may say the same thing twice; what comes more often one after the other is a program that hangs
_LOOP = re.compile(r"(.{1,20}?)\1{3,}", re.S)


@dataclass(frozen=True, slots=True)
class Heard:
    """One piece of speech: from when to when, the words, how sure they are (a logarithm, up to 0), and how likely nobody spoke (0 to 1)."""

    start: int
    end: int
    text: str
    sure: float = 0.0
    silence: float = 0.0


def language_of(code: str, probability: float) -> str:
    """The language of captions, "" when it is none of ours or nobody knows."""
    return SPOKEN.get(code, "") if probability >= SURE_OF_LANGUAGE else ""


def cues(pieces: Iterable[Heard], length: int | None = None) -> list[Cue]:
    """Captions of what was surely said: nothing guessed into a silence, no loops, none beyond the recording (`length`)."""
    kept = [piece for piece in pieces if _is_sure(piece) and not is_loop(piece.text)]
    found = [Cue(piece.start, _end(piece, length), plain(piece.text)[:LONGEST_TEXT]) for piece in _without_echoes(kept)]
    return in_order(cue for cue in found if cue.text and 0 <= cue.start < cue.end)


def is_loop(text: str) -> bool:
    """True when most of a text is a few signs again and again, as whisper writes over music or a language that it does not know."""
    bare = "".join(text.split())[:LONGEST_TEXT]
    return _redundancy(bare) > REDUNDANT or any(len(loop[0]) > max(7, len(bare) // 2) for loop in _LOOP.finditer(bare))


def _redundancy(text: str) -> float:
    """How many times shorter a text can be written."""
    raw = text.encode("utf-8", "replace")
    return len(raw) / len(zlib.compress(raw))


def _is_sure(piece: Heard) -> bool:
    return piece.sure >= (SURE_IN_SILENCE if piece.silence > SILENT else SURE_OF_WORDS)


def _without_echoes(pieces: Sequence[Heard]) -> list[Heard]:
    """Of equal neighbours more than `MOST_ALIKE` none is believed but the first."""
    groups = [list(group) for _text, group in groupby(pieces, key=lambda piece: piece.text.strip())]
    return [piece for group in groups for piece in (group if len(group) <= MOST_ALIKE else group[:1])]


def _end(piece: Heard, length: int | None) -> int:
    return piece.end if length is None else min(piece.end, length)
