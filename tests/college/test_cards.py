"""Paper cards: issued at the desk, for learners only, opened with a PIN, locked after wrong ones, ended when lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from college import cards
from college.errors import NotAllowed, NotFound
from college.models import AccessLog, PaperCard
from college.roles import Role
from tests.factories.college import person

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def desk():
    return person("desk", Role.DESK)


@pytest.fixture
def wang():
    return person("wang", Role.LEARNER, display_name="王秀兰")


@pytest.fixture
def printed(desk, wang):
    return cards.issue(users=[wang], by=desk, now=NOW)[0]


def word_of(one):
    return one.address.rstrip("/").rsplit("/", 1)[1]


@pytest.mark.both_databases
def test_a_card_is_scanned_or_typed_and_opened_with_its_pin(printed, wang):
    card = cards.by_word(word_of(printed))
    assert card == cards.by_number(printed.number) == cards.by_number(f" {printed.number.replace(' ', '-')} ")
    assert printed.number.replace(" ", "") not in f"{card.typed}{card.scanned}"
    assert cards.choose_pin(card_id=card.pk, pin="2580", now=NOW) == wang
    assert cards.open_with(card_id=card.pk, pin="2580", now=NOW) == wang
    with pytest.raises(cards.UnknownCard):  # whoever finds it cannot choose another
        cards.choose_pin(card_id=card.pk, pin="9072", now=NOW)
    assert cards.fits_pin(wang, "2580")
    assert not cards.fits_pin(wang, "2581")


def test_a_new_key_of_the_site_ends_no_card_that_was_used_under_both(desk, wang, settings):
    used = cards.issue(users=[wang], by=desk, now=NOW)[0]
    unused = cards.issue(users=[person("li", Role.LEARNER)], by=desk, now=NOW)[0]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of the site, as long as it has to be, and longer"
    assert cards.by_word(word_of(used)) == cards.by_number(used.number) == used.card
    settings.SECRET_KEY_FALLBACKS = []  # the former key is given up
    assert cards.by_word(word_of(used)) == cards.by_number(used.number) == used.card
    for find, said in ((cards.by_word, word_of(unused)), (cards.by_number, unused.number)):
        with pytest.raises(cards.UnknownCard):
            find(said)


@pytest.mark.parametrize("pin", ["1234", "1111", "12", "1234567", "abcd", ""])
def test_a_weak_pin_is_not_taken(printed, pin):
    with pytest.raises(cards.BadPin):
        cards.choose_pin(card_id=printed.card.pk, pin=pin, now=NOW)


def test_wrong_pins_lock_the_card_and_then_end_it(printed, wang):
    card = printed.card
    cards.choose_pin(card_id=card.pk, pin="2580", now=NOW)
    for _try in range(4):
        with pytest.raises(cards.WrongPin):
            cards.open_with(card_id=card.pk, pin="0000", now=NOW)
    for pin in ("0000", "2580"):
        with pytest.raises(cards.Locked):
            cards.open_with(card_id=card.pk, pin=pin, now=NOW)
    assert cards.open_with(card_id=card.pk, pin="2580", now=NOW + timedelta(minutes=16)) == wang
    PaperCard.objects.filter(pk=card.pk).update(wrong=19)
    with pytest.raises(cards.Locked):
        cards.open_with(card_id=card.pk, pin="0000", now=NOW)
    with pytest.raises(cards.UnknownCard):
        cards.open_with(card_id=card.pk, pin="2580", now=NOW + timedelta(hours=1))


def test_a_new_card_ends_the_old_one_and_a_lost_one_opens_nothing(printed, wang, desk):
    again = cards.issue(users=[wang], by=desk, now=NOW)[0]
    with pytest.raises(cards.UnknownCard):
        cards.by_number(printed.number)
    cards.revoke(user_id=wang.pk, by=desk, now=NOW)
    with pytest.raises(cards.UnknownCard):
        cards.by_word(word_of(again))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEARNER])
def test_whoever_works_for_the_college_gets_none(desk, role):
    with pytest.raises(cards.NotForCards):
        cards.issue(users=[person("li", role)], by=desk, now=NOW)


def test_who_became_a_teacher_cannot_use_her_card_any_more(printed, wang):
    cards.choose_pin(card_id=printed.card.pk, pin="2580", now=NOW)
    wang.groups.set(person("x", Role.TEACHER).groups.all())
    with pytest.raises(cards.NotForCards):
        cards.open_with(card_id=printed.card.pk, pin="2580", now=NOW)


def test_only_the_desk_issues_and_finds(wang):
    with pytest.raises(NotAllowed):
        cards.issue(users=[wang], by=wang, now=NOW)
    with pytest.raises(NotFound):
        cards.people_for(by=wang, typed="王")


def test_from_the_sheet_to_the_learning_page(client: Client, desk, wang):
    client.force_login(desk)
    assert "王秀兰" in client.get("/desk/cards/?q=王").content.decode()
    sheet = client.post("/desk/cards/issue/", {"user": wang.pk})
    text = sheet.content.decode()
    number = re.search(r"\d{4} \d{4} \d{4}", text)[0]
    assert "<svg" in text
    assert "style=" not in text[text.index("card-sheet") :]
    assert AccessLog.objects.filter(subject=wang, action="export", topic="cards").count() == 1
    client.logout()
    assert client.get("/card/pin/").headers["Location"] == "/card/"
    assert client.post("/card/", {"number": "1" * 12}).status_code == 200
    assert client.post("/card/", {"number": number}).headers["Location"] == "/card/pin/"
    page = client.get("/card/pin/").content.decode()
    assert "**兰" in page
    assert "王秀兰" not in page
    assert client.post("/card/pin/", {"pin": "1234"}).status_code == 200
    assert client.post("/card/pin/", {"pin": "2580"}).headers["Location"] == "/learning/"
    assert client.session.get_expire_at_browser_close()
    assert client.get("/accounts/me/").status_code == 200
    client.logout()
    client.force_login(desk)
    client.post("/desk/cards/revoke/", {"user": wang.pk})
    client.logout()
    assert client.post("/card/", {"number": number}).status_code == 200


def test_a_scanned_card_goes_to_its_pin_and_a_wrong_one_nowhere(client: Client, printed):
    assert client.get(f"/card/{word_of(printed)}/").headers["Location"] == "/card/pin/"
    assert client.get("/card/nothing/").status_code == 404


@pytest.mark.usefixtures("one_window")
def test_tries_are_counted(client: Client, settings):
    settings.RATE_LIMITS = {"card": (2, 600)}
    answers = [client.post("/card/", {"number": "1" * 12}).status_code for _try in range(3)]
    assert answers == [200, 200, 429]
