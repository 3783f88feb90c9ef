"""The page on which a recording is cut, for the people who answer for it. All of it is one form, which works without scripts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from college.errors import DomainError
from media.cutting_forms import CutForm, written
from media.domain import answering, cutting, redo, taking_back
from media.domain.whole import Whole, whole_for
from media.models import Recording
from media.places import places
from media.rules import cuts
from media.views.states import way_back


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def cut(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor; POST publishes what is kept, all of it again (`do=whole`), or makes two recordings (`do=split`)."""
    recording = answered_for(request, pk)
    if request.method != "POST":
        return _editor(request, recording, CutForm(initial={"version": recording.edits_version}), _rows(recording))
    form, refusal = CutForm(request.POST), None
    if form.is_valid():
        try:
            return _done(request, recording, form)
        except DomainError as error:
            refusal = error
            form.add_error(None, str(error))
    return _editor(request, recording, form, form.rows(), refusal)


@require_POST
@login_required
def unmade(request: HttpRequest, pk: int) -> HttpResponse:
    """A cut that did not come about: try it again (`do=again`) or give it up (`do=back`), then back to where the button stood."""
    recording = answered_for(request, pk)
    try:
        if request.POST.get("do") == "again":
            redo(recording=recording, step=Recording.Step.CUT.value, by=request.user, now=timezone.now())
        else:
            taking_back.take_back(recording=recording, by=request.user, now=timezone.now())
            messages.success(request, _("The cut is given up. People watch what they watched before."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(way_back(request) or reverse("media:cut", args=[pk]))


def _done(request: HttpRequest, recording: Recording, form: CutForm) -> HttpResponse:
    version = int(request.POST["instead-of"]) if request.POST.get("instead-of", "").isdecimal() else form.cleaned_data["version"]
    asked = {"recording": recording, "by": request.user, "version": version, "now": timezone.now()}
    what = request.POST.get("do", "publish")
    kept = cutting.read(recording, [] if what == "whole" else form.cleaned_data["parts"])
    if what == "split":
        other = cutting.split(**asked, kept=kept, at=form.cleaned_data["at"] or 0)
        messages.success(request, _("There are two recordings now. Please say which lesson the second one is."))
        return redirect(places().choose(other) or reverse("media:cut", args=[other.pk]))
    cutting.cut(**asked, kept=kept)
    messages.success(request, _("The new replay is being made. Until it is there people watch the one of now."))
    return redirect("media:cut", recording.pk)


def _rows(recording: Recording) -> list[tuple[str, str]]:
    if not cutting.can_cut(recording):
        return []
    kept = recording.edits_wanted or [[0, recording.whole_ms]]
    return [(written(start), written(end)) for start, end in kept]


def _editor(request: HttpRequest, recording: Recording, form: CutForm, rows: list[tuple[str, str]], refusal: DomainError | None = None) -> HttpResponse:
    whole = whole_for(recording=recording, viewer_key=str(request.user.pk), now=timezone.now()) if cutting.can_cut(recording) else None
    context: dict[str, Any] = {
        "recording": recording,
        "form": form,
        "rows": rows,
        "whole": whole,
        "length": written(recording.whole_ms),
        "data": _data(recording, whole) if whole else None,
        "joins": [(one, written(one.begins_ms)) for one in recording.joins.filter(state="shown")],
        "newer": recording.edits_version if isinstance(refusal, cutting.EditsChanged) else None,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "media/cut.html", context, status=status)


def _data(recording: Recording, whole: Whole) -> dict[str, Any]:
    """What the time line is drawn from. Times are milliseconds."""
    suggested = [[*part, written(part[0]), written(part[1])] for part in cuts.suggestions(whole.silences, recording.whole_ms)]
    slides = [{"at": begins, "url": url, "title": title} for begins, title, url in whole.slides]
    return {"duration": recording.whole_ms, "peaks": whole.peaks, "slides": slides, "suggested": suggested}


def answered_for(request: HttpRequest, pk: int) -> Recording:
    """To anybody else it does not exist."""
    recording = Recording.objects.kept().filter(pk=pk).first()
    if recording is None or not answering.answers_for(request.user, recording):
        raise Http404
    return recording
