"""The demo accounts, in one place: printed by `seed_demo`, used by its seeding and by tests. For demonstrations only."""

from __future__ import annotations

from dataclasses import dataclass

from college.roles import Role

PASSWORD = "fangxing-demo"  # obvious on purpose: `seed_demo` refuses a system that is not a demo


@dataclass(frozen=True)
class DemoAccount:
    """A person to sign in as. `teacher` is the slug of the teacher of the pool whose account this is."""

    username: str
    name: str
    role: Role
    says: str
    teacher: str | None = None


LEARNER = DemoAccount("wangxiulan", "王秀兰", Role.LEARNER, "学员，正在学，看了一半的录像")
HELPER = DemoAccount("zhangming", "张明", Role.LEARNER, "学员，替王秀兰和一位邻居代办选课")
TEACHER = DemoAccount("chenjing", "陈静", Role.TEACHER, "老师，教“智能手机零基础”", teacher="chenjing")
STAFF = DemoAccount("jiaowu", "刘敏", Role.STAFF, "教务，管学校、场地、学期、开班")
SCHOOL_STAFF = DemoAccount("laonian", "宋佳", Role.STAFF, "老年学校的教务，只管老年学校的课程和班级")
SCHOOL_HEAD = DemoAccount("xiaozhang", "顾长青", Role.SCHOOL_HEAD, "校长，看各校课程")
DESK = DemoAccount("qiantai", "孙小雨", Role.DESK, "前台，找到街坊，替她办所有选课的事")
ASSESSOR = DemoAccount("pinggu", "马一川", Role.ASSESSOR, "第三方评估员")
COMMITTEE = DemoAccount("renshi", "郑和平", Role.COMMITTEE, "组织人事，看达标表")
ADMINISTRATOR = DemoAccount("admin", "系统管理员", Role.ADMINISTRATOR, "管理员，什么都能管")

ACCOUNTS = (LEARNER, HELPER, TEACHER, STAFF, SCHOOL_STAFF, SCHOOL_HEAD, DESK, ASSESSOR, COMMITTEE, ADMINISTRATOR)


def table() -> str:
    """The accounts as lines to print."""
    rows = (f"  {account.username:<12} {account.name:<10} {account.says}" for account in ACCOUNTS)
    return "\n".join([f"  password of all: {PASSWORD}", *rows])
