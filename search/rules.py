"""Text for searching, prepared once for every backend: folding, tokens, phrases, marks. Pure: no Django, no clock.

Chinese is written without spaces, so every Han character is a token of its own and a typed word is a *phrase* of tokens: 「手机」 is found inside
「课程介绍智能手机的使用方法」 without a dictionary that could cut it elsewhere. Latin words and numbers are tokens as a whole. Punctuation leaves a
BREAK behind, so that no phrase reaches from one sentence into the next.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

BREAK = "¦"  # in the index only; no query can contain it
QUERY_LIMIT = 500  # characters of a query that are read at all
PHRASE_LIMIT = 40  # phrases of a query that are looked for: a bound on what one search can cost
TOKEN_LIMIT = 64  # characters of one Latin word that count
SORT_KEY_LIMIT = 120
LINE_JOIN = " · "  # between lines of a text that is shown on one

_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」')
_SENTENCE_END = re.compile(r"[。！？；\n]")

type Phrase = tuple[str, ...]
type Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands in the NFC form of the text it was read from."""

    text: str
    start: int
    end: int


def normal(text: str) -> str:
    """The form in which text is kept and shown: composed (NFC), without NUL and half characters, which no database keeps."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c != "\0" and not "\ud800" <= c <= "\udfff")


@lru_cache(maxsize=16384)  # a text has few different characters, and Unicode's tables are slow
def _folded(character: str) -> str:
    """One character as it is compared: full width becomes half width, capitals small, invisible ones nothing."""
    if unicodedata.category(character) == "Cf":
        return ""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", character).casefold())


def fold(text: str) -> str:
    """The text as it is compared, character by character, so that every place can be found back in the original."""
    return "".join(map(_folded, normal(text)))


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order, with a BREAK (of no width) wherever punctuation or a line end parts two of them."""
    shown = normal(text)
    folded: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(shown):
        for piece in _folded(character):
            folded.append(piece)
            origins.append(position)
    found: list[Token] = []
    line, reached = "".join(folded), 0
    for match in _TOKEN.finditer(line):
        if found and _parts(line[reached : match.start()]):
            found.append(Token(BREAK, origins[match.start()], origins[match.start()]))
        found.append(Token(match[0][:TOKEN_LIMIT], origins[match.start()], origins[match.end() - 1] + 1))
        reached = match.end()
    return found


def _parts(gap: str) -> bool:
    """Whether what stands between two tokens keeps them apart. A blank does not: 「AED 急救」 is written with and without."""
    return any(character == "\n" or not character.isspace() for character in gap)


def token_text(text: str) -> str:
    """The tokens of a text with blanks between, ready for an index that splits at blanks and does nothing else."""
    return " ".join(token.text for token in tokens(text))


def is_han(token: str) -> bool:
    return len(token) == 1 and _IS_HAN.match(token) is not None


def parse(query: str) -> tuple[Phrase, ...]:
    """The phrases of a query, all of which must be found.

    Blanks, punctuation and a change of script part phrases; quotation marks keep words together. What is left of `-`, `*`, `AND` or an emoji is
    nothing, so there is no query language that could be used wrongly. An empty result means that there is nothing to look for.
    """
    phrases: dict[Phrase, None] = {}
    seen = "".join(character for character in normal(query[:QUERY_LIMIT]) if unicodedata.category(character) != "Cf")
    for piece, quoted in _pieces(seen):
        for phrase in _phrases(piece, quoted):
            phrases.setdefault(phrase)
    return tuple(phrases)[:PHRASE_LIMIT]


def _pieces(query: str) -> Iterable[tuple[str, bool]]:
    reached = 0
    for match in _QUOTED.finditer(query):
        yield query[reached : match.start()], False
        yield next(group for group in match.groups() if group is not None), True
        reached = match.end()
    yield query[reached:], False


def _phrases(piece: str, quoted: bool) -> Iterable[Phrase]:
    """Cut one piece of a query at breaks; unless it is quoted, at blanks and changes of script as well."""
    run: list[Token] = []
    for token in tokens(piece):
        if run and (token.text == BREAK or (not quoted and (run[-1].end != token.start or is_han(run[-1].text) != is_han(token.text)))):
            yield tuple(part.text for part in run)
            run = []
        if token.text != BREAK and (quoted or token.text != "and" or "AND" not in piece):
            run.append(token)
    if run:
        yield tuple(part.text for part in run)


