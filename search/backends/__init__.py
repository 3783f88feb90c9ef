"""Where the index lives. Every backend answers the same contract, tested once against all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from search.queries import Document, Key, Page, Query


class Unreachable(Exception):
    """The backend does not answer, or not with what was asked. Nothing was lost: the database keeps the index too."""


class Backend(Protocol):
    """An index of documents. Every method may raise Unreachable."""

    name: str

    def index(self, documents: Sequence[Document]) -> None:
        """Add the documents, or put them in the place of older ones with the same key."""

    def remove(self, keys: Sequence[Key]) -> None:
        """Forget these; unknown keys are no error."""

    def search(self, query: Query) -> Page:
        """One page of what fits, best first, with counts when the query wants them."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Hold exactly these documents afterwards, and answer all the while. Returns how many."""

    def ping(self) -> None:
        """Return when a search would be answered."""
