"""The captions of a recording for the people who answer for it: which there are, one from a file, the editor."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from college.errors import DomainError
from media import domain
from media.caption_forms import CaptionFileForm, CaptionTextForm
from media.domain import answering, captioning
from media.models import CaptionTrack, Recording
from media.rules.captions import LANGUAGES

EMPTY = "WEBVTT\n"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def captions(request: HttpRequest, pk: int) -> HttpResponse:
    """The captions that there are, and the form for a file, which replaces those of its language."""
    recording = _answered_for(request, pk)
    form = CaptionFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _put_file(request, recording, form)
            return redirect("media:edit_captions", pk, form.cleaned_data["language"])
        except DomainError as refusal:
            form.refuse(refusal)
    context = {"recording": recording, "form": form, "languages": _languages(recording)}
    return render(request, "media/captions.html", context, status=422 if form.errors else 200)


def _put_file(request: HttpRequest, recording: Recording, form: CaptionFileForm) -> None:
    language = form.cleaned_data["language"]
    cues = captioning.read(form.content(), recording)
    captioning.put(recording=recording, by=request.user, language=language, cues=cues, version=request.POST.get(f"version-{language}", ""))
    messages.success(request, _("The captions are there. Please look whether they fit the picture."))


def _languages(recording: Recording) -> list[dict[str, Any]]:
    tracks = {track.language: track for track in recording.captions.all()}
    return [{"code": code, "label": captioning.label_of(code), **_shown(tracks.get(code))} for code in LANGUAGES]


def _shown(track: CaptionTrack | None) -> dict[str, Any]:
    return {"there": track is not None, "draft": track is not None and captioning.is_draft(track), "version": captioning.version_of(track)}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def edit_captions(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The editor beside the picture. Everything is saved at once; without scripts the captions are one text."""
    recording = _answered_for(request, pk)
    if language not in LANGUAGES:
        raise Http404
    if request.method != "POST":
        track = recording.captions.filter(language=language).first()
        shown = {"text": captioning.text_of(track) if track else EMPTY, "version": captioning.version_of(track)}
        return _editor(request, recording, language, CaptionTextForm(initial=shown))
    form, refusal = CaptionTextForm(request.POST), None
    if form.is_valid():
        try:
            _save(request, recording, language, form)
            return redirect("media:edit_captions", pk, language)
        except DomainError as error:
            refusal = error
            form.refuse(refusal)
    return _editor(request, recording, language, form, refusal)


def _save(request: HttpRequest, recording: Recording, language: str, form: CaptionTextForm) -> None:
    cues = captioning.read(form.cleaned_data["text"], recording)
    version = request.POST.get("instead-of", form.cleaned_data["version"])  # the button of somebody who was told of the newer ones
    captioning.put(recording=recording, by=request.user, language=language, cues=cues, version=version)
    messages.success(request, _("The captions are saved. Everybody who opens the replay sees them."))


def _editor(request: HttpRequest, recording: Recording, language: str, form: CaptionTextForm, refusal: DomainError | None = None) -> HttpResponse:
    track = recording.captions.filter(language=language).first()
    faults = [{"line": fault.line, "said": str(captioning.REASONS[fault.code])} for fault in getattr(refusal, "faults", ())]
    context = {
        "recording": recording,
        "language": language,
        "label": captioning.label_of(language),
        "form": form,
        "faults": faults,
        "newer": captioning.version_of(track) if isinstance(refusal, captioning.CaptionsChanged) else None,
        "draft": track is not None and captioning.is_draft(track),
        "playback": _playback(request, recording),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "media/captions_editor.html", context, status=status)


def _playback(request: HttpRequest, recording: Recording) -> domain.Playback | None:
    try:
        return domain.playback_for(recording=recording, viewer_key=str(request.user.pk), now=timezone.now())
    except domain.NoReplay:
        return None


@require_POST
@login_required
def remove_captions(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Take the captions of one language away."""
    recording = _answered_for(request, pk)
    try:
        captioning.remove(recording=recording, by=request.user, language=language, version=request.POST.get("version", ""))
    except captioning.CaptionsChanged:
        messages.error(request, _("Somebody has changed these captions in the meantime. Please look at them before you remove them."))
    except captioning.NoCaptions as nothing:
        raise Http404 from nothing
    else:
        messages.success(request, _("The captions are removed."))
    return redirect("media:captions", pk)


def _answered_for(request: HttpRequest, pk: int) -> Recording:
    recording = Recording.objects.kept().filter(pk=pk).first()
    if recording is None or not answering.answers_for(request.user, recording):
        raise Http404
    return recording
