"""Large print, dark and language: remembered in cookies, without JavaScript and without a token."""

import pytest
from django.conf import settings
from django.test import Client

HERE = "/accounts/login/"


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def first_tag(client: Client) -> str:
    return client.get(HERE).content.decode().split("<html", 1)[1].split(">", 1)[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choice", "drawn"),
    [
        ({"size": "large"}, 'data-size="large"'),
        ({"theme": "dark"}, 'data-theme="dark"'),
        ({"theme": "light"}, 'data-theme="light"'),
        ({"language": "en"}, 'lang="en"'),
    ],
)
def test_a_choice_is_drawn_by_the_server_from_then_on(visitor, choice, drawn):
    answer = visitor.post("/modes/", {**choice, "next": HERE})
    assert (answer.status_code, answer["Location"]) == (302, HERE)
    assert drawn in first_tag(visitor)


@pytest.mark.django_db
def test_a_choice_can_be_taken_back(visitor):
    visitor.post("/modes/", {"size": "large"})
    visitor.post("/modes/", {"size": ""})
    assert "data-size" not in first_tag(visitor)


@pytest.mark.parametrize("asked", [{}, {"size": "huge"}, {"theme": "<script>"}, {"language": "xx"}])
def test_nonsense_is_refused_and_sets_no_cookie(visitor, asked):
    answer = visitor.post("/modes/", asked)
    assert answer.status_code == 400
    assert not answer.cookies


@pytest.mark.django_db
def test_nonsense_in_a_cookie_counts_as_no_choice(visitor):
    visitor.cookies["size"] = '"><script>'
    assert "data-size" not in first_tag(visitor)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leaves_the_site(visitor, elsewhere):
    assert visitor.post("/modes/", {"size": "large", "next": elsewhere})["Location"] == "/"


def test_another_site_cannot_choose_for_a_visitor(visitor):
    answer = visitor.post("/modes/", {"size": "large"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not answer.cookies


def test_a_link_cannot_choose_either(visitor):
    assert visitor.get("/modes/?size=large").status_code == 405


def test_the_cookies_last_a_year(visitor):
    cookie = visitor.post("/modes/", {"size": "large"}).cookies["size"]
    assert (cookie["max-age"], cookie["samesite"], cookie["path"]) == (365 * 24 * 3600, "Lax", "/")
    assert settings.LANGUAGE_COOKIE_NAME not in visitor.cookies
