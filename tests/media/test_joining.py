"""Two real recordings as one replay: published, cut, taken off again, with all that is noted about them."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File
from django.test import Client
from django.utils import timezone

from college.models import User
from college.roles import Role
from media import domain, storages, transcoding
from media.domain import captioning, cutting, joining, keeping, taking_back
from media.joins import Join
from media.models import CaptionTrack, Recording
from media.rules.captions import Cue
from media.transcoding import NotMade
from tests.factories import media as make
from tests.factories.college import person
from tests.factories.media import MANY_TRIES, NOW

SAID = {"上半": [Cue(1_000, 2_000, "上半开始"), Cue(7_000, 8_000, "上半结束")], "下半": [Cue(500, 1_500, "下半开始"), Cue(6_000, 7_000, "下半结束")]}


@pytest.fixture
def first(owner: User, talk: Path) -> Recording:
    """Nine seconds with Chinese captions and two slides."""
    return make.with_slides(prepared(owner, talk, "上半"), {0: "一", 4_510: "二"})


@pytest.fixture
def second(owner: User, talk: Path) -> Recording:
    return make.with_slides(prepared(owner, talk, "下半"), {0: "三"})


@pytest.fixture
def one(owner: User, voice: Path) -> Recording:
    """The first without a picture: where it does not matter it is left out, with half the work."""
    return prepared(owner, voice, "上半")


@pytest.fixture
def other(owner: User, voice: Path) -> Recording:
    return prepared(owner, voice, "下半")


def prepared(owner: User, file: Path, title: str) -> Recording:
    made = make.replay(file, owner, title=title)
    captioning.put(recording=made, by=owner, language="zh-Hans", cues=SAID[title], version="")
    return made


def failing(*arguments: Any, **options: Any) -> Any:
    raise NotMade("encoder_failed", "as if")


def tried_out(recording: Recording) -> None:
    for number in range(4):
        make.processed(recording, now=NOW + number * MANY_TRIES)


def join(recording: Recording, second: Recording, by: Any = None, version: int | None = None) -> Recording:
    at = recording.edits_version if version is None else version
    return joining.join(recording=recording, second=second.pk, by=by or recording.owner, version=at, now=NOW)


def cut(recording: Recording, *parts: tuple[int, int]) -> Recording:
    kept = cutting.read(recording, parts)
    return cutting.cut(recording=recording, by=recording.owner, kept=kept, version=recording.edits_version, now=NOW)


def take_off(recording: Recording) -> Recording:
    return joining.take_off(recording=recording, by=recording.owner, version=recording.edits_version, now=NOW)


def captions(recording: Recording) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for track in recording.captions.all() for cue in captioning._cues(track)]


def moments(recording: Recording) -> list[tuple[int, int, str]]:
    return list(recording.moments.values_list("begins_ms", "ends_ms", "title"))


def noted(recording: Recording) -> list[Any]:
    recording.refresh_from_db()
    facts = [getattr(recording, name) for name in ("folder", "whole", "whole_ms", "edits", "duration_ms", "parts", "sha256")]
    rungs = list(recording.renditions.values_list("name", "bandwidth", "codecs", "bytes"))
    return [*facts, captions(recording), moments(recording), rungs, hashlib.md5(Path(recording.original.path).read_bytes()).hexdigest()]


def test_the_second_goes_on_where_the_first_ends_and_stays_what_it_was(first: Recording, second: Recording, client: Client) -> None:
    before, theirs = noted(first), noted(second)
    end, length = first.whole_ms, second.whole_ms
    join(first, second)
    assert (first.state, first.step, first.is_playable, cutting.can_cut(first)) == ("uploaded", "cut", True, False)
    make.processed(first)
    assert (first.state, first.step, first.edits, first.left_out) == ("ready", "", [], {})
    assert first.duration_ms == first.whole_ms == pytest.approx(end + length, abs=60)
    assert captions(first) == [
        (1_000, 2_000, "上半开始"),
        (7_000, 8_000, "上半结束"),
        (end + 500, end + 1_500, "下半开始"),
        (end + 6_000, end + 7_000, "下半结束"),
    ]
    assert [(begins, words) for begins, _ends, words in moments(first)] == [(0, "一"), (4_510, "二"), (end, "三")]
    assert sorted(first.parts) == ["extras", "slides"]
    playback = domain.playback_for(recording=first, viewer_key="a", now=timezone.now())
    for address in (playback.mp4_url, playback.hls_url, playback.chapters_url, playback.slides_url, playback.thumbnails_url, playback.captions[0][2]):
        assert client.get(address).status_code == 200
    assert noted(second) == theirs
    assert noted(first)[-1] == before[-1]
    domain.sweep(now=timezone.now() + timedelta(days=2))
    make.processed(take_off(first))
    assert noted(first) == before
    assert not Join.objects.exists()
    assert CaptionTrack.objects.get(recording=first).aside == []


def test_what_was_joined_is_cut_and_what_was_cut_is_joined(one: Recording, other: Recording) -> None:
    make.processed(cut(other, (5_500, other.whole_ms)))
    make.processed(cut(one, (0, 4_000)))
    end, its_length = one.whole_ms, other.whole_ms
    make.processed(join(one, other))
    assert one.edits == [[0, 4_000], [end + 5_500, one.whole_ms]]
    assert one.duration_ms == pytest.approx(4_000 + its_length - 5_500, abs=60)
    assert captions(one) == [(1_000, 2_000, "上半开始"), (4_500, 5_500, "下半结束")]
    make.processed(cut(one, (500, 4_000), (end + 500, end + 3_000)))
    assert captions(one) == [(500, 1_500, "上半开始"), (3_500, 4_500, "下半开始")]
    make.processed(cut(one))
    assert len(captions(one)) == 4
    make.processed(cut(one, (0, 3_000), (8_500, end + 2_000)))
    make.processed(take_off(one))
    assert (one.edits, one.whole_ms) == ([[0, 3_000], [8_500, end]], end)
    assert captions(one) == [(1_000, 2_000, "上半开始")]
    make.processed(cut(one))
    assert captions(one) == [(1_000, 2_000, "上半开始"), (7_000, 8_000, "上半结束")]


def test_a_third_one_is_joined_and_only_the_last_is_taken_off(one: Recording, other: Recording) -> None:
    end = one.whole_ms
    make.processed(join(one, other))
    both = one.whole_ms
    make.processed(join(one, other))
    assert one.whole_ms == pytest.approx(end + 2 * other.whole_ms, abs=60)
    assert len(captions(one)) == 6
    make.processed(take_off(one))
    assert (one.whole_ms, len(captions(one))) == (both, 4)
    make.processed(take_off(one))
    assert (one.whole_ms, len(captions(one))) == (end, 2)


def test_captions_in_a_language_that_only_the_second_has(one: Recording, other: Recording, owner: User) -> None:
    captioning.put(recording=other, by=owner, language="en", cues=[Cue(0, 1_000, "Hello")], version="")
    end = one.whole_ms
    make.processed(join(one, other))
    assert [cue.start for cue in captioning._cues(one.captions.get(language="en"))] == [end]
    make.processed(take_off(one))
    assert list(one.captions.values_list("language", flat=True)) == ["zh-Hans"]


def test_a_join_that_fails_leaves_the_replay_and_is_given_up(first: Recording, second: Recording, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = noted(first)
    monkeypatch.setattr(transcoding, "join", failing)
    join(first, second)
    tried_out(first)
    assert (first.state, first.left_out) == ("ready", {"cut": "encoder_failed"})
    assert noted(first) == before
    taking_back.take_back(recording=first, by=owner, now=NOW)
    assert cutting.can_cut(first)
    assert not Join.objects.exists()
    assert list(storages.attempts()) == []


def test_a_join_whose_cut_fails_is_given_up_too(one: Recording, other: Recording, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The joined whole is there already, and nobody has seen it."""
    make.processed(cut(one, (1_000, 8_000)))
    before = noted(one)
    monkeypatch.setattr(transcoding, "cut", failing)
    join(one, other)
    tried_out(one)
    assert (one.left_out, one.edits, Join.objects.get().state) == ({"cut": "encoder_failed"}, [[1_000, 8_000]], "made")
    taking_back.take_back(recording=one, by=owner, now=NOW)
    assert noted(one) == before


