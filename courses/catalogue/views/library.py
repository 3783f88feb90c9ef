"""The library (特色教学资源) for teachers and the office: find a file, see where it is used, replace it in one place."""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college.errors import DomainError
from college.models import User
from courses.catalogue.domain import files as reading
from courses.catalogue.domain import finding, uses
from courses.catalogue.domain import library as verbs
from courses.catalogue.forms.library import AddForm, DescribeForm, FindForm, LicenceForm, ReplaceForm
from courses.catalogue.models import CourseDocument, DocumentVersion, Purpose
from courses.catalogue.rules.recognising import Seen, recognise

A_PAGE = 20


def for_colleagues(view: Any) -> Any:
    """For people who teach or work in the office; to others the library does not exist."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not verbs.works_here(request.user):
            raise Http404("The library is for teachers and the office.")
        response: HttpResponse = view(request, *args, **kwargs)
        return response

    return wrapped


def readable(request: HttpRequest, pk: int) -> CourseDocument:
    documents = CourseDocument.objects.readable_by(request.user).select_related("uploaded_by_user")
    return get_object_or_404(documents, pk=pk)


# ---- finding


@for_colleagues
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """What there is: words and filters, then the files with where they are used."""
    form = FindForm(request.GET)
    chosen = form.chosen()
    page = Paginator(finding.find(by=request.user, **chosen), A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    used = uses.uses_of([document.pk for document in rows])
    own = set(verbs.changeable(request.user).filter(pk__in=used).values_list("pk", flat=True))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "chosen": chosen,
        "page": page,
        "rows": [(document, used[document.pk], document.pk in own) for document in rows],
        "query": query.urlencode(),
        "tabs": tabs(request, chosen),
    }
    return render(request, "courses/catalogue/library.html", context)


def tabs(request: HttpRequest, chosen: dict[str, Any]) -> list[tuple[str, str, bool]]:
    here = chosen.get("scope", "all")
    addresses = []
    for scope, label in FindForm.SCOPES:
        query = request.GET.copy()
        query.pop("page", None)
        query["scope"] = scope
        addresses.append((str(label), f"?{query.urlencode()}", scope == here))
    return addresses


# ---- one file


@for_colleagues
@require_safe
def resource(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what it is, where it is used, its versions."""
    return _resource_page(request, readable(request, pk))


def _resource_page(request: HttpRequest, document: CourseDocument, refusal: DomainError | None = None, replacing: ReplaceForm | None = None) -> HttpResponse:
    mine = verbs.may_change(request.user, document)
    found = uses.all_uses_of(document)
    context = {
        "document": document,
        "mine": mine,
        "refusal": refusal,
        "replacing": replacing or ReplaceForm(),
        "versions": list(document.versions.select_related("by")),
        "shown": [use for use in found if use.is_public or use.page.permissions_for_user(request.user).can_edit()],
        "hidden": sum(1 for use in found if not use.is_public and not use.page.permissions_for_user(request.user).can_edit()),
        "uses": found,
        "is_public": reading.is_public(document),
    }
    wrong = refusal.status if refusal else 422 if replacing and replacing.errors else 200
    return render(request, "courses/catalogue/resource.html", context, status=wrong)


@for_colleagues
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    document = readable(request, pk)
    if not verbs.may_change(request.user, document):
        raise Http404("This file is described by whoever brought it.")
    form = DescribeForm(request.POST if request.method == "POST" else None, instance=document)
    if request.method == "POST" and form.is_valid() and _described(request, pk, form):
        return redirect("catalogue:resource", pk)
    context = {"document": CourseDocument.objects.get(pk=pk), "form": form}
    return render(request, "courses/catalogue/resource_describe.html", context, status=422 if form.errors else 200)


def _described(request: HttpRequest, pk: int, form: DescribeForm) -> bool:
    try:
        verbs.describe(document_id=pk, by=cast(User, request.user), title=form.cleaned_data["title"], said=form.said())
    except DomainError as refusal:
        form.add_error("shared", str(refusal))
        return False
    messages.success(request, _("Saved."))
    return True


