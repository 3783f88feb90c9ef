"""The address of a replay: signed, ending, and checked without asking the database."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Literal

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

from media import rules, storages
from media.domain.refusals import AddressExpired, NoReplay, NoReplayFile
from media.models import CaptionTrack, Recording

SIGNER = Signer(salt="media.play", sep=".")
Kind = Literal["video", "sound", "slides"]
DOWNLOADS: tuple[tuple[Kind, str], ...] = (("video", "replay.mp4"), ("sound", "extras/sound.m4a"), ("sound", "replay.m4a"), ("slides", "slides/slides.pdf"))
PLAIN = {name for _kind, name in DOWNLOADS}


@dataclass(frozen=True, slots=True)
class Playback:
    """What a player needs. All addresses end at `expires_at`; those of what is not there (yet) are empty.

    `captions` are (language, label, url). While the replay `grows` there is no plain file, and its end is not written yet.
    """

    hls_url: str
    mp4_url: str
    poster_url: str
    thumbnails_url: str
    chapters_url: str
    slides_url: str
    grows: bool
    captions: tuple[tuple[str, str, str], ...]
    duration_ms: int
    kind: Literal["video", "audio"]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ShownSlide:
    """A slide as it was shown, from `begins_ms` to `ends_ms`. `page` is the deck's, from 0, where it is one; `picture_url` ends as all addresses do."""

    begins_ms: int
    ends_ms: int
    page: int | None
    title: str
    text: str
    picture_url: str


@dataclass(frozen=True, slots=True)
class ReplayFile:
    """One file that a valid address leads to. `seconds_left` is how long a browser may keep it; 0: it changes. `is_plain`: the replay, its sound
    or its slides in one file. `saved_as`: the name of a download."""

    found: storages.Found
    content_type: str
    etag: str
    seconds_left: int
    is_plain: bool
    saved_as: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a learner may keep: `kind` is what it is, `bytes` its size, `url` ends as all addresses do."""

    kind: Kind
    url: str
    bytes: int


def playback_for(*, recording: Recording, viewer_key: str, now: datetime) -> Playback:
    """The addresses for one viewer. Whether that person may watch is decided before. Raises NoReplay. One query (captions)."""
    if not recording.is_playable:
        raise NoReplay
    expires = rules.expiry(int(now.timestamp()))
    token = _token(recording, viewer_key, expires)
    whole, picture = bool(recording.folder), recording.has_video
    return Playback(
        hls_url=address(token, "master.m3u8"),
        mp4_url=address(token, "replay.mp4" if picture else "replay.m4a", whole),
        poster_url=address(token, "poster.jpg", whole and picture),
        thumbnails_url=address(token, "extras/thumbnails.vtt", picture and "extras" in recording.parts),
        chapters_url=address(token, "slides/chapters.vtt", "slides" in recording.parts),
        slides_url=address(token, "slides/slides.pdf", "slides" in recording.parts),
        grows=not whole,
        captions=tuple((track.language, track.label, address(token, _caption_address(track))) for track in _chinese_first(recording)),
        duration_ms=recording.duration_ms,
        kind="video" if recording.has_video else "audio",
        expires_at=datetime.fromtimestamp(expires, UTC),
    )


def _chinese_first(recording: Recording) -> list[CaptionTrack]:
    """A player shows the first one by itself."""
    return sorted(recording.captions.all(), key=lambda track: not track.language.startswith("zh"))


def slides_for(*, recording: Recording, viewer_key: str, now: datetime) -> list[ShownSlide]:
    """The slides of a replay in the order shown, for one viewer; [] where none were found. One query, none without slides."""
    if "slides" not in recording.parts:
        return []
    token = _token(recording, viewer_key, rules.expiry(int(now.timestamp())))
    return [
        ShownSlide(moment.begins_ms, moment.ends_ms, moment.page, moment.title, moment.text, address(token, f"slides/{moment.picture}"))
        for moment in recording.moments.all()
    ]


def downloads_for(*, recording: Recording, viewer_key: str, now: datetime) -> list[Download]:
    """The files of a whole replay that learners may keep, where the teacher allows it; [] else. Who may watch is decided before. No query."""
    if not (recording.may_download and recording.folder):
        return []
    expires = rules.expiry(int(now.timestamp()))
    found = [_download(recording, kind, name, viewer_key, expires) for kind, name in DOWNLOADS]
    return [one for one in found if one]


def _download(recording: Recording, kind: Kind, name: str, viewer_key: str, expires: int) -> Download | None:
    size = storages.size(recording.pk, recording.folder, name)
    if size is None:
        return None
    token = _token(recording, viewer_key, expires, rules.saved_name(str(recording), PurePath(name).suffix[1:]))
    return Download(kind, address(token, name), size)


def replay_file(*, token: str, name: str, now: datetime) -> ReplayFile:
    """The file behind an address. No query. Raises NoReplayFile for whatever is not ours, AddressExpired for what is too old, StoreAway."""
    recording_id, folder, expires, saved_as = _opened(token)
    left = expires - int(now.timestamp())
    if left <= 0:
        raise AddressExpired
    found = _found(recording_id, folder, name)
    etag = f'"{PurePath(name).parent.name}-{found.size:x}-{folder[:8]}"'
    return ReplayFile(found, rules.content_type(name), etag, 0 if found.changes else left, name in PLAIN, saved_as)


def _token(recording: Recording, viewer_key: str, expires: int, *saved_as: str) -> str:
    return signed(recording, recording.playing_folder, viewer_key, expires, *saved_as)


def signed(recording: Recording, folder: str, viewer_key: str, expires: int, *saved_as: str) -> str:
    """The token that opens one folder of a recording until `expires` (seconds)."""
    viewer = salted_hmac("media.viewer", viewer_key, algorithm="sha256").hexdigest()[:12]  # tells two viewers apart, names neither
    return SIGNER.sign_object([recording.pk, folder, viewer, expires, *saved_as])


def _opened(token: str) -> tuple[int, str, int, str]:
    try:
        recording_id, folder, _viewer, expires, *saved_as = SIGNER.unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise NoReplayFile from error
    return recording_id, folder, expires, saved_as[0] if saved_as else ""


def address(token: str, name: str, is_there: bool = True) -> str:
    """The address of a file that a token opens; "" when it is not there."""
    return reverse("media:play", args=[token, name]) if is_there else ""


def _caption_address(track: CaptionTrack) -> str:
    return f"{storages.CAPTIONS}/{PurePath(str(track.file.name)).name}"


def _found(recording_id: int, folder: str, name: str) -> storages.Found:
    is_caption = rules.is_caption_file(name)
    if not is_caption and not rules.is_replay_file(name):
        raise NoReplayFile
    place = (storages.CAPTIONS, PurePath(name).name) if is_caption else (folder, name)
    try:
        found = storages.find(recording_id, *place)
        return _steady(found) if found.changes and found.path and name.endswith(".m3u8") else found
    except FileNotFoundError as error:
        raise NoReplayFile from error


def _steady(found: storages.Found) -> storages.Found:
    assert found.path
    content = rules.steady(found.path.read_text()).encode()
    return replace(found, path=None, content=content, size=len(content))
