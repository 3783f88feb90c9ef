"""The filters as they are drawn: each choice with its name and the number of results that it would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.models import School, Teacher, Term, Venue
from search.forms import Chosen
from search.walks import Walk

OPTIONS_LIMIT = 12  # choices of one filter that are drawn, beside those in use
LEGENDS: dict[str, str | Promise] = {
    "school": gettext_lazy("School"),
    "venue": gettext_lazy("Venue"),
    "teacher": gettext_lazy("Teacher"),
    "term": gettext_lazy("Term"),
    "open": gettext_lazy("Seats"),
}
_MODELS = {"venue": Venue, "teacher": Teacher, "term": Term}

type Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One filter with its boxes."""

    name: str
    legend: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Removal:
    """A choice in use, and the address without it."""

    label: str
    url: str


def groups(chosen: Chosen, counts: Counts, *, without: tuple[str, ...] = ()) -> list[Group]:
    """All filters that offer a choice. One query for the names of each kind."""
    names = [name for name in LEGENDS if name not in without]
    made = [Group(name, str(LEGENDS[name]), _options(name, chosen, counts.get(name, {}))) for name in names]
    return [group for group in made if group.options]


def _options(name: str, chosen: Chosen, counts: Mapping[str, int]) -> list[Option]:
    if name == "open":
        return [Option("1", str(_("Only with free seats")), counts.get("1", 0), chosen.open_only)]
    used = chosen.filters.get(name, ())
    if name == "school":
        labels = dict(School.objects.values_list("code", "name"))
    else:
        most = sorted(counts, key=lambda value: (-counts[value], value))[:OPTIONS_LIMIT]
        labels = {str(pk): str(thing) for pk, thing in _MODELS[name].objects.in_bulk([int(value) for value in {*most, *used}]).items()}
        labels = dict(sorted(labels.items(), key=lambda item: (-counts.get(item[0], 0), item[1])))
    return [Option(value, label, counts.get(value, 0), value in used) for value, label in labels.items()]


def removals(chosen: Chosen, drawn: list[Group], walk: Walk | None = None) -> list[Removal]:
    """The choices in use as tags with a cross. Their names come from the groups, so nothing is asked twice."""
    used = [(group.name, option) for group in drawn for option in group.options if option.checked]
    made = [Removal(option.label, chosen.address(without=(name, option.value))) for name, option in used]
    if walk is not None and walk.start is not None:
        facts = {"minutes": walk.minutes, "name": walk.start.name}
        made.append(Removal(_("At most %(minutes)s minutes on foot from %(name)s") % facts, chosen.address(near=())))
    return made
