"""The college's nouns, one module per topic."""

from college.models.duties import Duty
from college.models.imports import PeopleImport
from college.models.maps import MapLine, Neighbourhood
from college.models.pages import HomePage
from college.models.people import Teacher, User
from college.models.places import Equipment, Room, School, Term, Venue
from college.models.records import AccessLog, Complaint

__all__ = [
    "AccessLog",
    "Complaint",
    "Duty",
    "Equipment",
    "HomePage",
    "MapLine",
    "Neighbourhood",
    "PeopleImport",
    "Room",
    "School",
    "Teacher",
    "Term",
    "User",
    "Venue",
]
