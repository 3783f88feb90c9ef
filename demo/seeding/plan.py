"""Which classes the demo college holds: times, rooms, seats, and how full each is. Plain data; `first` counts weeks from this week's Monday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@dataclass(frozen=True)
class ClassPlan:
    """One offering. `taken` seats are picked, then `waiting` people queue, then `dropped` of the first give their seat back.

    `ages`: from and to; `kept`: seats for the reserve, for neighbours and for newcomers.
    """

    course: str
    term: str
    label: str
    venue: str
    room: str
    weekday: int
    begins: time
    capacity: int
    taken: int
    first: int
    waiting: int = 0
    dropped: int = 0
    minutes: int = 90
    mode: str = "onsite"
    state: str = "open"
    ages: tuple[int | None, int | None] = (None, None)
    pledge: bool = False
    kept: tuple[int, int, int] = (0, 0, 0)


# The class whose teacher, learner and replay the demo accounts meet.
SHOWCASE = ("shouji", "running", "华山路班")

CLASSES = (
    # last term: over
    ClassPlan("shouji", "past", "华山路班", "huashan", "201 教室", TUE, time(14), 36, 34, -36, dropped=2),
    ClassPlan("hechang", "past", "华山路班", "huashan", "大厅", SAT, time(19), 50, 44, -36),
    ClassPlan("baduanjin", "past", "方兴班", "fangxing", "活动厅", TUE, time(8, 30), 30, 30, -35, waiting=3, dropped=2),
    ClassPlan("fangzha", "past", "云河路班", "yunhe", "多功能厅", THU, time(9, 30), 40, 33, -34),
    ClassPlan("dangjian", "past", "方兴班", "fangxing", "305 教室", WED, time(19), 30, 22, -34),
    ClassPlan("jijiu", "past", "雍华府班", "yonghuafu", "生活教室", SAT, time(9), 24, 24, -30, waiting=2),
    ClassPlan("loudong", "past", "青年里班", "qingnian", "议事厅", THU, time(19), 16, 4, -33),
    # this term: some lessons held, some to come
    ClassPlan("shouji", "running", "华山路班", "huashan", "201 教室", TUE, time(14), 40, 34, -2, dropped=1),
    ClassPlan("shouji", "running", "柳塘班", "liutang", "邻里教室", FRI, time(9, 30), 20, 17, -3),
    ClassPlan("baduanjin", "running", "方兴班", "fangxing", "活动厅", TUE, time(8, 30), 36, 30, -4, dropped=2),
    ClassPlan("jijiu", "running", "雍华府班", "yonghuafu", "生活教室", SAT, time(9), 24, 24, -2, waiting=4, dropped=1, minutes=120),
    ClassPlan("fangzha", "running", "青年里班", "qingnian", "共享教室", WED, time(19), 40, 31, -2),
    ClassPlan("shufa", "running", "华山路班", "huashan", "书画室", THU, time(14, 30), 20, 20, -4, waiting=2),
    ClassPlan("hechang", "running", "华山路班", "huashan", "大厅", SAT, time(19), 50, 38, -4),
    ClassPlan("loudong", "running", "青年里班", "qingnian", "议事厅", THU, time(19), 24, 18, -1),
    ClassPlan("jiuzhu", "running", "方兴班", "fangxing", "302 教室", MON, time(14), 30, 21, -1),
    ClassPlan("dangjian", "running", "方兴班", "fangxing", "305 教室", WED, time(19), 30, 19, -1, minutes=120),
    # this term, and over since last week: can be rated now
    ClassPlan("shouji", "running", "方兴班", "fangxing", "302 教室", SUN, time(14), 24, 18, -5),
    ClassPlan("jijiu", "running", "方兴班", "fangxing", "305 教室", SUN, time(9), 24, 19, -4, minutes=120),
    # next term: can be picked now
    ClassPlan("shouji", "next", "华山路班", "huashan", "201 教室", TUE, time(14), 40, 27, 14),
    ClassPlan("shouji", "next", "方兴班", "fangxing", "305 教室", THU, time(9), 40, 19, 14, kept=(4, 12, 10)),
    ClassPlan("shouji", "next", "线上班", "", "", SAT, time(19), 60, 12, 14, mode="online"),
    ClassPlan("shufa", "next", "华山路班", "huashan", "书画室", THU, time(14, 30), 20, 20, 15, waiting=9),
    ClassPlan("hechang", "next", "华山路班", "huashan", "大厅", SAT, time(19), 50, 31, 14),
    ClassPlan("baduanjin", "next", "方兴班", "fangxing", "活动厅", TUE, time(8, 30), 36, 28, 14, pledge=True),
    ClassPlan("baduanjin", "next", "松涛苑班", "songtao", "大教室", FRI, time(8, 30), 30, 9, 15, ages=(50, 80), pledge=True),
    ClassPlan("fangzha", "next", "北斗苑班", "beidou", "阳光房", WED, time(9, 30), 20, 11, 15),
    ClassPlan("jijiu", "next", "雍华府班", "yonghuafu", "生活教室", SAT, time(9), 24, 18, 16, minutes=120),
    ClassPlan("jijiu", "next", "星河湾班", "xinghe", "会所教室", SUN, time(9), 24, 24, 16, waiting=3, dropped=1, minutes=120),
    ClassPlan("dangjian", "next", "方兴班", "fangxing", "305 教室", WED, time(19), 30, 12, 15, minutes=120),
    ClassPlan("jiuzhu", "next", "方兴班", "fangxing", "302 教室", MON, time(14), 30, 8, 15),
    ClassPlan("loudong", "next", "梅园班", "meiyuan", "架空层教室", THU, time(19), 20, 6, 15),
    ClassPlan("loudong", "next", "荷里花园班", "helihua", "邻里教室", FRI, time(19), 16, 5, 16, state="cancelled"),
    ClassPlan("qianzhi", "next", "星河湾班", "xinghe", "会所教室", SAT, time(14), 24, 7, 16, mode="both"),
    ClassPlan("yishi", "next", "青年里班", "qingnian", "议事厅", SUN, time(14), 30, 10, 16),
    ClassPlan("yishi", "next", "福安里班", "fuan", "东厢房", TUE, time(19), 20, 4, 15),
)

# the short term before it: people wish for these, and a draw decides; two of them are at one time
SHORT = (
    ClassPlan("shouji", "short", "柳塘班", "liutang", "邻里教室", MON, time(16, 15), 16, 0, 9),
    ClassPlan("shufa", "short", "华山路班", "huashan", "书画室", TUE, time(16, 15), 12, 0, 9),
    ClassPlan("jijiu", "short", "雍华府班", "yonghuafu", "生活教室", TUE, time(16, 15), 16, 0, 9),
    ClassPlan("baduanjin", "short", "松涛苑班", "songtao", "大教室", WED, time(16, 15), 20, 0, 9),
    ClassPlan("hechang", "short", "华山路班", "huashan", "大厅", FRI, time(16, 15), 40, 0, 9),
    ClassPlan("fangzha", "short", "北斗苑班", "beidou", "阳光房", SAT, time(16, 15), 20, 0, 9),
)

# What the demo learner holds and waits for, before anybody else picks.
LEARNER_PICKS = (
    ("hechang", "past", "华山路班"),
    ("fangzha", "past", "云河路班"),
    SHOWCASE,
    ("baduanjin", "running", "方兴班"),
    ("jijiu", "running", "方兴班"),
    ("hechang", "next", "华山路班"),
)
LEARNER_WAITS = ("shufa", "next", "华山路班")
LEARNER_IS_OFFERED = ("jijiu", "next", "星河湾班")  # the first in line, and a seat has just become free

# Which lesson of which class each recording belongs to; the last is an upload that broke off.
REPLAYS = {
    "shouji-2": (SHOWCASE, 2),
    "baduanjin-1": (("baduanjin", "running", "方兴班"), 1),
    "jijiu-1": (("jijiu", "running", "雍华府班"), 1),
    "fangzha-1": (("fangzha", "running", "青年里班"), 1),
}
SAMPLE = "fangzha-1"  # everybody who is signed in may watch it
BROKEN = ("shouji-2", SHOWCASE, 1)

# Where the teacher has not confirmed the list of the last lesson yet, so that somebody can do it.
UNCONFIRMED = (SHOWCASE, ("shufa", "running", "华山路班"))
# Classes with a published check; the draft is one that its teacher has not finished.
CHECKS = (
    ("shouji", "past", "华山路班"),
    ("hechang", "past", "华山路班"),
    ("baduanjin", "past", "方兴班"),
    ("fangzha", "past", "云河路班"),
    ("dangjian", "past", "方兴班"),
    ("jijiu", "past", "雍华府班"),
    SHOWCASE,
    ("baduanjin", "running", "方兴班"),
    ("fangzha", "running", "青年里班"),
)
DRAFT = ("shouji", "running", "柳塘班")
# Lessons that the demo learner missed; the first two have a replay. All others she attended, but for the class that she completed by the check.
LEARNER_MISSED = {
    ("baduanjin", "running", "方兴班"): {1: "absent"},
    SHOWCASE: {2: "leave"},
    ("fangzha", "past", "云河路班"): {4: "absent"},
    ("hechang", "past", "华山路班"): {3: "leave"},
}
