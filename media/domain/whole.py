"""The uncut replay for the people who cut it: its signed address, its wave form, its silences, its slides."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from media import rules, storages
from media.domain import playing, slideshow
from media.models import Recording
from media.rules.chapters import Slide
from media.rules.cuts import Interval


@dataclass(frozen=True, slots=True)
class Whole:
    """Addresses end as all do. `peaks` go from 0 to 100 in equal steps, [] where nobody listened yet; `slides` are when (ms), title, picture."""

    url: str
    poster_url: str
    peaks: list[int]
    silences: list[Interval]
    slides: list[tuple[int, str, str]]


def whole_for(*, recording: Recording, viewer_key: str, now: datetime) -> Whole:
    """For a recording that can be cut; whether that person may is decided before. No query."""
    token = playing.signed(recording, recording.whole, viewer_key, rules.expiry(int(now.timestamp())))
    heard = _heard(recording)
    slides = _shown(recording)
    return Whole(
        playing.address(token, "replay.mp4" if recording.has_video else "replay.m4a"),
        playing.address(token, "poster.jpg", recording.has_video),
        heard.get("peaks", []),
        [(start, end) for start, end in heard.get("silences", [])],
        [(slide.start, slide.title, playing.address(token, f"slides/{slide.picture.name}")) for slide in slides],
    )


def _shown(recording: Recording) -> list[Slide]:
    try:
        return slideshow.told(storages.read(recording.pk, recording.whole, f"slides/{slideshow.LIST}"))
    except FileNotFoundError:
        return []  # nobody looked for them yet


def _heard(recording: Recording) -> dict[str, Any]:
    try:
        return json.loads(storages.read(recording.pk, recording.whole, "extras/waveform.json"))
    except FileNotFoundError:
        return {}  # a picture alone, or it comes later
