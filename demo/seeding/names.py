"""Names of people who do not exist, the same ones at every run, and phone numbers of a range that is kept for examples. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
SURNAMES += "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
OLDER = re.findall(r"\S+", "秀英 桂兰 淑珍 玉兰 凤英 桂芳 秀珍 素芳 玉珍 建国 国强 志明 德华 建华 永福 长贵 文斌 金山 庆余 世昌")
YOUNGER = re.findall(r"\S+", "志强 丽娟 海燕 晓红 伟 敏 静 磊 洋 艳 勇 军 杰 娜 涛 超 明 霞 平 刚 雪梅 子涵 思远 雨桐 浩然")
# Names that systems like to break: a middle dot, rare characters inside and outside of the basic plane, two syllables of surname.
RARE = ("阿卜杜热西提·麦麦提敏", "赵㐂", "吴𠮷", "沈喆明", "欧阳桂兰", "司马长青", "张龘", "古丽娜尔·艾山")


@dataclass(frozen=True)
class Person:
    """A synthetic learner. One who signed up with nothing but a phone has the number as user name."""

    username: str
    name: str
    phone: str


def people(count: int) -> list[Person]:
    """So many learners: the rare names first; every twelfth has a phone and no user name (8%)."""
    random = Random(20260616)
    names = [*RARE, *(_name(random) for _ in range(count - len(RARE)))]
    return [_person(number, name) for number, name in enumerate(names, start=1)]


def _name(random: Random) -> str:
    given = random.choice(OLDER) if random.random() < 0.7 else random.choice(YOUNGER)
    return random.choice(SURNAMES) + given


def _person(number: int, name: str) -> Person:
    phone = f"+86199000{number:05}"
    return Person(phone if number % 12 == 0 else f"xueyuan{number:03}", name, phone)
