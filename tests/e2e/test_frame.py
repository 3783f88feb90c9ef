"""The frame of every page: it opens, it has no accessibility faults, it never scrolls sideways, in every mode."""

import pytest
from django.contrib.auth.models import Group

from college.models import User
from college.roles import Role
from tests.e2e.conftest import ON_A_PHONE, Visitor
from tests.e2e.modes import MODES, in_mode

PUBLIC = ["/", "/courses/", "/search/?q=手机", "/teachers/", "/accounts/login/", "/accounts/signup/", "/components/", "/api/", "/nothing-here/"]
OWN = [
    "/learning/",
    "/selection/",
    "/accounts/me/",
    "/accounts/tokens/",
    "/accounts/2fa/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/sessions/",
]
OF_THE_FRAME = [mode for mode in MODES if mode != "large"]


def faults(visitor: Visitor, paths: list[str], mode: str, shot: str) -> list[str]:
    rules = in_mode(visitor, mode)
    found = []
    for path in paths:
        visitor.go(path)
        visitor.shoot(f"{shot}-{mode}-{path.strip('/').replace('/', '-').split('?')[0] or 'home'}")
        found += [f"{path} {fault}" for fault in visitor.axe(**rules)]
        if visitor.scrolls_sideways():
            found.append(f"{path} scrolls sideways")
    return found


@pytest.mark.django_db(transaction=True)
@ON_A_PHONE
def test_public_pages_have_no_faults(visitor: Visitor, subtests: pytest.Subtests) -> None:
    for mode in OF_THE_FRAME:
        with subtests.test(mode):
            assert faults(visitor, PUBLIC, mode, "frame") == []


@pytest.mark.django_db(transaction=True)
@ON_A_PHONE
def test_pages_of_a_learner_have_no_faults(visitor: Visitor, subtests: pytest.Subtests) -> None:
    learner = User.objects.create_user("wang", password="x", display_name="阿卜杜热西提·麦麦提敏")
    learner.groups.add(Group.objects.get(name=Role.LEARNER))
    visitor.sign_in(learner)
    for mode in OF_THE_FRAME:
        with subtests.test(mode):
            assert faults(visitor, OWN, mode, "own") == []


@pytest.mark.django_db(transaction=True)
@ON_A_PHONE
def test_nothing_scrolls_sideways_on_the_narrowest_phone(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    wide = [path for path in PUBLIC if visitor.go(path) and visitor.scrolls_sideways()]
    visitor.mode(size="large")
    assert wide + [path for path in PUBLIC if visitor.go(path) and visitor.scrolls_sideways()] == []


SLIPS_THAT_STICK_OUT = """() => [...document.querySelectorAll(".cover__slip")].filter(slip => {
    const [inner, outer] = [slip.getBoundingClientRect(), slip.parentElement.getBoundingClientRect()];
    return inner.bottom > outer.bottom || inner.right > outer.right;
}).length"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", ["", "large"])
def test_a_slip_of_six_characters_fits_its_cover(visitor: Visitor, size: str) -> None:
    visitor.mode(size=size)
    visitor.go("/components/")
    assert visitor.page.locator(".course-row .cover__slip, .course-card .cover__slip").count() > 1
    visitor.page.evaluate("document.querySelectorAll('.cover__slip').forEach(slip => slip.textContent = '小区治理案例')")
    assert visitor.page.evaluate(SLIPS_THAT_STICK_OUT) == 0


@pytest.mark.django_db(transaction=True)
@ON_A_PHONE
def test_large_print_is_one_tap_and_is_remembered(visitor: Visitor) -> None:
    page = visitor.go("/accounts/login/")
    page.get_by_role("button", name="大字版").click()
    page.wait_for_selector("html[data-size=large]")
    visitor.go("/accounts/signup/")
    assert page.locator("html").get_attribute("data-size") == "large"


@pytest.mark.django_db(transaction=True)
@ON_A_PHONE
def test_a_learner_signs_up_with_a_phone_number_and_nothing_else(visitor: Visitor) -> None:
    page = visitor.go("/accounts/signup/")
    page.locator("[name=login]").fill("199 0000 1234")
    page.locator("[name=password1]").fill("yuanxiao-2026")
    page.locator("main .btn--main").click()
    page.wait_for_url("**/learning/")
    user = User.objects.get(phone="+8619900001234")
    assert (user.email, user.display_name, user.shown_login) == ("", "", "199****1234")
    visitor.context.clear_cookies()
    page = visitor.go("/accounts/login/")
    page.locator("[name=login]").fill("19900001234")
    page.locator("[name=password]").fill("yuanxiao-2026")
    page.locator("main .btn--main").click()
    page.wait_for_url("**/learning/")
