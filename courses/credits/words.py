"""How this room says what it knows: states, orders, and what an entry stands on. For pages, files and the admin alike."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy

from courses.credits.rules.report import State

STATES = {
    State.MET: pgettext_lazy("requirement", "Met"),
    State.UNMET: pgettext_lazy("requirement", "Not met"),
    State.EXEMPT: pgettext_lazy("requirement", "Exempt"),
    State.NO_RULE: pgettext_lazy("requirement", "No requirement"),
}
ORDERS = {"name": pgettext_lazy("order", "by name"), "unit": pgettext_lazy("order", "by unit"), "state": pgettext_lazy("order", "by result")}


def what_for(snapshot: dict[str, Any]) -> str:
    """The course that an entry stands on, as it was called then."""
    return str(snapshot.get("course", {}).get("title", ""))


def class_of(snapshot: dict[str, Any]) -> str:
    """The class of an entry in words: term, name, teacher."""
    found = snapshot.get("class", {})
    return " · ".join(str(found[key]) for key in ("term", "label", "teacher") if found.get(key))
