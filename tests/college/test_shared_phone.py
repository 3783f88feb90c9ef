"""Two people on one phone: each has her own password, and a number alone says nobody's name."""

import pytest
from django.test import Client

from tests.factories.college import PASSWORD, person

pytestmark = pytest.mark.django_db
PHONE = "+8619900001234"


@pytest.fixture
def both():
    wang = person(PHONE, display_name="王秀兰", phone=PHONE)
    uncle = person("fx1", display_name="王大爷", phone=PHONE, phone_shared=True)
    return wang, uncle


def sign_in(client, password, **more):
    return client.post("/accounts/login/", {"login": "199 0000 1234", "password": password, **more})


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_the_password_says_who_it_is(client: Client, both):
    both[1].set_password("another-one-2026")
    both[1].save()
    sign_in(client, "another-one-2026")
    assert signed_in(client) == str(both[1].pk)
    client.logout()
    sign_in(client, PASSWORD)
    assert signed_in(client) == str(both[0].pk)


def test_with_the_same_password_she_is_asked_by_masked_names(client: Client, both):
    page = sign_in(client, PASSWORD).content.decode()
    assert "**兰" in page
    assert "**爷" in page
    assert "王秀兰" not in page
    assert not signed_in(client)
    sign_in(client, PASSWORD, person=both[1].pk)
    assert signed_in(client) == str(both[1].pk)


@pytest.mark.parametrize("person_key", ["", "0", "x", "999999"])
def test_a_wrong_password_names_nobody_and_a_forged_answer_lets_nobody_in(client: Client, both, person_key):
    assert "**" not in sign_in(client, "wrong", person=person_key).content.decode()
    sign_in(client, PASSWORD, person=person_key)
    assert not signed_in(client)


def test_a_number_that_somebody_has_is_shared_at_the_desk_only(client: Client, both):
    other = person("other")
    client.force_login(other)
    assert client.post("/accounts/phone/change/", {"phone": "199 0000 1234"}).context["form"].errors
    client.logout()
    client.post("/accounts/signup/", {"login": "199 0000 1234", "password1": "yuanxiao-2026"})
    assert not signed_in(client)
