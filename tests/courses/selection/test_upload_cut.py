"""An upload that breaks off in the middle leaves nothing behind and can be sent again."""

import socket
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from media.models import Recording
from tests.factories import learning
from tests.factories import media as clips

BOUNDARY = "cut-in-the-middle"


def cut_upload(address: str, path: str, cookies: str, token: str, content: bytes) -> None:
    """Send the first half of a form with a file, then hang up."""
    parts = urlsplit(address)
    field = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="recording"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
    body = field.encode() + file.encode() + content
    head = f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookies}\r\nReferer: {address}{path}\r\nContent-Length: {len(body) + 100}\r\n"
    with socket.create_connection((parts.hostname, parts.port)) as line:
        line.sendall(f"{head}Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n".encode() + body[: len(body) // 2])


@pytest.mark.django_db(transaction=True)
def test_a_cut_upload_leaves_nothing_and_can_be_sent_again(live_server: Any, settings: Any, tmp_path: Path) -> None:
    offering = learning.running_offering()
    teacher, lesson = offering.teacher.user, offering.lessons.first()
    client = Client()
    client.force_login(teacher, backend="django.contrib.auth.backends.ModelBackend")
    path = f"/teach/lessons/{lesson.pk}/recording/"
    client.get(path)
    token = client.cookies["csrftoken"].value
    cookies = f"csrftoken={token}; {django_settings.SESSION_COOKIE_NAME}={client.cookies[django_settings.SESSION_COOKIE_NAME].value}"
    content = clips.clip(tmp_path / "lecture.mp4").read_bytes()

    cut_upload(live_server.url, path, cookies, token, content)
    time.sleep(1)
    assert Recording.objects.count() == 0
    assert [file for file in settings.PRIVATE_ROOT.rglob("*") if file.is_file()] == []

    answer = client.post(path, {"recording": SimpleUploadedFile("a.mp4", content, "video/mp4")})
    assert answer.status_code == 302
    lesson.refresh_from_db()
    assert lesson.recording.state == Recording.State.UPLOADED
