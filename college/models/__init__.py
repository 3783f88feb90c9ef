"""The college's nouns, one module per topic."""

from college.models.pages import HomePage
from college.models.people import Teacher, User
from college.models.places import Room, School, Term, Venue

__all__ = ["HomePage", "Room", "School", "Teacher", "Term", "User", "Venue"]
