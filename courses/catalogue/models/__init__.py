"""The catalogue's nouns, one module per topic."""

from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.modules import Module, ModuleCourse
from courses.catalogue.models.needs import Need
from courses.catalogue.models.pages import CourseIndexPage, CoursePage, CourseTeacher
from courses.catalogue.models.prerequisites import Prerequisite
from courses.catalogue.models.readings import Reading, ReadingPage, ReadingPicture
from courses.catalogue.models.units import DesignFile, PlannedLesson, Unit

__all__ = [
    "CourseDocument",
    "CourseIndexPage",
    "CoursePage",
    "CourseTeacher",
    "DesignFile",
    "Module",
    "ModuleCourse",
    "Need",
    "PlannedLesson",
    "Prerequisite",
    "Reading",
    "ReadingPage",
    "ReadingPicture",
    "Unit",
]
