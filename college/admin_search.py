"""How the admin searches pages, files and people: any part of a name counts, since an index of words finds no part of a Chinese one."""

from __future__ import annotations

from typing import Any

from wagtail.search.backends.database.fallback import DatabaseSearchBackend
from wagtail.search.query import And, Phrase, PlainText

LONGEST, MOST_WORDS = 200, 10  # of what was typed; a database gives up on a condition with a thousand words


class SearchBackend(DatabaseSearchBackend):  # type: ignore[misc]
    """Wagtail's search without an index, which looks into the rows themselves."""

    def _search(self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        return super()._search(query_compiler_class, shortened(query), model_or_queryset, **kwargs)


def shortened(query: Any) -> Any:
    """The first words of what was typed, as text or as Wagtail takes it apart."""
    match query:
        case str():
            return " ".join(query[:LONGEST].split()[:MOST_WORDS])
        case PlainText():
            return PlainText(shortened(query.query_string), operator=query.operator, boost=query.boost)
        case Phrase():
            return Phrase(query.query_string[:LONGEST])
        case And():
            return And([shortened(one) for one in query.subqueries[:MOST_WORDS]])
    return query
