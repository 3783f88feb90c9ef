"""A cut that does not come about: people go on watching what they watched, and the teacher is told why, tries again or takes it back."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from college.models import User
from media import domain, storages, transcoding
from media.domain import cutting, taking_back
from media.models import Recording
from media.transcoding import NotMade
from tests.factories import media as make
from tests.factories.media import MANY_TRIES, NOW

KEPT = [[0, 400]]


@pytest.fixture
def recording(owner: User, ready: Recording) -> Recording:
    Recording.objects.filter(pk=ready.pk).update(whole_ms=2_000, parts=["extras", "slides"])
    storages.published_file(ready.pk, ready.folder, "extras").mkdir()  # nobody makes them again
    ready.refresh_from_db()
    return ready


@pytest.fixture
def teacher(client: Client, owner: User) -> Client:
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


def wished(recording: Recording, *parts: tuple[int, int]) -> Recording:
    kept = cutting.read(recording, parts or [(0, 1_000)])
    return cutting.cut(recording=recording, by=recording.owner, kept=kept, version=recording.edits_version, now=NOW)


def failing(monkeypatch: pytest.MonkeyPatch, code: str = "encoder_failed") -> None:
    def fail(*arguments: Any, **options: Any) -> Any:
        raise NotMade(code, "as if the disk had eaten it")

    monkeypatch.setattr(transcoding, "cut", fail)


def worked(recording: Recording) -> Recording:
    for number in range(4):
        make.processed(recording, now=NOW + number * MANY_TRIES)
    return recording


def failed(recording: Recording, monkeypatch: pytest.MonkeyPatch, code: str = "encoder_failed") -> Recording:
    failing(monkeypatch, code)
    return worked(wished(recording))


def page(teacher: Client, recording: Recording) -> str:
    return teacher.get(f"/recordings/{recording.pk}/state/").content.decode()


@pytest.mark.parametrize(
    ("code", "words"),
    [("encoder_failed", "电脑没能把留下的几段接好"), ("too_slow", "时间太长"), ("disk_full", "空间满了"), ("wrong_length", "电脑没能把留下的几段接好")],
)
def test_the_replay_plays_on_and_the_teacher_is_told(recording: Recording, teacher: Client, monkeypatch: pytest.MonkeyPatch, code: str, words: str) -> None:
    before = (recording.folder, recording.revision, recording.edits, recording.duration_ms)
    made = failed(recording, monkeypatch, code)
    assert (made.state, made.error_code, made.step, made.claim, made.progress) == ("ready", "", "", "", 100)
    assert made.left_out == {"cut": code}
    assert (made.folder, made.revision, made.edits, made.duration_ms) == before
    assert made.is_shown
    said = page(teacher, made)
    assert "这次剪辑没有做成" in said
    assert words in said
    assert "再试一次" in said
    assert "放弃这次剪辑" in said


def test_a_worker_that_dies_each_time_is_no_failure_either(recording: Recording) -> None:
    wished(recording)
    Recording.objects.filter(pk=recording.pk).update(attempts=3)
    make.processed(recording)
    assert (recording.state, recording.left_out, recording.edits_wanted) == ("ready", {"cut": "gave_up"}, [[0, 1_000]])


def test_whoever_ends_it_has_the_replay_of_before(recording: Recording, teacher: Client) -> None:
    wished(recording)
    teacher.post(f"/recordings/{recording.pk}/cancel/")
    recording.refresh_from_db()
    assert (recording.state, recording.left_out, recording.is_shown) == ("ready", {"cut": "cancelled"}, True)
    assert worked(recording).step == ""
    assert "有人中止了" in page(teacher, recording)


def test_it_is_tried_again(recording: Recording, teacher: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    failed(recording, monkeypatch)
    answer = teacher.post(f"/recordings/{recording.pk}/cut/unmade/", {"do": "again", "next": "/learning/"})
    assert answer["Location"] == "/learning/"
    recording.refresh_from_db()
    assert (recording.state, recording.step, recording.attempts, recording.left_out) == ("uploaded", "cut", 0, {})
    assert "新剪辑" in page(teacher, recording)


def test_it_is_taken_back(recording: Recording, teacher: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    failed(recording, monkeypatch)
    version = recording.edits_version
    teacher.post(f"/recordings/{recording.pk}/cut/unmade/", {"do": "back"})
    recording.refresh_from_db()
    assert (recording.state, recording.step, recording.left_out, recording.edits_wanted) == ("ready", "", {}, [])
    assert recording.edits_version == version + 1
    assert "没有做成" not in page(teacher, recording)


def test_what_waits_is_taken_back_before_anybody_began(recording: Recording, owner: User) -> None:
    wished(recording)
    taking_back.take_back(recording=recording, by=owner, now=NOW)
    assert (recording.state, recording.step, recording.edits_wanted, recording.progress) == ("ready", "extras", [], 100)


def test_there_must_be_something_to_take_back(recording: Recording, owner: User) -> None:
    with pytest.raises(taking_back.NothingWished):
        taking_back.take_back(recording=recording, by=owner, now=NOW)
    with pytest.raises(cutting.NoCutting):
        taking_back.take_back(recording=wished(recording), by=User.objects.create_user("li"), now=NOW)


def test_a_new_wish_forgets_the_old_failure(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    failed(recording, monkeypatch)
    assert wished(recording, (0, 1_200)).left_out == {}


def test_nobody_else_may(recording: Recording, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    failed(recording, monkeypatch)
    client.force_login(User.objects.create_user("li"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/recordings/{recording.pk}/cut/unmade/", {"do": "back"}).status_code == 404


def test_a_second_half_that_was_never_there_has_failed(recording: Recording, owner: User, teacher: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing plays that could go on; the words are of cutting all the same."""
    failing(monkeypatch)
    second = cutting.split(recording=recording, by=owner, kept=cutting.read(recording, []), at=1_000, version=0, now=NOW)
    worked(second)
    assert (second.state, second.error_code) == ("failed", "encoder_failed")
    assert "接好" in page(teacher, second)
    with pytest.raises(taking_back.NothingWished):
        taking_back.take_back(recording=second, by=owner, now=NOW)


@pytest.mark.parametrize(
    ("fields", "words"), [({}, "新剪辑在排队"), ({"state": "encoding", "claim": "a", "lease_until": NOW, "progress": 42}, "新剪辑正在制作：42%")]
)
def test_while_it_waits_and_runs_the_words_are_of_cutting(recording: Recording, teacher: Client, fields: dict[str, Any], words: str) -> None:
    wished(recording)
    Recording.objects.filter(pk=recording.pk).update(**fields)
    said = page(teacher, recording)
    assert words in said
    assert "网速" not in said
    assert ('width="42"' in said) is bool(fields)


def test_the_work_is_told_while_it_goes_on(owner: User, talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording, told, real = make.replay(talk, owner), list[int](), transcoding.cut

    def listened(*arguments: Any, told: Any, **options: Any) -> Any:
        def note(percent: int) -> None:
            heard.append(percent)
            told.progress(percent)

        return real(*arguments, told=transcoding.Told(note), **options)

    heard = told
    monkeypatch.setattr(transcoding, "cut", listened)
    make.processed(wished(recording, (0, 3_050), (4_500, 8_000)))
    assert recording.state == "ready", recording.left_out
    assert heard == sorted(heard)
    assert 0 <= heard[0] < 60
    assert 90 <= heard[-1] < 100
    assert domain.playback_for(recording=recording, viewer_key="a", now=NOW).mp4_url
