"""The college's nouns, one module per topic."""

from college.models.cards import PaperCard
from college.models.duties import Duty
from college.models.facts import LearnerFacts
from college.models.imports import PeopleImport
from college.models.maps import MapLine, Neighbourhood
from college.models.merges import Merge
from college.models.notices import Notice, NoticeDelivery
from college.models.pages import HomePage
from college.models.people import Teacher, User
from college.models.places import Equipment, Room, School, Term, Venue
from college.models.privacy import Consent, Leaving
from college.models.records import AccessLog, Complaint
from college.models.teacher_merges import TeacherMerge

__all__ = [
    "AccessLog",
    "Complaint",
    "Consent",
    "Duty",
    "Equipment",
    "HomePage",
    "LearnerFacts",
    "Leaving",
    "MapLine",
    "Merge",
    "Neighbourhood",
    "Notice",
    "NoticeDelivery",
    "PaperCard",
    "PeopleImport",
    "Room",
    "School",
    "Teacher",
    "TeacherMerge",
    "Term",
    "User",
    "Venue",
]
