"""The words of the admin's scripts: Wagtail's, and Chinese for those it has none for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

from college.admin_words.scripts import WORDS


class AdminCatalog(JavaScriptCatalog):
    """Wagtail's catalogue first: a word that it has is left as it is."""

    packages = ["wagtail.admin"]

    def get_catalog(self) -> dict[str, Any]:
        return {word: gettext(word) for word in WORDS if gettext(word) != word} | super().get_catalog()


def catalog(request: HttpRequest) -> HttpResponse:
    """In the language that this person chose for the admin."""
    return get_localized_response(AdminCatalog.as_view(), request)
