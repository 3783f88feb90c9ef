"""How some lessons of the demo's courses are taught: hands-on ones say how much is practice, two have a design to look at."""

from __future__ import annotations

import json
from typing import Any

PRACTICE = {"jijiu": 60, "baduanjin": 60, "shufa": 60, "hechang": 50, "shouji": 45}  # minutes of 90 in which people do it themselves
JOY = frozenset({"hechang", "shufa"})
CASE = {
    "story": "六十七岁的周阿姨接到“孙子”的电话，说出了车祸要三万元，不许告诉家里人。她带着存折到银行，柜员多问了一句：“您打过孙子自己的电话吗？”",
    "files": [],
    "questions": ["电话里哪几句话不对劲？", "柜员做对了什么？", "要是您在她旁边，会怎么说？"],
    "notes": "先让大家把经过说一遍，再谈怎么办。不要笑话上当的人。",
}
GROUP = {
    "size": 5,
    "task": "绕自己那栋楼走二十分钟，把容易绊倒人、堵住路的地方记下来。",
    "roles": ["组长", "记录", "拍照", "计时"],
    "product": "一张楼栋隐患图，最多标十处",
    "notes": "腿脚不便的留在大厅，负责把图画出来。",
}
STEPS: dict[tuple[str, int], tuple[str, dict[str, Any]]] = {("fangzha", 0): ("case", CASE), ("loudong", 1): ("group", GROUP)}


def of(slug: str, number: int) -> dict[str, Any]:
    """The fields of the lesson with this number, from 0, that say how it is taught."""
    kind, value = STEPS.get((slug, number), ("", {}))
    fields: dict[str, Any] = {"practice_minutes": PRACTICE.get(slug, 0), "activity": "enjoy" if slug in JOY else "learn"}
    return {**fields, "format": kind, "design": json.dumps([{"type": kind, "value": value}])} if kind else fields
