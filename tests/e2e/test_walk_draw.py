"""A visitor computes a draw again in her own browser, from the published file alone."""

import random

import pytest
from playwright.sync_api import expect

from courses.selection.rules import draw_file
from courses.selection.rules.draw import Ballot, Option, Wish, fates
from tests.courses.selection.test_draw_file import GROUPS, HEADER, SECRET, listed, opened
from tests.e2e.conftest import ON_A_PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, ON_A_PHONE]
ROUNDS = 40
TITLES = {1: "智能手机零基础", 2: "太极拳"}


def by_chance(chance):
    """A round with all that may happen: kept seats, clashes, limits and exceptions from them, classes held already, favourites."""
    options = [
        Option(
            number,
            chance.randrange(4),
            {group: chance.randrange(3) for group in GROUPS},
            chance.choice([(), ((0, 9),), ((5, 12), (20, 30))]),
            chance.random() < 0.8,
            chance.randrange(4),
        )
        for number in range(chance.randint(1, 6))
    ]
    ballots = []
    for person in range(chance.randrange(25)):
        wanted = chance.sample(range(len(options)), chance.randint(0, len(options)))
        groups = frozenset(group for group in GROUPS if chance.random() < 0.4)
        holds, wishes = (wanted[:1], wanted[1:]) if chance.random() < 0.2 else ((), wanted)
        beyond = frozenset(one for one in wishes if chance.random() < 0.1)
        ballots.append(Ballot(f"人{person}", tuple(Wish(option, groups) for option in wishes), tuple(holds), beyond))
    return opened(listed(options, ballots))


def sent(page, content):
    page.set_input_files("#draw-file", {"name": "draw.jsonl", "mimeType": "application/octet-stream", "buffer": content})


def test_anyone_computes_the_draw_again(visitor):
    page = visitor.go("/selection/draws/check/")
    expect(page.get_by_role("heading", level=1)).to_have_text("复核抽签")
    visitor.shoot("draw-check-empty")

    # the same seats come out of the browser as out of the college, whatever the wishes are
    chance = random.Random(2027)
    files = [by_chance(chance).decode() for _ in range(ROUNDS)]
    agrees = """async ([script, files]) => { const { check } = await import(script);
        const found = await Promise.all(files.map((file) => check(new TextEncoder().encode(file))));
        return found.map(({ list, secret, seats }) => list && secret && seats); }"""
    script = page.locator("script[src*='check-draw']").get_attribute("src").replace("check-draw", "draw")
    assert page.evaluate(agrees, [script, files]) == [True] * ROUNDS

    # a file of a round: everything agrees, and one person's own story is told
    content = draw_file.list_bytes(HEADER, (Option(1, 2, {"newcomer": 1}), Option(2, 1)), TITLES, [Ballot(f"p{n}", (Wish(1), Wish(2))) for n in range(4)])
    whole = opened(content)
    sent(page, whole)
    expect(page.locator(".notice--ok [data-said]")).to_contain_text("全部一致")
    expect(page.locator("[data-number=seats]")).to_have_text("3")
    expect(page.locator("[data-hash]")).to_have_text(draw_file.hash_of(content))
    read = draw_file.read(whole)
    last = next(ballot for ballot in read.ballots if not any(seat.person == ballot.person for seat in read.seats))
    assert set(fates(read.options, last, [], 2).values()) == {"offering_full"}
    page.fill("#draw-person", last.person)
    expect(page.locator("[data-wishes] li")).to_have_text(["智能手机零基础 · 轮到您时已满", "太极拳 · 轮到您时已满"])
    page.fill("#draw-person", "nobody")
    expect(page.locator("[data-place-said]")).to_contain_text("名单里没有这个号")
    page.fill("#draw-person", read.seats[0].person)
    expect(page.locator("[data-wishes] li").first).to_have_text("智能手机零基础 · 您有名额")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.shoot("draw-check-holds")

    # one byte of the list, the secret, one seat: each is named
    for changed, wrong in (
        (whole.replace("智能".encode(), "老年".encode()), "list"),
        (opened(content, secret="guessed"), "secret"),
        (whole + b'{"seat":["p9",1,1,""]}\n', "seats"),
    ):
        sent(page, changed)
        expect(page.locator(".notice--err [data-said]")).to_contain_text("有对不上的地方")
        expect(page.locator(f"[data-check={wrong}] [data-verdict]")).to_have_text("对不上")
    sent(page, content)
    expect(page.locator("[data-said]")).to_contain_text("还没有抽签")
    sent(page, b"{}")
    expect(page.locator("[data-said]")).to_contain_text("这不是抽签文件")
    assert SECRET in whole.decode()
