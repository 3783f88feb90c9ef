"""The filters of a list, read from an address that anybody can write. Values that cannot be meant are dropped: a list is no exam."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college import nearby
from college.models import School
from search.models import Entry
from search.queries import PAGE_LIMIT, Query
from search.rules import QUERY_LIMIT, normal

VALUES_LIMIT = 30  # choices of one filter that are taken in
_NUMBER = re.compile(r"[0-9]{1,18}")


class Words(forms.CharField):
    """What somebody types into the box. Signs that no text contains are taken out before anything looks at it."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=QUERY_LIMIT, label=_("Find courses, teachers, words in handouts"))

    def to_python(self, value: Any) -> str:
        return super().to_python(normal(value) if isinstance(value, str) else "").strip()


class Numbers(forms.Field):
    """Primary keys, as strings, each once."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[str, ...]:
        numbers = (str(int(text)) for text in value or () if _NUMBER.fullmatch(text))
        return tuple(dict.fromkeys(numbers))[:VALUES_LIMIT]


class OneOf(forms.Field):
    """Some of a few known words."""

    widget = forms.MultipleHiddenInput

    def __init__(self, known: list[str]) -> None:
        self.known = known
        super().__init__(required=False)

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(word for word in self.known if word in (value or ()))


class Origins(forms.Field):
    """Where somebody sets out on foot, as college.nearby writes it; the first that can be meant."""

    widget = forms.MultipleHiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(text for text in value or () if nearby.VALUE.fullmatch(text))[:1]


class FilterForm(forms.Form):
    """Words and filters, the same for every list. `chosen()` is what they say."""

    q = Words()
    kind = OneOf(Entry.Kind.values)
    school = OneOf(School.Code.values)
    venue = Numbers(required=False)
    teacher = Numbers(required=False)
    term = Numbers(required=False)
    near = Origins()
    open = OneOf(["1"])
    sort = OneOf(["soon", "title"])
    page = Numbers(required=False)

    def chosen(self) -> Chosen:
        """What was chosen. After an error (a text that is too long) the words are empty and the filters hold."""
        self.is_valid()
        cleaned = self.cleaned_data
        return Chosen(
            text=cleaned.get("q", ""),
            kinds=cleaned["kind"],
            filters={name: cleaned[name] for name in ("school", "venue", "teacher", "term") if cleaned[name]},
            near=cleaned["near"][0] if cleaned["near"] else "",
            open_only=bool(cleaned["open"]),
            sort=cleaned["sort"][0] if cleaned["sort"] else "soon",
            page=min(int(cleaned["page"][0]), PAGE_LIMIT) if cleaned["page"] else 1,
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A visitor's words and filters, and the addresses that differ from hers by one choice."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: str = ""  # an origin of college.nearby: classes at venues within a quarter of an hour on foot
    reached: tuple[int, ...] | None = None  # the keys of those venues; None while nobody has set out (see search.walks)
    open_only: bool = False
    sort: str = "soon"
    page: int = 1

    @property
    def number(self) -> int:
        """How many filters are in use; kind and words stand elsewhere on the page."""
        return sum(map(len, self.filters.values())) + self.open_only + bool(self.near)

    def query(self, **changes: Any) -> Query:
        values = {"text": self.text, "kinds": self.kinds, "filters": self.filters, "open_only": self.open_only, "page": max(self.page, 1)}
        return Query(**{**values, **changes})

    def address(self, *, without: tuple[str, str] | None = None, **instead: tuple[str, ...]) -> str:
        """The query string of these choices, without one value or with other values of a name, from the first page on."""
        data = QueryDict(mutable=True)
        for name, values in {**self._values(), **instead}.items():
            data.setlist(name, [value for value in values if (name, value) != without])
        return f"?{data.urlencode()}"

    def pairs(self, *names: str) -> list[tuple[str, str]]:
        """The choices of these names, for hidden fields of a form that changes the others."""
        values = self._values()
        return [(name, value) for name in names for value in values.get(name, ())]

    def _values(self) -> dict[str, tuple[str, ...]]:
        everything = {"q": (self.text,) if self.text else (), "kind": self.kinds, **self.filters}
        everything["near"] = (self.near,) if self.near else ()
        return {**everything, "open": ("1",) if self.open_only else (), "sort": (self.sort,) if self.sort != "soon" else ()}


SORTS = {"soon": pgettext_lazy("order of a list", "Starting soon"), "title": pgettext_lazy("order of a list", "By name")}
