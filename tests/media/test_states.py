"""The state of a recording on a page: who sees it, what it says, what can be pressed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client, RequestFactory

from college.models import User
from college.roles import Role
from media.forms import UploadForm
from media.models import Recording
from tests.factories import media as make
from tests.factories.college import person
from tests.factories.media import NOW


def address(recording: Recording) -> str:
    return f"/recordings/{recording.pk}/state/"


@pytest.mark.parametrize("roles, status", [((), 404), ((Role.LEARNER,), 404), ((Role.COMMITTEE,), 404), ((Role.TEACHER,), 404), ((Role.STAFF,), 200)])
def test_the_state_is_for_its_owner_and_staff(client: Client, owner: User, roles: tuple[Role, ...], status: int) -> None:
    recording = make.row(owner)
    assert client.get(address(recording)).status_code == 302
    client.force_login(person("", *roles))
    assert client.get(address(recording)).status_code == status
    assert client.post(f"/recordings/{recording.pk}/retry/").status_code == (302 if status == 200 else 404)
    client.force_login(owner)
    assert client.get(address(recording)).status_code == 200
    assert client.get("/recordings/4711/state/").status_code == 404


@pytest.mark.parametrize(
    "fields, words, polls",
    [
        ({}, "正在排队", True),
        ({"state": "checking", "claim": "a", "lease_until": NOW}, "检查文件是否完整", True),
        ({"state": "encoding", "claim": "a", "lease_until": NOW, "progress": 42}, "正在处理回放：42%", True),
        ({"state": "failed", "error_code": "incomplete"}, "文件不完整，请重新上传", False),
        ({"state": "ready", "folder": "a", "progress": 100, "duration_ms": 1, "original_name": "一.mp4"}, "“一.mp4”可以看了", False),
    ],
)
def test_every_state_is_said_in_words_and_asks_again_until_it_is_final(client: Client, owner: User, fields: dict[str, Any], words: str, polls: bool) -> None:
    recording = make.row(owner, **fields)
    client.force_login(owner)
    page = client.get(address(recording), headers={"hx-request": "true"}).content.decode()
    assert words in page
    assert ('hx-trigger="every 2s"' in page) is polls
    assert "<html" not in page
    assert "<html" in client.get(address(recording)).content.decode()


def test_a_failed_recording_is_tried_again_by_its_button(client: Client, owner: User) -> None:
    failed = make.row(owner, state="failed", error_code="gave_up", attempts=3)
    client.force_login(owner)
    assert f'action="/recordings/{failed.pk}/retry/"' in client.get(address(failed)).content.decode()
    answer = client.post(f"/recordings/{failed.pk}/retry/", {"next": "/learning/"})
    assert answer["Location"] == "/learning/"
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error_code) == ("uploaded", 0, "")
    again = client.post(f"/recordings/{failed.pk}/retry/", {"next": "https://evil.example/"}, follow=True)
    assert again.redirect_chain[0][0] == address(failed)
    assert "不用重试" in again.content.decode()


@pytest.mark.parametrize("back", ["x", "-1", "😀", "\0", "/\0", "/a\r\nb", "", "//evil.example/", "/\\evil.example/", "/" + "长" * 20_000, "/" + "😀" * 1_900])
def test_after_a_retry_one_comes_back_to_this_site_whatever_the_form_says(client: Client, owner: User, back: str) -> None:
    failed = make.row(owner, state="failed", error_code="gave_up", attempts=3)
    client.force_login(owner)
    answer = client.post(f"/recordings/{failed.pk}/retry/", {"next": back})
    assert (answer.status_code, answer["Location"]) == (302, address(failed))


def test_the_tag_draws_the_state_without_a_query(owner: User, django_assert_num_queries: Any) -> None:
    recording = make.row(owner, state="encoding", claim="a", lease_until=NOW + timedelta(seconds=9), progress=7)
    request = RequestFactory().get("/lessons/1/")
    with django_assert_num_queries(0):
        drawn = Template("{% load media %}{% recording_state recording %}").render(Context({"recording": recording, "request": request}))
    assert 'width="7"' in drawn


def test_the_upload_form_works_without_scripts_and_carries_its_words() -> None:
    form = UploadForm({}, {})
    page = Template('{% include "media/upload_form.html" with form=form csrf_token="t" only %}').render(Context({"form": form}))
    assert 'enctype="multipart/form-data"' in page
    assert 'name="recording"' in page
    assert "请先选择录播文件" in page
    assert "{percent}%" in page
    assert 'data-max-bytes="8589934592"' in page


def test_a_refusal_stands_beside_the_field() -> None:
    from media.domain import UploadRefused
    from media.failures import Failure

    form = UploadForm({}, {"recording": SimpleUploadedFile("a.mp4", b"")})
    assert form.is_valid()  # an empty file is judged by the verb, which says what to do
    form.refuse(UploadRefused(Failure.EMPTY))
    assert form.errors["recording"] == ["文件是空的。请重新选择录播，再上传一次。"]