def test_taking_off_is_given_up(one: Recording, other: Recording, owner: User) -> None:
    make.processed(join(one, other))
    joined = noted(one)
    take_off(one)
    taking_back.take_back(recording=one, by=owner, now=NOW)
    make.processed(one)
    assert noted(one) == joined
    assert Join.objects.get().state == "shown"


def test_a_second_one_that_has_become_another_is_not_joined(first: Recording, second: Recording) -> None:
    join(first, second)
    Recording.objects.filter(pk=second.pk).update(whole_ms=1)
    tried_out(first)
    assert first.left_out == {"cut": "wrong_length"}


def test_another_file_in_its_place_is_joined_to_nothing(one: Recording, other: Recording, voice: Path) -> None:
    make.processed(join(one, other))
    with voice.open("rb") as file:
        domain.replace(recording=one, upload=File(file, name="b.mp4"), now=NOW)
    make.processed(one)
    assert not Join.objects.exists()
    assert one.whole_ms == other.whole_ms


def test_a_joined_recording_is_split_in_two(first: Recording, second: Recording, owner: User) -> None:
    end = first.whole_ms
    make.processed(join(first, second))
    other = cutting.split(recording=first, by=owner, kept=cutting.read(first, []), at=end, version=first.edits_version, now=NOW)
    make.processed(first)
    make.processed(other)
    assert [words for _, _, words in captions(first)] == ["上半开始", "上半结束"]
    assert [words for _, _, words in captions(other)] == ["下半开始", "下半结束"]


