"""Titles and texts of ten thousand courses: plain, alike, and of the kind that systems break on. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, product
from random import Random

THEMES = {
    "party": ("党建引领", "楼栋自治", "红色故事", "支部生活", "志愿服务", "廉洁家风"),
    "gov": ("参与式预算", "居民议事", "物业协商", "微公益项目", "社会救助", "社区调解"),
    "elder": ("智能手机", "防诈骗", "硬笔书法", "合唱声乐", "八段锦", "中医养生"),
    "citizen": ("急救与心肺复苏", "垃圾分类", "亲子阅读", "家庭园艺", "摄影剪辑", "普通话朗读"),
}
LEVELS = ("零基础", "入门", "提高", "研修")
AUDIENCES = ("楼长", "新居民", "退休职工", "社工", "年轻父母", "银龄学员")
FORMATS = ("课", "工作坊", "案例课", "实务班", "沙龙")
PLACES = ("方兴", "华山路", "柳塘", "云河路", "青年里", "松涛苑", "北斗苑", "星河湾", "梅园", "福安里", "雍华府", "荷里花园")
# What breaks systems: characters outside of the basic plane and rare ones, an emoji, full width, blanks at the end, right-to-left marks, markup.
ODD = ("㐂", "𠮷", "喆", "龘", "😀", "ＡＥＤ", "  ", "‏", "<b>", "“引号”", "100%", "C++", "'单引号'")
VERBS = ("认识", "学会", "练习", "讨论", "比较", "记录", "演示", "复习")
THINGS = (
    "一件身边的事",
    "三个常见的难处",
    "一份可以带走的清单",
    "小组里的分工",
    "说给家里人听的办法",
    "容易上当的地方",
    "下次课前的小作业",
    "社区里能找到的帮手",
)


@dataclass(frozen=True)
class CourseText:
    """One course: its title (unique but for the near-duplicates), school code, and texts as HTML where pages hold HTML."""

    title: str
    school: str
    theme: str
    summary: str
    goals: str
    outline: str
    handout: str
    units: tuple[str, ...]


def texts(count: int, random: Random) -> Iterator[CourseText]:
    """So many courses. One in twenty has a title all but like another's, one in fifty something odd, one in five hundred 200 characters."""
    themes = [(school, theme) for school, names in THEMES.items() for theme in names]
    every = list(product(themes, LEVELS, AUDIENCES, FORMATS, PLACES))
    random.shuffle(every)
    before = ""
    for number, ((school, theme), level, audience, form, place) in zip(range(count), cycle(every), strict=False):
        again = f"（第{number // len(every) + 1}期）" if number >= len(every) else ""
        title = _odd(f"{place}{theme}{level}{audience}{form}{again}", before, number, random)
        before = title
        yield _text(title, school, theme, audience, random)


def _odd(title: str, before: str, number: int, random: Random) -> str:
    if number % 20 == 7 and before:
        return f"{before[:180].rstrip()}（{title[:2]}班）"
    if number % 50 == 3:
        return f"{title}{random.choice(ODD)}".rstrip("<>") or title
    if number % 500 == 11:
        return (title * 20)[:200]
    return title


def _text(title: str, school: str, theme: str, audience: str, random: Random) -> CourseText:
    sentences = [f"{random.choice(VERBS)}{theme}里的{random.choice(THINGS)}，适合{audience}。" for _ in range(random.randint(16, 34))]
    return CourseText(
        title=title,
        school=school,
        theme=theme,
        summary=f"从{theme}说起，讲给{audience}听：{sentences[0]}"[:160],
        goals="\n".join(f"能{sentence}" for sentence in sentences[:3]),
        outline="".join(f"<p>{sentence}</p>" for sentence in sentences[3:]),
        handout="".join(f"<p>{sentence}</p>" for sentence in sentences[:8]),
        units=tuple(f"{theme}：{random.choice(VERBS)}{random.choice(THINGS)}" for _ in range(4)),
    )
