"""What is somebody else's, and what is sent twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import APIToken

from courses.selection.models import Enrolment, Offering
from tests.bad_input.world import as_

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_nobody_acts_on_what_is_somebody_elses(world: dict[str, Any]):
    ids, stranger = world["ids"], as_(world["learner"])
    token, _secret = APIToken.create_token(user=world["owner"], name="hers")
    acts: dict[str, Callable[[], Any]] = {
        "drop by form": lambda: stranger.post(f"/selection/offerings/{ids['offering']}/drop/"),
        "drop by API": lambda: stranger.post(f"/api/v1/offerings/{ids['offering']}/drop"),
        "her token": lambda: stranger.post(f"/accounts/tokens/{token.pk}/revoke/"),
        "her replay": lambda: stranger.get(f"/api/v1/lessons/{ids['lesson']}/playback"),
        "the class's names": lambda: stranger.get(f"/teach/offerings/{ids['offering']}/"),
        "the recording": lambda: stranger.post(f"/teach/lessons/{ids['lesson']}/recording/", {"recording": SimpleUploadedFile("a.mp4", b"x")}),
        "the sample": lambda: stranger.post(f"/teach/lessons/{ids['lesson']}/recording/", {"sample-form": "1", "sample-is_sample": "on"}),
        "the end of the work": lambda: stranger.post(f"/recordings/{ids['recording']}/cancel/"),
        "the retry": lambda: stranger.post(f"/recordings/{ids['recording']}/retry/"),
        "the office": lambda: stranger.post(f"/admin/offering/delete/{ids['offering']}/"),
    }
    assert {name: act().status_code for name, act in acts.items()} == {
        "drop by form": 302, "drop by API": 409, "her token": 404, "her replay": 403, "the class's names": 404,
        "the recording": 404, "the sample": 404, "the end of the work": 404, "the retry": 404, "the office": 302,
    }  # fmt: skip
    token.refresh_from_db()
    world["lesson"].refresh_from_db()
    assert token.revoked_at is None
    assert Enrolment.objects.get(learner=world["owner"], offering=ids["offering"]).state == "enrolled"
    assert world["lesson"].recording_id == ids["recording"]
    assert not world["lesson"].is_sample
    assert Offering.objects.filter(pk=ids["offering"]).exists()


def test_the_same_form_twice_changes_nothing_more(world: dict[str, Any]):
    client, offering = as_(world["learner"]), world["ids"]["offering"]
    for verb, state, rows in (("pick/", "enrolled", 1), ("drop/", "dropped", 1)):
        for _ in range(2):
            assert client.post(f"/selection/offerings/{offering}/{verb}", follow=True).status_code == 200
        assert [seat.state for seat in Enrolment.objects.filter(learner=world["learner"])] == [state] * rows
