"""Choices of rows in the admin's forms. Wagtail's and Django's own widgets fail on keys that no row can have, which a forged form sends."""

from typing import Any

from django.forms import CheckboxSelectMultiple, Select
from wagtail.admin.widgets import AdminPageChooser

BIGGEST_KEY = 2**63 - 1
NOBODYS_KEY = "0"


def possible(key: Any) -> Any:
    """The key itself when a row may have it; else one that no row has, so that the form asks for another choice."""
    text = str(key or "")
    if not text:
        return key
    return key if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= BIGGEST_KEY else NOBODYS_KEY


class PageChoice(AdminPageChooser):
    """Wagtail's chooser of one page."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return possible(super().value_from_datadict(data, files, name))


class RowChoices(CheckboxSelectMultiple):
    """A box to tick for each row."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [possible(key) for key in super().value_from_datadict(data, files, name)]


class RowChoice(Select):
    """A list to choose one row from."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return possible(super().value_from_datadict(data, files, name))
