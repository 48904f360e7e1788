"""Collects the models of every noun, so that Django finds them under the one label `lms`."""

from lms.audit.models import AuditEntry
from lms.demo.models import DemoMail
from lms.diplomas.models import Diploma, MethodBook
from lms.enrolment.models import CourseLink, Enrolment
from lms.progress.models import Place, Step
from lms.reflections.models import Draft, GivenAnswer, GivenExercise
from lms.results.models import Attempt
from lms.summaries.models import Release, ReleasedAnswer, RoundClosing

__all__ = [
    "Attempt",
    "AuditEntry",
    "CourseLink",
    "DemoMail",
    "Diploma",
    "Draft",
    "Enrolment",
    "GivenAnswer",
    "GivenExercise",
    "MethodBook",
    "Place",
    "Release",
    "ReleasedAnswer",
    "RoundClosing",
    "Step",
]
