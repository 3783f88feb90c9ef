"""Taking courses in and giving them away, in the admin: send a file, look at every course of it, confirm; download one."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from college.errors import DomainError
from college.models import School
from courses.catalogue.domain import exporting, import_proposals, importing
from courses.catalogue.errors import PARTS
from courses.catalogue.errors.exchange import sentence
from courses.catalogue.models import CourseImport, CourseIndexPage, CoursePage
from courses.catalogue.rules.exchange.packed import FILES, Packed, missing_parts
from courses.catalogue.rules.readiness import Part

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {CourseImport.Form.CARTRIDGE.value: "imscc", CourseImport.Form.FOLDER.value: "zip"}
SAMPLE = (
    _("Smartphones from zero"),
    "",
    _("From switching on to a video call."),
    "",
    _("Call the children by video\nPay the bus by phone"),
    "",
    _("Know the phone (90 minutes)\nWeChat: family and photos (90 minutes)"),
)


class SendForm(forms.Form):
    """One file of courses."""

    file = forms.FileField(label=_("File"), help_text=_("A cartridge (.imscc), a zipped folder (.zip) or a table (.xlsx, .csv), up to 200 MB."))


@require_admin_access  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Send a file; what was understood is shown next."""
    if not import_proposals.may_import(request.user):
        raise Http404("This person adds no courses.")
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (proposal := _proposed(request, form)) is not None:
        return redirect("course_import_preview", proposal.pk)
    return render(request, "courses/catalogue/exchange/send.html", {"form": form, "index": CourseIndexPage.objects.first()})


def _proposed(request: HttpRequest, form: SendForm) -> CourseImport | None:
    file = form.cleaned_data["file"]
    try:
        return import_proposals.propose_import(stream=file.file, name=file.name, size=file.size, by=request.user, now=timezone.now())
    except DomainError as refusal:
        form.add_error("file", str(refusal))
        return None