# ---- what is refused; rows alone do


@pytest.fixture
def rows(owner: User) -> tuple[Recording, Recording]:
    there = {"state": "ready", "step": "", "progress": 100, "has_video": True, "has_audio": True, "duration_ms": 60_000, "whole_ms": 60_000}
    one, other = (make.row(owner, folder=sign * 32, whole=sign * 32, **there) for sign in "ab")
    return one, other


def test_who_may_and_what_may(rows: tuple[Recording, Recording], owner: User) -> None:
    first, second = rows
    assert [one for one, _words in joining.candidates(recording=first, by=owner)] == [second]
    stranger, teacher, staff = person("li"), person("zhao", Role.TEACHER), person("wu", Role.STAFF)
    for by in (stranger, teacher):
        assert joining.candidates(recording=first, by=by) == []
        with pytest.raises(cutting.NoCutting):
            join(first, second, by=by)
    theirs = make.row(teacher, state="ready", step="", progress=100, folder="c" * 32, whole="c" * 32, has_video=True, duration_ms=60_000, whole_ms=60_000)
    for by in (owner, staff):  # another teacher's is joined by nobody
        with pytest.raises(joining.NoSecond):
            join(first, theirs, by=by)
    with pytest.raises(joining.NoSecond):
        join(first, first)
    assert join(first, second, by=staff).step == "cut"


def test_an_agreement_that_is_taken_back_is_taken_back_wherever_those_people_are_seen(rows: tuple[Recording, Recording], owner: User) -> None:
    first, second = rows
    third = make.row(owner, state="ready", step="", progress=100, has_video=True, duration_ms=60_000, whole_ms=60_000, folder="c" * 32, whole="c" * 32)
    for recording, other in ((first, second), (third, first), (second, third)):  # in a circle too
        Join.objects.create(recording=recording, second=other, title="b", state="shown", before="0" * 32, begins_ms=1, length_ms=1)
    assert all(one.is_shown for one in (first, second, third))
    keeping.answer(recording=second, consent=Recording.Consent.UNSAID, may_download=False, by=owner)
    for one in (first, second, third):
        one.refresh_from_db()
        assert not one.is_shown
        assert one.waits_for_answer
        assert [entry.action for entry in keeping.history(one)] == ["media.answer"]
    assert keeping.answer(recording=first, consent=Recording.Consent.AGREED, may_download=False, by=owner).is_shown
    third.refresh_from_db()
    assert not third.is_shown  # each is looked at by itself


@pytest.mark.parametrize(
    ("whose", "fields", "refusal"),
    [
        ("second", {"step": "ladder"}, joining.JoinTooEarly),
        ("second", {"step": "slides"}, joining.JoinTooEarly),
        ("second", {"whole": ""}, joining.JoinTooEarly),
        ("first", {"step": "extras"}, joining.JoinTooEarly),
        ("second", {"has_video": False}, joining.UnlikeRecordings),
        ("second", {"consent_to": []}, joining.ConsentFirst),
        ("second", {"whole_ms": 12 * 3600 * 1000}, joining.JoinTooLong),
        ("second", {"removed_at": NOW}, joining.NoSecond),
        ("second", {"edits": [[number * 10, number * 10 + 9] for number in range(200)]}, cutting.EditsFaulty),
        ("first", {"edits_version": 7}, cutting.EditsChanged),
    ],
)
def test_refusals(rows: tuple[Recording, Recording], whose: str, fields: dict[str, Any], refusal: type[Exception]) -> None:
    first, second = rows
    Recording.objects.filter(pk=(first if whose == "first" else second).pk).update(**fields)
    with pytest.raises(refusal):
        join(first, second, version=0)
    assert not Join.objects.exists()


def test_one_thing_after_the_other(rows: tuple[Recording, Recording], owner: User) -> None:
    first, second = rows
    with pytest.raises(joining.NothingJoined):
        take_off(first)
    join(first, second)
    with pytest.raises(joining.JoinPending):
        join(first, second)
    with pytest.raises(joining.JoinPending):
        take_off(first)
    with pytest.raises(cutting.CutTooEarly):
        cut(first, (0, 5_000))
    taking_back.take_back(recording=first, by=owner, now=NOW)
    assert cut(first, (0, 5_000)).edits_wanted == [[0, 5_000]]
