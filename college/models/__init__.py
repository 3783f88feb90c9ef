"""The college's nouns, one module per topic."""

from college.models.people import Teacher, User
from college.models.places import Room, School, Term, Venue
from college.models.pages import HomePage

__all__ = ["HomePage", "Room", "School", "Teacher", "Term", "User", "Venue"]