@require_admin_access  # type: ignore[untyped-decorator]
@require_http_methods(["GET"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Every course of the file, with what is wrong, what is said beside, and whether to take it."""
    proposal = get_object_or_404(CourseImport, pk=pk, by=request.user)
    if proposal.settled_at:
        return redirect("wagtailadmin_explore", CourseIndexPage.objects.get().pk)
    rows = [_row(place, Packed.from_data(data)) for place, data in enumerate(proposal.courses)]
    unknown = {said.value for row in rows for said in row["course"].remarks if said.code == "teacher_unknown"}
    context = {
        "proposal": proposal,
        "rows": rows,
        "sound": sum(not row["troubles"] for row in rows),
        "bad": sum(bool(row["troubles"]) for row in rows),
        "unknown": sorted(unknown) if request.user.has_perm("college.add_teacher") else [],
    }
    return render(request, "courses/catalogue/exchange/preview.html", context)


def _row(place: int, course: Packed) -> dict[str, Any]:
    missing = missing_parts(course)
    said = [one for one in course.remarks if one.code != "no_part"]
    return {
        "place": place,
        "course": course,
        "school": School.objects.filter(code=course.school).first() if course.school else None,
        "slots": [(PARTS[part], part not in missing) for part in (*FILES, Part.TEACHER)],
        "troubles": [sentence(one) for one in course.troubles],
        "remarks": [sentence(one) for one in said],
        "minutes": sum(unit.minutes for unit in course.units),
        "takes": not course.troubles and not any(one.code == "title_exists" for one in said),
    }


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the chosen courses in, all or none."""
    chosen = {int(text) for text in request.POST.getlist("take") if text.isascii() and text.isdigit() and len(text) < 6}
    try:
        made = importing.import_courses(
            import_id=pk,
            by=request.user,
            chosen=chosen,
            leave_out=request.POST.get("leave_out") == "1",
            make_teachers=request.POST.get("make_teachers") == "1",
            now=timezone.now(),
        )
    except DomainError as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
        return redirect("course_import_preview", pk) if refusal.status != 410 else redirect("course_import")
    told = ngettext("%(n)d course is there as a draft now.", "%(n)d courses are there as drafts now.", len(made)) % {"n": len(made)}
    messages.success(request, told)
    if len(made) == 1:
        return redirect("wagtailadmin_pages:edit", made[0].pk)
    return redirect("wagtailadmin_explore", CourseIndexPage.objects.get().pk)


@require_admin_access  # type: ignore[untyped-decorator]
@require_http_methods(["GET"])
def template(request: HttpRequest) -> HttpResponse:
    """An empty table with the right columns, one sample row, and the names of the schools on a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = gettext("Courses")
    heads = ("name", "school", "in one sentence", "short title", "goals", "lead teachers", "units")
    words = dict(zip(heads, _heads(), strict=True))
    sheet.append([str(words[head]) for head in heads])
    schools = list(School.objects.values_list("name", flat=True))
    sheet.append([str(SAMPLE[0]), schools[0] if schools else "", *(str(text) for text in SAMPLE[2:])])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, wide in zip("ABCDEFG", (24, 16, 36, 12, 36, 16, 44), strict=True):
        sheet.column_dimensions[column].width = wide
    for cell in sheet[2]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    second = book.create_sheet(gettext("Schools"))
    for name in schools:
        second.append([name])
    stream = BytesIO()
    book.save(stream)
    return _download(BytesIO(stream.getvalue()), f"{gettext('Courses')}.xlsx", XLSX)


def _heads() -> list[str]:
    """The heads of the template, in words that the reader of tables knows again (rules/exchange/words.toml)."""
    return [
        gettext("Course name"),
        gettext("School"),
        gettext("In one sentence"),
        gettext("Short name"),
        gettext("Goals"),
        gettext("Lead teachers"),
        gettext("Lessons"),
    ]


@require_admin_access  # type: ignore[untyped-decorator]
@require_http_methods(["GET"])
def export(request: HttpRequest, page_id: int, form: str) -> HttpResponse:
    """One course as a cartridge or a folder."""
    page = get_object_or_404(Page, pk=page_id).specific  # by its own key: a number beyond the database's is then no page, not an error
    if form not in ENDINGS or not isinstance(page, CoursePage) or not exporting.may_export(request.user, page):
        raise Http404("There is no such course for this person.")
    stream = exporting.export_course(page=page, form=form, by=request.user)
    return _download(stream, f"{page.title[:60]}.{ENDINGS[form]}", "application/zip")


def _download(stream: Any, name: str, kind: str) -> HttpResponse:
    response = FileResponse(stream, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name.replace("/", " ").replace("\\", " ")) or "attachment"
    response["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]


def export_buttons(page: Any, user: Any, next_url: str | None = None, **kwargs: Any) -> Any:
    """Two entries in the menu of a course."""
    from wagtail.admin.widgets import Button

    if isinstance(page.specific, CoursePage) and exporting.may_export(user, page.specific):
        address = [reverse("course_export", args=[page.pk, form]) for form in ENDINGS]
        yield Button(_("Download as a folder"), address[1], icon_name="download", priority=80)
        yield Button(_("Download as a Common Cartridge"), address[0], icon_name="download", priority=81)


def import_button(page: Any, user: Any, next_url: str | None = None, **kwargs: Any) -> Any:
    """One entry in the menu of the list of courses."""
    from wagtail.admin.widgets import Button

    if isinstance(page.specific, CourseIndexPage) and import_proposals.may_import(user):
        yield Button(_("Take courses in from a file"), reverse("course_import"), icon_name="upload", priority=80)


def register_log_actions(actions: Any) -> None:
    """How an export reads in the page's history."""

    @actions.register_action(exporting.EXPORTED)
    class Exported(LogFormatter):  # type: ignore[misc]
        label = _("Downloaded")

        def format_message(self, entry: Any) -> str:
            form = dict(CourseImport.Form.choices).get((entry.data or {}).get("form", ""), "")
            return gettext("Downloaded with all its files: %s") % form


URLS: list[URLPattern] = [
    path("courses/import/", send, name="course_import"),
    path("courses/import/template.xlsx", template, name="course_import_template"),
    path("courses/import/<int:pk>/", preview, name="course_import_preview"),
    path("courses/import/<int:pk>/confirm/", confirm, name="course_import_confirm"),
    path("courses/<int:page_id>/export/<slug:form>/", export, name="course_export"),
]
