"""One press on the curriculum map of a large college, against the 100 milliseconds that it may take: CPU of server and database for each level, drawn
anew after a change and kept. Said beside it, where a browser is: the best time of some from the click to the picture, whatever else the machine does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from benchmarks import college, http
from benchmarks.measure import Result, cpu_of_tree

MOST = 100  # milliseconds of one press
ROUNDS = 25
BIG = 2_500  # courses in one module
HELD = 60  # ms between the button going down and coming up, of a quick hand; the click is when it comes up
PRESS = """([at, held]) => new Promise(done => {
  const figure = document.querySelector("[data-figure]");
  let begun = 0;
  const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
  new MutationObserver(() => figure.dataset.drawn === at && painted()).observe(figure, { attributeFilter: ["data-drawn"] });
  const links = [...document.querySelectorAll("[data-level] a[data-go]")];
  const link = links.find((link) => (new URL(link.href).searchParams.get("at") ?? "") === at);
  link.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, button: 0, isPrimary: true }));
  setTimeout(() => { begun = performance.now(); link.click(); }, held);
})"""


def measure(name: str, tiny: bool) -> Result:
    size = college.large(tiny, entries=False)
    college.manage("collectstatic", "--noinput", "--verbosity=0")
    college.start_django()
    big, ways = fill()
    rounds = 2 if tiny else ROUNDS
    with college.served(workers=1) as (port, server):
        processes = [server, *database()]
        anew = {kind: cpu(partial(ask, port, way, anew=True), processes, rounds) for kind, way in ways.items()}
        kept = {kind: cpu(partial(ask, port, way), processes, 4 * rounds) for kind, way in ways.items()}
        drawn = pictures(port, ways, 1 if tiny else 12)
    notes = [f"{size['courses']} courses, {big} in one module", f"drawn anew {said(anew)}", f"kept {said(kept)}"]
    if drawn:
        notes.append(f"from the click to the picture {said(drawn)}")
    return Result(name, max(anew.values()), MOST, "ms", 1, True, notes)


def said(numbers: dict[str, float]) -> str:
    return ", ".join(f"{kind} {number:.0f}" for kind, number in numbers.items()) + " ms"


def fill() -> tuple[int, dict[str, str]]:
    """Scores, queues and one module with very many courses: how many, and the ways to the college, that module's school, itself and a course of it."""
    from courses.catalogue.models import CoursePage, Module, ModuleCourse
    from courses.selection.models import WaitlistEntry
    from demo.scale.bulk import write
    from search import curriculum

    random, module = Random(3), Module.objects.order_by("pk")[0]  # noqa: S311
    assert module.school is not None
    others = CoursePage.objects.filter(school=module.school).exclude(module_links__module=module).values_list("pk", flat=True)
    room = max(0, BIG - module.module_courses.count())
    ModuleCourse.objects.bulk_create(ModuleCourse(module=module, course_id=key, sort_order=place) for place, key in enumerate(others[:room]))
    write_scores(random)
    write(WaitlistEntry, ("offering_id", "learner_id", "state", "joined_at"), waiting(random))
    school, way = module.school.code, f"{module.school.code}/{module.slug}"
    ways = {"college": "", "school": school, "module": way, "course": curriculum.level(way).parts[0].at}
    return module.module_courses.count(), ways


def write_scores(random: Random) -> None:
    """Four of five courses are rated."""
    from django.utils import timezone

    from courses.catalogue.models import CoursePage
    from courses.evaluation import rules
    from courses.evaluation.models import ScoreSnapshot
    from demo.scale.bulk import write

    rated = [key for key in CoursePage.objects.values_list("pk", flat=True) if key % 5]
    tallies = [rules.tally([tuple(random.choices((3, 4, 5), k=len(rules.ITEMS))) for _ in range(answers)]) for answers in range(5, 40)]
    rows = ((key, n := 5 + key % 35, n + 9, tallies[n - 5], rules.points(tallies[n - 5]), "closed", timezone.now()) for key in rated)
    write(ScoreSnapshot, ("course_id", "answers", "eligible", "counts", "points", "reason", "published_at"), rows)


def waiting(random: Random) -> Iterable[tuple[int, int, str, Any]]:
    """A queue of three before every tenth class of the terms that are not over."""
    from django.utils import timezone

    from college.models import User
    from courses.selection.models import Offering

    people = list(User.objects.filter(is_staff=False).values_list("pk", flat=True))
    for key in Offering.objects.filter(term__ends_on__gte=timezone.localdate()).values_list("pk", flat=True):
        if key % 10 == 0:
            yield from ((key, person, "waiting", timezone.now()) for person in random.sample(people, 3))


def database() -> list[int]:
    """PostgreSQL's first process, below which the others are; none for SQLite, which works in ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        folder = cursor.fetchone()[0]
    return [int((Path(folder) / "postmaster.pid").read_text().split()[0])]


def ask(port: int, way: str, *, anew: bool = False) -> None:
    """One level as the map's script asks for it."""
    if anew:
        seat_taken()
    _, statuses, _ = http.drive(port, [http.get(f"/map/level/?at={quote(way)}", port)], 1)
    if set(statuses) != {200}:
        raise SystemExit(f"{way} was answered with {dict(statuses)}")


def seat_taken() -> None:
    """What the pages that are kept hear of a pick."""
    from college import caching

    caching.stamps().renew([caching.LISTS])


def cpu(work: Callable[[], None], processes: list[int], times: int) -> float:
    """Milliseconds of CPU that these processes and all below them need for it, after they have done it once."""
    work()
    before = sum(map(cpu_of_tree, processes))
    for _ in range(times):
        work()
    return (sum(map(cpu_of_tree, processes)) - before) * 1000 / times


def pictures(port: int, ways: dict[str, str], rounds: int) -> dict[str, float]:
    """Milliseconds in a browser from a press in the table to the picture of each level, which the server draws anew; {} without one."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import FLAGS, browser_path

    if browser_path() is None:
        return {}
    begin = dict(zip(ways, [ways["school"], "", ways["school"], ways["module"]], strict=True))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(locale="zh-CN")
        found = {kind: min(press(page, port, begin[kind], way) for _ in range(rounds)) for kind, way in ways.items()}
        browser.close()
    return found


def press(page: Any, port: int, begin: str, way: str) -> float:
    """On a page that knows no other level yet."""
    page.goto(f"http://127.0.0.1:{port}/map/?at={quote(begin)}")
    page.locator(f'[data-figure][data-drawn="{begin}"]').wait_for()
    seat_taken()
    return float(page.evaluate(PRESS, [way, HELD]))
