"""The doors of captions: a file, the text without scripts, and what two windows see."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from college.models import User
from media.domain import captioning
from media.models import CaptionTrack, Recording
from tests.factories import media as make

pytestmark = pytest.mark.django_db
TEXT = "WEBVTT\n\n00:00:00.000 --> 00:00:00.500\n大家好 &amp; 欢迎\n"


@pytest.fixture
def teacher(client: Client, owner: User) -> Client:
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def recording(owner: User) -> Recording:
    return make.row(owner, duration_ms=1000)


def text() -> str:
    return captioning.text_of(CaptionTrack.objects.get())


def test_a_file_becomes_captions(teacher: Client, recording: Recording) -> None:
    address = reverse("media:captions", args=[recording.pk])
    assert "还没有" in teacher.get(address).content.decode()
    srt = SimpleUploadedFile("讲.srt", "1\r\n00:00:00,000 --> 00:00:00,500\r\n大家好 & 欢迎\r\n".encode("gb18030"))
    answer = teacher.post(address, {"language": "zh-Hans", "file": srt, "version-zh-Hans": ""}, follow=True)
    assert "字幕放好了" in answer.content.decode()
    assert text() == TEXT


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "里面没有字幕。"),
        (b"%PDF-1.7 binary", "第 1 行：缺少时间。"),
        (b"0:02 --> 0:01\nx", "第 1 行：结束时间要晚于开始时间。"),
        (b"0:00 --> 0:01\nx\n\n0:05 --> 0:06\nx", "第 4 行：这条开始的时候，录像已经放完了。"),
        (b"x" * 2_200_000, "字幕超过 2 MB。"),
    ],
    ids=["empty", "pdf", "order", "beyond", "huge"],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_line(teacher: Client, recording: Recording, content: bytes, said: str) -> None:
    answer = teacher.post(reverse("media:captions", args=[recording.pk]), {"language": "en", "file": SimpleUploadedFile("x.vtt", content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not CaptionTrack.objects.exists()


def test_no_file_is_said_so(teacher: Client, recording: Recording) -> None:
    answer = teacher.post(reverse("media:captions", args=[recording.pk]), {"language": "en"})
    assert (answer.status_code, "请先选一个字幕文件。" in answer.content.decode()) == (422, True)


def test_the_text_is_saved_and_comes_back(teacher: Client, recording: Recording) -> None:
    address = reverse("media:edit_captions", args=[recording.pk, "zh-Hans"])
    page = teacher.get(address)
    assert page.context["form"]["version"].value() == ""
    teacher.post(address, {"text": "0:00 --> 0:00.5\n大家好 & 欢迎", "version": ""})
    assert text() == TEXT
    again = teacher.get(address).context["form"]
    assert (again["text"].value(), again["version"].value()) == (TEXT, captioning.version_of(CaptionTrack.objects.get()))


def test_faulty_text_comes_back_as_it_was_typed(teacher: Client, recording: Recording) -> None:
    typed = "0:00 --> 0:01\n</textarea><script>好\n\n0:0x --> 0:01\n早"
    answer = teacher.post(reverse("media:edit_captions", args=[recording.pk, "zh-Hans"]), {"text": typed, "version": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["faults"] == [{"line": 4, "said": "时间读不懂。时间这样写：00:01:02.000 --> 00:01:05.000"}]
    assert "0:00 --&gt; 0:01\n&lt;/textarea&gt;&lt;script&gt;好" in page
    assert 'data-line="4"' in page


def test_of_two_windows_the_second_is_asked(teacher: Client, recording: Recording) -> None:
    address = reverse("media:edit_captions", args=[recording.pk, "zh-Hans"])
    teacher.post(address, {"text": TEXT, "version": ""})
    mine = TEXT.replace("大家好", "各位好")
    answer = teacher.post(address, {"text": mine, "version": ""})
    assert answer.status_code == 409
    assert "这期间有人改过这份字幕" in answer.content.decode()
    assert text() == TEXT
    assert "各位好" in answer.context["form"]["text"].value()
    assert teacher.post(address, {"text": mine, "version": "", "instead-of": answer.context["newer"]}).status_code == 302
    assert text() == mine


def test_two_files_of_two_windows(teacher: Client, recording: Recording) -> None:
    address = reverse("media:captions", args=[recording.pk])

    def send() -> Any:
        return teacher.post(address, {"language": "en", "version-en": "", "file": SimpleUploadedFile("x.vtt", TEXT.encode())})

    assert [send().status_code, send().status_code] == [302, 422]


def test_captions_are_removed_only_as_they_were_seen(teacher: Client, recording: Recording) -> None:
    teacher.post(reverse("media:edit_captions", args=[recording.pk, "zh-Hans"]), {"text": TEXT, "version": ""})
    address = reverse("media:remove_captions", args=[recording.pk, "zh-Hans"])
    assert "这期间有人改过这份字幕" in teacher.post(address, {"version": "old"}, follow=True).content.decode()
    assert "字幕已删除" in teacher.post(address, {"version": captioning.version_of(CaptionTrack.objects.get())}, follow=True).content.decode()
    assert not CaptionTrack.objects.exists()


def test_a_draft_says_that_it_is_one(teacher: Client, recording: Recording) -> None:
    captioning.put_draft(recording=recording, language="zh-Hans", cues=captioning.read(TEXT, recording))
    for name, arguments in (("media:captions", [recording.pk]), ("media:edit_captions", [recording.pk, "zh-Hans"])):
        assert "自动生成" in teacher.get(reverse(name, args=arguments)).content.decode()


@pytest.mark.parametrize("language", ["fr", "zh", "..", "zh-hans"])
def test_other_languages_are_no_address(teacher: Client, recording: Recording, language: str) -> None:
    assert teacher.get(f"/recordings/{recording.pk}/captions/{language}/").status_code == 404
    assert teacher.post(f"/recordings/{recording.pk}/captions/{language}/remove/").status_code == 404


def test_the_picture_is_beside_the_text(teacher: Client, ready: Recording) -> None:
    page = teacher.get(reverse("media:edit_captions", args=[ready.pk, "zh-Hans"])).content.decode()
    assert "replay.mp4" in page