def grams(sequence: Sequence[str]) -> set[str]:
    """What an index without positions keeps of a text: its tokens, and every two Han characters that stand together."""
    pairs = {first + second for first, second in pairwise(sequence) if is_han(first) and is_han(second)}
    return (set(sequence) | pairs) - {BREAK}


def needed_grams(phrase: Phrase) -> set[str]:
    """The grams that a text with this phrase must have: pairs where there are pairs, since single characters are in every text."""
    found = grams(phrase)
    pairs = {gram for gram in found if len(gram) == 2 and is_han(gram[0]) and is_han(gram[1])}
    covered = {character for pair in pairs for character in pair}
    return found - covered


def matches(phrase: Phrase, text: str) -> bool:
    """Whether the text has the phrase: the definition that every backend is tested against."""
    return bool(_places(phrase, tokens(text)))


def spans(text: str, phrases: Iterable[Phrase]) -> list[Span]:
    """Where the phrases stand in the NFC form of the text: sorted, neither overlapping nor touching."""
    phrases = tuple(phrases)
    found = tokens(text) if phrases else []
    merged: list[Span] = []
    for start, end in sorted(span for phrase in phrases for span in _places(phrase, found)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _places(phrase: Phrase, found: Sequence[Token]) -> list[Span]:
    length = len(phrase)
    return [
        (found[i].start, found[i + length - 1].end)
        for i in range(len(found) - length + 1)
        if found[i].text == phrase[0] and all(found[i + k].text == phrase[k] for k in range(1, length))
    ]


def marked(text: str, phrases: Iterable[Phrase]) -> str:
    """The whole text as HTML, escaped, with `<mark>` around every phrase."""
    shown = normal(text)
    return _with_marks(shown, spans(shown, phrases), 0, len(shown))


def snippet(text: str, phrases: Iterable[Phrase], width: int = 90) -> str:
    """About `width` characters of the text around the first phrase in it, as HTML with marks; its beginning where there is none."""
    shown = LINE_JOIN.join(" ".join(line.split()) for line in normal(text).splitlines() if line.strip())
    found = spans(shown, phrases)
    start = _start(shown, found[0][0], width) if found else 0
    while start and start < found[0][0] and not shown[start].isalnum():
        start += 1
    end = min(len(shown), max(start + width, found[0][1] if found else 0))
    return ("…" if start else "") + _with_marks(shown, found, start, end) + ("…" if end < len(shown) else "")


def near(text: str, phrases: Iterable[Phrase], reach: int = 300) -> str:
    """The part of a long text around the first place where a phrase stands as it was typed; the whole text where none does.

    A handout has tens of thousands of characters and a page of results twenty handouts: only this part needs to be cut into tokens.
    """
    places = [place for phrase in phrases if (place := text.find("".join(phrase))) >= 0]
    if not places:
        return text
    first = min(places)
    start = max(0, first - reach)
    return text[start : first + reach]


def _start(text: str, place: int, width: int) -> int:
    """Where a snippet that shows `place` begins: after the end of a sentence shortly before, else a few characters before."""
    if place < width // 4:
        return 0
    earliest = place - width // 3
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, earliest), place)]
    return ends[-1] if ends else place - width // 5


def _with_marks(text: str, found: Sequence[Span], start: int, end: int) -> str:
    pieces: list[str] = []
    reached = start
    for left, right in found:
        left, right = max(left, start), min(right, end)
        if left < right:
            pieces += [html.escape(text[reached:left]), "<mark>", html.escape(text[left:right]), "</mark>"]
            reached = right
    return "".join([*pieces, html.escape(text[reached:end])])


def sort_key(text: str) -> str:
    """A key that sorts Chinese as a reader expects, on every database: GB 2312 keeps its 3,755 common characters in the order of their pinyin."""
    return fold(text).strip().encode("gb18030", errors="replace").hex()[:SORT_KEY_LIMIT]
