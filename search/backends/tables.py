"""The table `search_text` beside the entries: the words to be matched, in the form each database matches fastest.

SQLite: an FTS5 table whose tokenizer splits at blanks only; a typed word becomes a phrase of tokens. PostgreSQL: a tsvector of the tokens and of
every two Han characters that stand together, without true positions (those end at 16,383 and at 256 of a kind, and then words are missed); the
weights A, B, C say whether title, summary or body has it, and phrases are checked against the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from search.queries import SUMMARY_BOOST, TITLE_BOOST, Document
from search.rules import BREAK, Phrase, grams, needed_grams, token_text

_INSERT = {
    "sqlite": "INSERT INTO search_text (rowid, title, summary, body) VALUES (%s, %s, %s, %s)",
    "postgresql": "INSERT INTO search_text (rowid, vector, tokens) VALUES (%s, %s::tsvector, %s)",
}
_RANK = {
    "sqlite": f"-bm25(search_text, {TITLE_BOOST}, {SUMMARY_BOOST}, 1)",
    "postgresql": f"ts_rank('{{0, {1 / TITLE_BOOST}, {SUMMARY_BOOST / TITLE_BOOST}, 1}}', search_text.vector, %s::tsquery)",
}


def write(connection: Any, rows: Sequence[tuple[int, Document]]) -> None:
    """Put the words of documents under the ids of their entries."""
    erase(connection, [rowid for rowid, _ in rows])
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT[connection.vendor], [(rowid, *_words(connection.vendor, document)) for rowid, document in rows])


def erase(connection: Any, rowids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(rowid,) for rowid in rowids])


def _words(vendor: str, document: Document) -> tuple[str, ...]:
    # People type names of teachers and places beside those of courses, so the line of names belongs to the summary.
    fields = [token_text(text) for text in (document.title, f"{document.summary}\n{document.line}", document.body)]
    if vendor == "sqlite":
        return tuple(fields)
    return _vector(fields), f" {f' {BREAK} '.join(fields)} "


def _vector(fields: Iterable[str]) -> str:
    """A tsvector literal whose positions say only which field has a gram: 1A title, 2B summary, 3C body."""
    places: dict[str, list[str]] = {}
    for place, text in zip(("1A", "2B", "3C"), fields, strict=True):
        for gram in grams(text.split()):
            places.setdefault(gram, []).append(place)
    return " ".join(f"'{gram}':{','.join(found)}" for gram, found in places.items())


def match(vendor: str, phrases: Sequence[Phrase]) -> tuple[str, list[str]]:
    """The SQL condition, with its parameters, that a row of search_text has all the phrases. Tokens hold letters and digits only."""
    if vendor == "sqlite":
        return "search_text MATCH %s", [" AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)]
    long = [f"% {' '.join(phrase)} %" for phrase in phrases if len(needed_grams(phrase)) > 1]
    return " AND ".join(["search_text.vector @@ %s::tsquery", *["search_text.tokens LIKE %s"] * len(long)]), [tsquery(phrases, " & "), *long]


def rank(vendor: str, phrases: Sequence[Phrase]) -> tuple[str, list[str]]:
    """The SQL expression, with its parameters, that is larger for better rows."""
    # Joined by "or", weights add up; joined by "and", ts_rank weighs the distance between positions, and ours are none.
    return _RANK[vendor], [tsquery(phrases, " | ")] if vendor == "postgresql" else []


def tsquery(phrases: Sequence[Phrase], by: str) -> str:
    needed = {gram for phrase in phrases for gram in needed_grams(phrase)}
    return by.join(f"'{gram}'" for gram in sorted(needed))