@for_colleagues
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """A new content wherever the file is used."""
    if request.method != "POST":
        return redirect("catalogue:resource", pk)
    form = ReplaceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _resource_page(request, readable(request, pk), replacing=form)
    try:
        document, changed = verbs.replace(
            document_id=pk, by=cast(User, request.user), file=form.cleaned_data["file"], note=form.cleaned_data["note"], now=timezone.now()
        )
    except DomainError as refusal:
        if refusal.status in (403, 404):
            raise
        return _resource_page(request, readable(request, pk), refusal, form)
    if changed:
        messages.success(request, _("This is version %(number)d now, everywhere the file is used.") % {"number": document.version})
    else:
        messages.info(request, _("It is the same file as before; nothing was changed."))
    return redirect("catalogue:resource", pk)


@for_colleagues
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("catalogue:resource", pk)
    try:
        title = verbs.remove(document_id=pk, by=cast(User, request.user))
    except DomainError as refusal:
        if refusal.status in (403, 404):
            raise
        return _resource_page(request, readable(request, pk), refusal)
    messages.success(request, _("“%(title)s” has been deleted.") % {"title": title})
    return redirect("catalogue:library")


@never_cache
@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The download of one version, for whoever may read this one."""
    found = get_object_or_404(DocumentVersion.objects.select_related("document"), document_id=pk, number=number)
    if not reading.may_read_version(request.user, found):
        raise Http404("There is no such file for this person.")
    try:
        stream = found.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is not in its place.") from None
    return FileResponse(stream, as_attachment=True, filename=found.filename)


# ---- several


@for_colleagues
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """New files, with what holds for all of them. Good ones are kept, the others are named with the reason."""
    if request.method != "POST":
        return render(request, "courses/catalogue/library_add.html", {"form": AddForm(initial={"shared": True})})
    form = AddForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "courses/catalogue/library_add.html", {"form": form}, status=422)
    added, refused = _add_all(request, form)
    if added:
        said = ngettext("%(count)s file has been added.", "%(count)s files have been added.", len(added)) % {"count": len(added)}
        messages.success(request, said)
    if refused:
        return render(request, "courses/catalogue/library_add.html", {"form": AddForm(initial=form.cleaned_data), "refused": refused}, status=422)
    return redirect("catalogue:resource", added[0].pk) if len(added) == 1 else redirect("catalogue:library")


def _add_all(request: HttpRequest, form: AddForm) -> tuple[list[CourseDocument], list[tuple[str, str]]]:
    added, refused = [], []
    for file in form.cleaned_data["files"]:
        (guess,) = recognise([Seen(file.name)])
        purpose = guess.part or verbs.guessed_purpose(file.name)
        try:
            added.append(verbs.add(by=cast(User, request.user), file=file, said=form.said(str(Purpose(purpose))), now=timezone.now()))
        except DomainError as refusal:
            refused.append((file.name, str(refusal)))
    return added, refused


@for_colleagues
@require_POST
def license_many(request: HttpRequest) -> HttpResponse:
    """One licence for the ticked files: first the question, then the answer."""
    changeable = verbs.changeable(request.user)
    asked = "licence" not in request.POST
    form = LicenceForm(None if asked else request.POST, changeable=changeable)
    ticked = [int(key) for key in request.POST.getlist("document") if key.isascii() and key.isdigit() and len(key) < 19]
    rows = list(changeable.filter(pk__in=ticked).order_by("title"))
    if not rows:
        messages.error(request, _("Please tick some of your files first."))
        return redirect("catalogue:library")
    if asked or not form.is_valid():
        return render(request, "courses/catalogue/library_licence.html", {"form": form, "rows": rows}, status=200 if asked else 422)
    cleaned = form.cleaned_data
    number = verbs.license_all(
        document_ids=[row.pk for row in cleaned["document"]],
        by=cast(User, request.user),
        licence=cleaned["licence"],
        licence_note=cleaned["licence_note"],
        credit=cleaned["credit"],
    )
    messages.success(request, ngettext("%(count)s file has this licence now.", "%(count)s files have this licence now.", number) % {"count": number})
    return redirect("catalogue:library")
