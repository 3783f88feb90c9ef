"""A course from dropped files: the page that takes them, and the page on which the proposal is corrected and made into a draft.

All of it works without scripts; with them, files are sent one by one, and each says how far it is.
"""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from college.errors import DomainError
from college.models import User
from courses.catalogue.domain import drops, making
from courses.catalogue.domain.proposals import propose
from courses.catalogue.errors import FILE_PROBLEMS, DropDone
from courses.catalogue.forms.drops import DropForm
from courses.catalogue.models import CoursePage, Drop, DroppedFile
from courses.catalogue.rules.files import ENDINGS, Problem

ACCEPTED = ",".join(f".{ending}" for ending in ENDINGS)


def for_makers(view: Any) -> Any:
    """For people who make courses; to others the page does not exist."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not drops.may_begin(request.user):
            raise Http404("Courses are made by teachers and the office.")
        response: HttpResponse = view(request, *args, **kwargs)
        return response

    return wrapped


@for_makers
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Where files are dropped, and the lots that were begun and not finished."""
    into = course_named(request)
    if request.method == "POST":
        return _begun(request, into)
    open_ones = Drop.objects.open().filter(owner=request.user).exclude(files=None).distinct().select_related("into").prefetch_related("files")
    return render(request, "courses/catalogue/drop_start.html", {"into": into, "open": open_ones[:10], "accepted": ACCEPTED})


def course_named(request: HttpRequest) -> CoursePage | None:
    """The course to which the files belong, from the address or the form; None for a new one. 404 for one that she may not edit."""
    key = request.POST.get("course") or request.GET.get("course") or ""
    if not key:
        return None
    page = CoursePage.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    if page is None or not page.permissions_for_user(request.user).can_edit():
        raise Http404("There is no such course for this person.")
    return page


def _begun(request: HttpRequest, into: CoursePage | None) -> HttpResponse:
    drop = drops.begin(by=cast(User, request.user), into=into, now=timezone.now())
    if request.headers.get("Accept") == "application/json":
        page = reverse("catalogue:drop", args=[drop.pk])
        return JsonResponse({"page": page, "files": reverse("catalogue:drop_file", args=[drop.pk])}, status=201)
    if not _take_all(request, drop):
        drops.give_up(drop_id=drop.pk, by=cast(User, request.user))
        messages.error(request, _("Please choose the files first."))
        return redirect(request.get_full_path())
    return redirect("catalogue:drop", drop.pk)


def _take_all(request: HttpRequest, drop: Drop) -> list[DroppedFile]:
    """The files that a form without scripts brings along. What is beyond the limit is said, what is within it stays."""
    taken: list[DroppedFile] = []
    for file in request.FILES.getlist("files"):
        try:
            taken.append(drops.receive(drop_id=drop.pk, by=cast(User, request.user), file=file, now=timezone.now()))
        except DomainError as refusal:
            messages.error(request, str(refusal))
            break
    return taken


@for_makers
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """One file of a lot, sent by the page's script: whether it was taken, and in words why not."""
    drops.mine(drop_id=pk, by=request.user)
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"taken": False, "words": str(FILE_PROBLEMS[Problem.EMPTY])}, status=422)
    try:
        row = drops.receive(drop_id=pk, by=cast(User, request.user), file=file, folder=request.POST.get("folder", "").replace("\x00", ""), now=timezone.now())
    except DomainError as refusal:
        return JsonResponse({"taken": False, "code": refusal.code, "words": str(refusal)}, status=refusal.status)
    return JsonResponse({"taken": not row.problem, "words": str(FILE_PROBLEMS[Problem(row.problem)]) if row.problem else ""})


@for_makers
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal for one lot: look at each file, correct, and make the draft."""
    drop = drops.mine(drop_id=pk, by=request.user)
    if drop.done_at:
        return made(request, drop)
    form = DropForm(request.POST if request.method == "POST" else None, drop=drop, proposal=propose(drop))
    if request.method == "POST":
        return _answered(request, drop, form)
    return _page(request, drop, form)


def _answered(request: HttpRequest, drop: Drop, form: DropForm) -> HttpResponse:
    """Whatever the button says, what was typed is kept first."""
    by, now = cast(User, request.user), timezone.now()
    try:
        drops.remember(drop_id=drop.pk, by=by, answers=form.answers(), now=now)
        if (key := request.POST.get("remove", "")).isdecimal() and len(key) < 19:
            drops.take_out(drop_id=drop.pk, file_id=int(key), by=by, now=now)
        elif "make" in request.POST:
            return _make(request, drop, form)
        else:
            _take_all(request, drop)
    except DropDone:
        return redirect("catalogue:drop", drop.pk)
    if "later" in request.POST:
        messages.success(request, _("Everything is kept. You can go on within a week."))
        return redirect("catalogue:drops")
    return redirect("catalogue:drop", drop.pk)


def _make(request: HttpRequest, drop: Drop, form: DropForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, drop, form, status=422)
    try:
        making.make(drop_id=drop.pk, by=cast(User, request.user), plan=form.plan(), now=timezone.now())
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, drop, form, status=refusal.status)
    return redirect("catalogue:drop", drop.pk)


def _page(request: HttpRequest, drop: Drop, form: DropForm, status: int = 200) -> HttpResponse:
    found = form.proposal.found
    context = {"drop": drop, "form": form, "proposal": form.proposal, "found": found, "accepted": ACCEPTED}
    return render(request, "courses/catalogue/drop.html", context, status=status)


def made(request: HttpRequest, drop: Drop) -> HttpResponse:
    """What has become of a lot: the draft, what it has and what it still lacks."""
    page = drop.made
    if page is None or not page.permissions_for_user(request.user).can_edit():
        raise Http404("There is no such course any more.")
    draft = page.get_latest_revision_as_object()
    return render(request, "courses/catalogue/drop_made.html", {"drop": drop, "page": page, "draft": draft, "readiness": draft.readiness()})


@for_makers
@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a lot. Its files are deleted, unless they serve somewhere already."""
    number = drops.mine(drop_id=pk, by=request.user).files.count()
    drops.give_up(drop_id=pk, by=cast(User, request.user))
    said = ngettext("%(count)s file has been deleted again.", "%(count)s files have been deleted again.", number) % {"count": number}
    messages.success(request, said)
    return redirect("catalogue:drops")
