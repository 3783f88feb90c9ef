"""What stands around the S3 store: course files, health, checks, commands, backups, and the page that asks it nothing in vain."""

import tarfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache as answers
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from college.health import report
from college.models import User
from college.roles import Role
from college.settings.env import Store
from courses.catalogue.models import CourseDocument
from courses.selection.decks import deck_of
from media import domain, storages
from media.checks import store_answers
from media.domain import captioning, keeping
from media.models import Recording
from media.rules.captions import Cue
from media.storages import StoreAway
from media.storages.bucket import Bucket
from tests.factories import catalogue, selection
from tests.factories import media as make
from tests.object_store import Door


def run(*command: Any) -> str:
    said = StringIO()
    call_command(*command, stdout=said)
    return said.getvalue()


def test_course_files_lie_in_the_store_and_are_given_to_whom_they_were_before(door: Door, bucket: Bucket, client: Client, db: None) -> None:
    owner = selection.person("chenjing", Role.TEACHER)
    document = catalogue.course_file("教案.docx", by=owner)
    assert [one.name for one in bucket.listed("media/")] == [document.file.name]
    assert client.get(document.url).status_code == 404
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(document.url)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, catalogue.docx_bytes())
    assert document.file.url == f"/uploads/{document.file.name}"  # which leads nowhere, as ever
    assert client.get(document.file.url).status_code == 404
    again = catalogue.course_file("教案.docx", by=owner)
    assert again.file.name != document.file.name
    assert again.filename == "教案.docx"
    document.file.storage.delete(document.file.name)
    assert [one.name for one in bucket.listed("media/")] == [again.file.name]


def test_a_course_file_cannot_be_kept_while_the_store_is_away(door: Door, owner: User, django_capture_on_commit_callbacks: Any) -> None:
    kept = catalogue.course_file("讲义.docx", by=owner)
    door.shut()
    with pytest.raises(StoreAway), transaction.atomic():
        catalogue.course_file("教案.docx", by=owner)
    with django_capture_on_commit_callbacks(execute=True):
        kept.delete()  # is done all the same
    assert not CourseDocument.objects.exists()


def test_the_deck_of_a_lesson_is_at_hand_until_the_step_ends(door: Door, owner: User) -> None:
    (lesson,) = selection.lessons(selection.offering(selection.course()), number=1)
    lesson.recording = make.row(owner)
    lesson.save()
    with storages.borrowing():
        found = deck_of(lesson.recording)
        assert found is not None
        assert found.file.read_bytes() == lesson.offering.course.slides.file.open().read()
    assert not found.file.exists()


def test_what_can_be_downloaded_is_asked_of_the_store_once(door: Door, ready: Recording) -> None:
    allowed = keeping.answer(recording=ready, consent=Recording.Consent.AGREED, may_download=True, by=ready.owner)
    assert len(domain.downloads_for(recording=allowed, viewer_key="7", now=timezone.now())) == 1
    door.shut()
    assert len(domain.downloads_for(recording=allowed, viewer_key="7", now=timezone.now())) == 1
    answers.clear()
    assert domain.downloads_for(recording=allowed, viewer_key="7", now=timezone.now()) == []


def test_health_and_the_deployment_check_say_whether_it_answers(door: Door, settings: Any) -> None:
    assert (report()["storage"], store_answers(None)) == ("ok", [])
    door.shut()
    assert report()["storage"] == "down: StoreAway"
    (warning,) = store_answers(None)
    assert "does not answer" in warning.msg
    assert settings.STORE.secret not in str(warning)


def test_the_command_prepares_the_store_and_says_so(door: Door, bucket: Bucket, settings: Any) -> None:
    settings.SITE_URL = "https://college.example"
    for _twice in range(2):
        assert "https://college.example may play from it" in run("prepare_store")
    rules = bucket.client.get_bucket_cors(Bucket=bucket.store.bucket)["CORSRules"]
    assert [rule["AllowedOrigins"] for rule in rules].count(["https://college.example"]) == 1
    door.shut()
    with pytest.raises(CommandError, match="does not answer"):
        run("prepare_store")


def test_what_was_kept_in_a_folder_is_taken_along(
    object_store: Store, ready: Recording, client: Client, request: pytest.FixtureRequest, settings: Any, tmp_path: Path
) -> None:
    captioning.put(recording=ready, by=ready.owner, language="zh-Hans", cues=[Cue(0, 500, "大家好")], version="")
    part = storages.attempt_folder(ready.pk, "extras-made")
    (part / "waveform.json").write_text("{}")
    storages.add(part, ready.pk, ready.folder, "extras")
    document = catalogue.course_file("教案.docx", by=ready.owner)
    request.getfixturevalue("door")
    for name in ("STORE_CACHE_ROOT", "RENDITIONS_ROOT", "PRIVATE_ROOT", "MEDIA_ROOT"):
        setattr(settings, name, tmp_path / "elsewhere" / name)
    assert "replays were brought" in run("prepare_store", "--take", tmp_path)
    assert storages.original(str(ready.original.name)).stat().st_size == ready.size
    assert storages.published_file(ready.pk, ready.folder, "extras/waveform.json").read_text() == "{}"
    playback = domain.playback_for(recording=ready, viewer_key="7", now=timezone.now())
    assert client.get(playback.mp4_url).status_code == 302
    assert client.get(playback.captions[0][2]).status_code == 200
    assert CourseDocument.objects.get(pk=document.pk).file.open().read() == catalogue.docx_bytes()
    assert f"replays/{ready.pk}/{ready.folder}" in run("prepare_store", "--take", tmp_path)


def test_there_is_nothing_to_prepare_for_a_folder(db: None) -> None:
    with pytest.raises(CommandError, match="names a folder"):
        run("prepare_store")


def test_a_folder_of_old_recordings_is_taken_in(door: Door, bucket: Bucket, owner: User, short: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "第一讲.mp4").write_bytes(short.read_bytes())
    assert "1 imported" in run("import_recordings", tmp_path / "old", "--owner", owner.username)
    assert bucket.get(f"originals/{Recording.objects.get().original.name}") == short.read_bytes()
    (tmp_path / "old" / "第二讲.mp4").write_bytes(short.read_bytes() + b"more")
    door.shut()
    with pytest.raises(CommandError, match="第二讲"):
        run("import_recordings", tmp_path / "old", "--owner", owner.username)


@pytest.mark.django_db(transaction=True)
def test_a_backup_says_that_the_files_are_not_in_it(door: Door, tmp_path: Path) -> None:
    assert "S3 store" in run("backup", tmp_path / "college.tar")
    with tarfile.open(tmp_path / "college.tar") as tar:
        assert sorted(tar.getnames()) == ["about.json", "database.sqlite3"]
