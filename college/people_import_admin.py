"""The desk for people from a spreadsheet, in the Wagtail admin: send the file, look at every row, take them in, print their cards."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import zip_longest
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from college import people_import, sheets
from college.errors import DomainError
from college.models import PeopleImport, User
from college.models.duties import BUILDING_CHOICES, ROLE_CHOICES
from college.roles import has_role
from college.rules.people_rows import WORDS, Fault
from college.rules.people_verdicts import Choice, Kind

A_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    "waits": gettext_lazy("Waits for your word"),
    Kind.NEW: pgettext_lazy("people of a table", "New"),
    Kind.EXISTS: gettext_lazy("Known already"),
    Kind.SHARED: gettext_lazy("Two people on one phone"),
    Kind.LIKELY: gettext_lazy("Perhaps the same person"),
    Kind.AGAIN: gettext_lazy("Stands twice in the table"),
    Kind.FAULT: gettext_lazy("Has a mistake"),
}
CHOICES = {
    Choice.CREATE: gettext_lazy("Make a new account"),
    Choice.USE: gettext_lazy("It is the same person"),
    Choice.SKIP: gettext_lazy("Leave this row out"),
}
FAULTS = {
    Fault.NO_NAME: gettext_lazy("The name is missing."),
    Fault.LONG: gettext_lazy("A name or a building is longer than 60 characters."),
    Fault.PHONE: gettext_lazy("This is not a phone number."),
    Fault.EMAIL: gettext_lazy("This is not an e-mail address."),
    Fault.ROLE: gettext_lazy("We do not know this role, or it is not given by a table. Office roles are given at the accounts."),
    Fault.UNTIL: gettext_lazy("The last day cannot be read. Please write it like 2027-06-30."),
    Fault.PAST: gettext_lazy("The last day lies in the past."),
    Fault.NO_UNTIL: gettext_lazy("A role in a building needs a last day."),
    Fault.NO_BUILDING: gettext_lazy("A role in a building needs the building."),
    Fault.IDENTITY: gettext_lazy("There is a number of an identity card in this row. We do not keep such numbers; please delete it."),
}
ROLES = dict([*ROLE_CHOICES, *BUILDING_CHOICES])


def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return require_http_methods(["GET", "HEAD", "POST"])(require_admin_access(view))


class SheetForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Table of people"),
        help_text=gettext_lazy("An .xlsx or .csv file with at most 2,000 people."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


@door
def upload(request: HttpRequest) -> HttpResponse:
    """Send a table; nothing is taken in by that. Below stand the imports so far."""
    imports = people_import.imports_for(_user(request))
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data = file.read(sheets.LARGEST + 1)
            one = people_import.start(file_name=file.name, data=data, by=_user(request), now=timezone.now())
            return redirect("people_import_preview", one.pk)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
    page = Paginator(imports, 20).get_page(request.GET.get("p"))
    return render(request, "college/people/upload.html", {"form": form, "imports": page}, status=422 if form.errors else 200)


@require_safe
@require_admin_access
def template(request: HttpRequest) -> HttpResponse:
    """The table to fill in, with two invented people as samples."""
    from openpyxl import Workbook

    people_import.imports_for(_user(request))
    book = Workbook()
    sheet = book.active
    for line in WORDS["template"]["lines"]:
        sheet.append(line)  # type: ignore[union-attr]
    for letter in "BG":  # phones and days as text, so that no program rewrites them
        for cell in sheet[letter]:  # type: ignore[index]
            cell.number_format = "@"
    for letter, width in zip("ABCDEFG", (12, 16, 24, 16, 12, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width  # type: ignore[union-attr]
    written = BytesIO()
    book.save(written)
    headers = {"Content-Disposition": 'attachment; filename="people.xlsx"'}
    return HttpResponse(written.getvalue(), content_type=XLSX, headers=headers)


@door
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row, a hundred at a time, with what may be chosen; sending keeps the choices of this page, or gives the table up."""
    one = people_import.one_for(_user(request), pk)
    if one.done_at or not one.rows:
        return redirect("people_import_done", pk) if one.done_at else redirect("people_import")
    if "give_up" in request.POST:
        people_import.give_up(import_id=pk, by=_user(request))
        messages.success(request, _("This table is put away. Nobody got an account by it."))
        return redirect("people_import")
    if request.method == "POST":
        people_import.choose(import_id=pk, choices=_chosen(request), by=_user(request))
        if "leave_out" in request.POST:
            people_import.leave_out_faults(import_id=pk, by=_user(request))
        messages.success(request, _("Your choices are kept."))
        return redirect(request.get_full_path())
    lines = people_import.preview(one)
    counted = _counted(lines)
    wanted = request.GET.get("kind", "")
    shown = [line for line in lines if _is_of(line, wanted)] if wanted in counted else lines
    page = Paginator([_row(line) for line in shown], A_PAGE).get_page(request.GET.get("p"))
    context = {
        "one": one,
        "page": page,
        "kinds": [(kind, words, counted[kind]) for kind, words in KINDS.items() if counted.get(kind)],
        "wanted": wanted if wanted in counted else "",
        "all": len(lines),
        "waits": counted.get("waits", 0),
        "faults": counted.get(Kind.FAULT, 0),
        "creates": sum(line.chosen == Choice.CREATE for line in lines),
        "uses": sum(line.chosen == Choice.USE for line in lines),
        "skips": sum(line.chosen == Choice.SKIP for line in lines),
        "before": people_import.carried_out_before(one),
    }
    return render(request, "college/people/preview.html", context)


