"""Headers of every address in the table of addresses, cookies, and that no address hands out what is kept privately."""

from typing import Any

import pytest
from django.conf import settings as site
from django.db import transaction
from django.test import Client

from tests.factories import college
from tests.test_addresses import TABLE, ask, signed_in_as, world

pytestmark = pytest.mark.django_db
__all__ = ["world"]  # the fixture
KEPT_BY_ALL = {"college:cover", "selection:seats"}  # drawn from its address alone; numbers of free seats, the same for everybody


@pytest.mark.parametrize("asker", ["stranger", "owner", "staff"])
def test_every_answer_is_guarded(asker: str, world: dict[str, Any], subtests: pytest.Subtests):
    cookies = signed_in_as(world.get(asker))
    for row in TABLE:
        if row.method == "get":
            with subtests.test(row.name), transaction.atomic():
                must_be_guarded(ask(row, cookies, world), kept_by_all=asker == "stranger" or row.name in KEPT_BY_ALL)
                transaction.set_rollback(True)


def must_be_guarded(answer: Any, *, kept_by_all: bool) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "'unsafe" not in policy
    assert policy == "default-src 'none'" or ("script-src 'self';" in policy and "object-src 'none'" in policy)  # a file or picture fetches nothing
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    if not kept_by_all:
        assert not {"public", "s-maxage"} & set(answer.headers.get("Cache-Control", "").replace("=", ",").replace(" ", "").split(","))
        assert "private" in answer.headers["Cache-Control"] or "no-store" in answer.headers["Cache-Control"]


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
