"""`manage.py messages update | compile | check`: the catalogues of translations, one for each room, without GNU gettext.

Babel reads the strings (Django's own `templatize` turns a template into what its Python extractor understands) and writes .po and .mo.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LANGUAGE = "zh_Hans"
FRAME = ("base.html", "components", "account", "mfa", "usersessions", "allauth", "college", "wagtailadmin")


def rooms() -> list[str]:
    """Every room that has a catalogue, upper rooms last: `college`, `courses/selection`, …"""
    return [Path(path).parent.relative_to(settings.BASE_DIR).as_posix() for path in settings.LOCALE_PATHS]


def sources(room: str) -> Iterator[Path]:
    """The Python files and templates whose words belong to a room. What no other room claims belongs to the college."""
    base: Path = settings.BASE_DIR
    yield from sorted((base / room).rglob("*.py"))
    if room == "college":
        yield from sorted((base / "courses").glob("*.py"))
        others = tuple(f"{other}/" for other in rooms() if other != "college")
        templates = base / "templates"
        yield from (file for file in sorted(templates.rglob("*.*")) if not file.relative_to(templates).as_posix().startswith(others))
    else:
        yield from sorted((base / "templates" / room).rglob("*.*"))


def messages_in(file: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """(line, message, comments, context) of each string marked for translation in one file."""
    text = file.read_text(encoding="utf-8")
    if "migrations" in file.parts:
        return
    code = text if file.suffix == ".py" else templatize(text, origin=str(file))
    yield from extract("python", BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"})


def extracted(room: str) -> Catalog:
    catalog = Catalog(charset="utf-8")
    for file in sources(room):
        for line, message, _comments, context in messages_in(file):
            found = catalog.get(message, context)
            flags = {"python-format"} if found and "python-format" in found.flags else set()
            catalog.add(message, None, [(file.relative_to(settings.BASE_DIR).as_posix(), line)], flags, context=context)
    return catalog


def po_file(room: str) -> Path:
    return settings.BASE_DIR / room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def read(room: str) -> Catalog:
    file = po_file(room)
    if not file.exists():
        return Catalog(locale=LANGUAGE, charset="utf-8")
    with file.open("rb") as handle:
        return read_po(handle, locale=LANGUAGE)


def untranslated(room: str) -> list[str]:
    """The strings of a room without a Chinese text of their own, here or in Django's and the libraries' catalogues of the same words."""
    catalog = read(room)
    return [str(message.id) for message in extracted(room) if message.id and not _translated(catalog.get(message.id, message.context))]


def _translated(message: Any) -> bool:
    texts = message.string if message and isinstance(message.string, tuple) else (message.string if message else "",)
    return bool(message) and not message.fuzzy and all(texts)


def update(room: str) -> None:
    catalog = read(room)
    catalog.update(extracted(room), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    file = po_file(room)
    file.parent.mkdir(parents=True, exist_ok=True)
    content = BytesIO()
    write_po(content, catalog, omit_header=False, include_lineno=False, width=120, sort_output=True)
    stable = b"".join(line for line in content.getvalue().splitlines(keepends=True) if not line.startswith((b'"POT-Creation-Date', b'"PO-Revision-Date')))
    file.write_bytes(stable)


def compile_(room: str) -> None:
    source = po_file(room)
    target = source.with_suffix(".mo")
    if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
        with target.open("wb") as handle:
            write_mo(handle, read(room))


class Command(BaseCommand):
    help = "Update, compile or check the translations of every room."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("update", "compile", "check"))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        if action == "check":
            missing = [f"{room}: {text}" for room in rooms() for text in untranslated(room)]
            if missing:
                raise CommandError("Without a Chinese text:\n" + "\n".join(missing))
            return
        for room in rooms():
            {"update": update, "compile": compile_}[action](room)