def _chosen(request: HttpRequest) -> dict[int, str]:
    return {int(name[4:]): value for name, value in request.POST.items() if name.startswith("row-") and name[4:].isascii() and name[4:].isdigit()}  # type: ignore[misc]


def _is_of(line: people_import.Line, kind: str) -> bool:
    return line.waits if kind == "waits" else line.verdict.kind == kind


def _counted(lines: list[people_import.Line]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.verdict.kind] = counts.get(line.verdict.kind, 0) + 1
        if line.waits:
            counts["waits"] = counts.get("waits", 0) + 1
    return counts


def _row(line: people_import.Line) -> dict[str, Any]:
    row, verdict = line.row, line.verdict
    return {
        "row": row,
        "kind": verdict.kind,
        "words": KINDS[verdict.kind],
        "role": ROLES.get(row.role, ""),
        "faults": list(zip_longest((FAULTS[Fault(fault)] for fault in row.faults), row.written, fillvalue="")),
        "same": line.same,
        "again": verdict.row,
        "choices": [(choice.value, CHOICES[choice], choice == line.chosen) for choice in line.allowed],
        "waits": line.waits,
    }


@require_POST
@require_admin_access
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """All rows at once. Twice is once."""
    try:
        people_import.carry_out(import_id=pk, by=_user(request), now=timezone.now())
    except (people_import.Undecided, people_import.TakenMeanwhile) as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('people_import_preview', args=[pk])}?kind=waits")
    messages.success(request, _("The table is taken in."))
    return redirect("people_import_done", pk)


@require_safe
@require_admin_access
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """What an import did, and the people whom it made."""
    one = people_import.one_for(_user(request), pk)
    if one.done_at is None:
        return redirect("people_import_preview", pk)
    made = Paginator(people_import.people_made(one), A_PAGE).get_page(request.GET.get("p"))
    return render(request, "college/people/done.html", {"one": one, "made": made})


URLS: list[URLPattern] = [
    path("people/import/", upload, name="people_import"),
    path("people/import/template.xlsx", template, name="people_import_template"),
    path("people/import/<int:pk>/", preview, name="people_import_preview"),
    path("people/import/<int:pk>/carry-out/", carry_out, name="people_import_carry_out"),
    path("people/import/<int:pk>/done/", done, name="people_import_done"),
]


class ImportMenuItem(MenuItem):
    """In the menu of people, for those who may import."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("People from a table"), reverse("people_import"), name="people-import", icon_name="upload", order=30)

    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(request.user, *people_import.IMPORTERS)


def waiting_imports() -> int:
    """Tables that were sent in the last days and not taken in."""
    return PeopleImport.objects.filter(done_at=None).exclude(rows=[]).count()
