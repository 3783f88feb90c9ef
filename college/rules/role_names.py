"""The names of roles, as the database keeps them."""

from enum import StrEnum


class Role(StrEnum):
    """The names of the groups. Learners are everybody who signed up; the group marks those who asked for courses."""

    LEARNER = "learner"
    TEACHER = "teacher"
    STAFF = "staff"
    SCHOOL_HEAD = "school_head"
    DESK = "desk"
    ASSESSOR = "assessor"
    COMMITTEE = "committee"
    ADMINISTRATOR = "administrator"


class BuildingRole(StrEnum):
    """Roles of neighbours in their building (两长多员). They open no door of the office."""

    BUILDING_HEAD = "building_head"  # 楼长
    ENTRANCE_HEAD = "entrance_head"  # 单元长
    PARTY_GROUP_LEADER = "party_group_leader"  # 楼栋党小组长
    GRID_WORKER = "grid_worker"  # 网格员
    GRID_LEADER = "grid_leader"  # 网格长
    MEDIATOR = "mediator"  # 调解员
    SAFETY_KEEPER = "safety_keeper"  # 安全员
    CULTURE_KEEPER = "culture_keeper"  # 文体员
    HEALTH_KEEPER = "health_keeper"  # 健康员
