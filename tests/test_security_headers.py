"""Cookies, and that no address hands out what is kept privately. Headers of every address: tests/test_addresses.py."""

from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

from tests.factories import college

pytestmark = pytest.mark.django_db


def test_cookies_are_for_this_site_and_the_session_is_for_no_script(settings: Any):
    college.person("wang")
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "wang", "password": college.PASSWORD})
    session = client.cookies["sessionid"]
    assert (bool(session["httponly"]), session["samesite"]) == (True, "Lax")
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


@pytest.mark.parametrize("folder", ["uploads", "private", "renditions", "arriving", "var", "media", "static/../private"])
def test_no_folder_of_the_data_is_an_address(folder: str, settings: Any):
    """Files that exist, asked for by where they lie."""
    place = site.STORAGE_ROOT / folder.split("/")[-1]
    place.mkdir(parents=True, exist_ok=True)
    (place / "original.mp4").write_bytes(b"the original")
    for address in (
        f"/{folder}/original.mp4",
        f"/static/{folder}/original.mp4",
        f"/documents/../{folder}/original.mp4",
        f"/play/x/../../{folder}/original.mp4",
    ):
        answer = Client().get(address)
        assert answer.status_code == 404
        assert b"the original" not in answer.content
