"""The catalogue's nouns, one module per topic."""

from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.modules import Module, ModuleCourse
from courses.catalogue.models.needs import Need
from courses.catalogue.models.pages import CourseIndexPage, CoursePage, CourseTeacher, Unit
from courses.catalogue.models.readings import Reading, ReadingPage, ReadingPicture

__all__ = [
    "CourseDocument",
    "CourseIndexPage",
    "CoursePage",
    "CourseTeacher",
    "Module",
    "ModuleCourse",
    "Need",
    "Reading",
    "ReadingPage",
    "ReadingPicture",
    "Unit",
]
