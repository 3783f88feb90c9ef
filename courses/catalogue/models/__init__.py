"""The catalogue's nouns, one module per topic."""

from courses.catalogue.models.course_templates import CourseTemplate, TemplateUnit
from courses.catalogue.models.describing import Licence, Purpose
from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.drops import Drop, DroppedFile
from courses.catalogue.models.file_versions import DocumentVersion
from courses.catalogue.models.imports import CourseImport
from courses.catalogue.models.materials import CourseMaterial
from courses.catalogue.models.modules import Module, ModuleCourse
from courses.catalogue.models.needs import Need
from courses.catalogue.models.pages import CourseIndexPage, CoursePage, CourseTeacher
from courses.catalogue.models.prerequisites import Prerequisite
from courses.catalogue.models.readings import Reading, ReadingPage, ReadingPicture
from courses.catalogue.models.reuse import Release, Rollout
from courses.catalogue.models.stages import DevelopTask, ReleaseTask, ReviewState, ReviewTask, TrialState, TrialTask
from courses.catalogue.models.surveys import SealedAnswer, Survey, SurveyReceipt, SurveySlip, SurveyTally, SurveyWords
from courses.catalogue.models.topics import Topic, TopicCourse, TopicFile, TopicPerson, TopicStep
from courses.catalogue.models.units import DesignFile, PlannedLesson, Unit
from courses.catalogue.models.versions import CourseVersion, Origin, VersionFile

__all__ = [
    "CourseDocument",
    "CourseImport",
    "CourseIndexPage",
    "CourseMaterial",
    "CoursePage",
    "CourseTeacher",
    "CourseTemplate",
    "CourseVersion",
    "DesignFile",
    "DevelopTask",
    "DocumentVersion",
    "Drop",
    "DroppedFile",
    "Licence",
    "Module",
    "ModuleCourse",
    "Need",
    "Origin",
    "PlannedLesson",
    "Prerequisite",
    "Purpose",
    "Reading",
    "ReadingPage",
    "ReadingPicture",
    "Release",
    "ReleaseTask",
    "ReviewState",
    "ReviewTask",
    "Rollout",
    "SealedAnswer",
    "Survey",
    "SurveyReceipt",
    "SurveySlip",
    "SurveyTally",
    "SurveyWords",
    "TemplateUnit",
    "Topic",
    "TopicCourse",
    "TopicFile",
    "TopicPerson",
    "TopicStep",
    "TrialState",
    "TrialTask",
    "Unit",
    "VersionFile",
]
