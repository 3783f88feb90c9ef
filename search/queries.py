"""The plain values that pass between the rooms of search: what is indexed, what is asked, what is answered. Pure: no Django, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from search import rules

FACETS = ("school", "venue", "teacher", "term", "audience")  # filters whose values stand in the documents
EVERYBODY = "all"  # the audience of a class for everybody; others are named by their roles
PAGE_SIZE = 20
PAGE_LIMIT = 400  # no backend pages deeper: nobody reads so far, and depth costs
KIND_WEIGHTS = {"course": 1.0, "teacher": 1.0, "offering": 0.5}  # an offering repeats its course's words: the course comes first
TITLE_BOOST, SUMMARY_BOOST = 10, 4

type Key = tuple[str, int]  # kind, primary key


@dataclass(frozen=True, slots=True)
class Document:
    """One findable thing. Texts are plain, ids in `facets` are strings; everything in it may be read by everybody."""

    kind: str
    object_id: int
    title: str
    url: str
    indexed_at: datetime  # the moment before the source was read
    summary: str = ""
    body: str = ""
    line: str = ""  # names of people and places, shown under the title
    school: str = ""  # code of the school whose colour it wears
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_seats: int = 0  # seats that can be picked at `indexed_at`
    source_at: datetime | None = None  # the source's own time of change
    seats_taken: int | None = None
    changes_at: datetime | None = None  # when the seats become pickable or stop being so, by the clock alone

    @property
    def key(self) -> Key:
        return self.kind, self.object_id

    @property
    def sort_key(self) -> str:
        """Orders courses before teachers before offerings, and each by title as a reader expects."""
        return f"{list(KIND_WEIGHTS).index(self.kind)}{rules.sort_key(self.title)}"


class Found(Protocol):
    """What a hit is made from: a document, or the row that it became."""

    @property
    def kind(self) -> str: ...
    @property
    def object_id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def line(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def school(self) -> str: ...
    @property
    def open_seats(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for. Values of one filter are alternatives, filters add up; an empty text browses."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_only: bool = False
    page: int = 1
    size: int = PAGE_SIZE
    with_facets: bool = False

    @property
    def phrases(self) -> tuple[rules.Phrase, ...]:
        return rules.parse(self.text)

    @property
    def is_hopeless(self) -> bool:
        """Something was typed, but nothing in it can be looked for: an emoji, a lone star. That finds nothing, rather than everything."""
        return bool(self.text.strip()) and not self.phrases

    @property
    def offset(self) -> int:
        return (min(max(self.page, 1), PAGE_LIMIT) - 1) * self.size

    @property
    def active(self) -> dict[str, tuple[str, ...]]:
        """The filters that hold something back, by name; `kind` is one of them."""
        chosen = {name: tuple(values) for name, values in self.filters.items() if name in FACETS and values}
        return {"kind": self.kinds, **chosen} if self.kinds else chosen


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found. `title_html` and `highlight` are HTML: escaped, with `<mark>` around what was typed."""

    kind: str
    object_id: int
    title: str
    url: str
    school: str
    line: str
    open_seats: int
    title_html: str
    highlight: str

    @classmethod
    def of(cls, found: Found, phrases: Sequence[rules.Phrase]) -> Hit:
        return cls(
            kind=found.kind,
            object_id=found.object_id,
            title=found.title,
            url=found.url,
            school=found.school,
            line=found.line,
            open_seats=found.open_seats,
            title_html=rules.marked(found.title, phrases),
            highlight=_highlight(found, phrases),
        )


def _highlight(found: Found, phrases: Sequence[rules.Phrase]) -> str:
    """The summary, unless only the body has what was typed."""
    for text in (found.summary, rules.near(found.body, phrases)):
        if rules.spans(text, phrases):
            return rules.snippet(text, phrases)
    return rules.snippet(found.summary or found.body[:500], ())


@dataclass(frozen=True, slots=True)
class Page:
    """An answer. `facets` counts by filter name and value what choosing that value would leave; `open` has the one value "1"."""

    count: int
    hits: tuple[Hit, ...]
    page: int
    size: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    backend: str = ""
    degraded: bool = False  # the configured backend did not answer, another one did

    @property
    def pages(self) -> int:
        return min(max(1, -(-self.count // self.size)), PAGE_LIMIT)


def empty(query: Query, backend: str) -> Page:
    return Page(count=0, hits=(), page=1, size=query.size, backend=backend)


def counted(rows: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    """Rows of (filter, value, number) as a mapping of mappings."""
    facets: dict[str, dict[str, int]] = {}
    for name, value, number in rows:
        facets.setdefault(name, {})[value] = number
    return facets
