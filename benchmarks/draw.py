"""A draw at its size: 20,000 people with five wishes each for 2,000 classes of sixteen lessons, read from its file, computed, and checked.
Seconds of one processor and megabytes, the larger share of what it may."""

from __future__ import annotations

import random
import resource

from benchmarks import college
from benchmarks.measure import Result, cpu_of
from courses.selection.rules import draw_file
from courses.selection.rules.draw import Ballot, Option, Terms, Wish

SECONDS, MEGABYTES = 10, 500


def made(people: int, classes: int) -> bytes:
    """The list of such a round, with kept seats, clashes and favourites that everybody wants."""
    chance, week = random.Random(1), 7 * 24 * 60  # noqa: S311
    options, ballots = list[Option](), list[Ballot]()
    for number in range(classes):
        start = chance.randrange(5) * 1440 + chance.choice([480, 540, 600, 840, 900])
        options.append(
            Option(number, 20, {"reserve": 2, "newcomer": 6}, tuple((start + at * week, start + at * week + 90) for at in range(16)), course=number // 2 + 1)
        )
    groups = [frozenset[str](), frozenset({"newcomer"}), frozenset({"reserve", "newcomer"})]
    for number in range(people):
        wanted = {int(classes * chance.random() ** 3) for _ in range(20)}
        ballots.append(Ballot(f"p{number:06}", tuple(Wish(one, groups[number % 3]) for one in chance.sample(sorted(wanted), min(5, len(wanted))))))
    header = draw_file.Header("", Terms(2, ("reserve", "newcomer")), "", "", draw_file.secret_hash("secret"))
    return draw_file.list_bytes(header, options, {}, ballots)


def opened(content: bytes) -> bytes:
    """The file after the draw."""
    opening = draw_file.Opening(draw_file.hash_of(content), "secret", "beacon")
    drawn = draw_file.read(content + draw_file.opened_bytes(opening, [])).drawn()
    return content + draw_file.opened_bytes(opening, drawn)


def measure(tiny: bool) -> Result:
    people, classes = (200, 20) if tiny else (20_000, 2_000)
    whole = opened(made(people, classes))
    checks: list[draw_file.Check] = []
    cpu = cpu_of(lambda: checks.append(draw_file.check(draw_file.read(whole))))
    if checks[0].faults:
        raise SystemExit(checks[0].faults[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    notes = [f"{people} people, {classes} classes, {len(checks[0].seats)} seats, {len(whole) / 1e6:.0f} MB: {cpu:.1f} CPU s, {peak:.0f} MB at most"]
    return Result("draw", max(cpu / SECONDS, peak / MEGABYTES), 1, "of what it may", 1, True, notes)


if __name__ == "__main__":
    college.answer(measure)
