"""Reads of attempts."""

from typing import Any

from lms.enrolment.models import Enrolment
from lms.results.models import Attempt
from quizzes.rules import Grade, Question, grade, question_from


def attempts_of(enrolment: Enrolment) -> list[Attempt]:
    """The learner's attempts, newest first."""
    return list(Attempt.objects.filter(enrolment=enrolment))


def asked(attempt: Attempt) -> list[Question]:
    """The questions as they were asked in the attempt, in their order."""
    return [question_from(data, number) for number, data in enumerate(attempt.questions, 1)]


def grade_of(attempt: Attempt) -> Grade:
    """The attempt's grade, worked out again from what it keeps."""
    return grade(asked(attempt), attempt.answers, attempt.pass_mark)


def question_json(question: Question) -> dict[str, Any]:
    """A question as an attempt keeps it: what was asked, with the options in the order they stood."""
    return {
        "key": question.key,
        "version": question.version,
        "kind": question.kind,
        "text": question.text,
        "help_text": question.help_text,
        "explanation": question.explanation,
        "review_chapter": question.review_chapter,
        "options": [{"key": o.key, "text": o.text, "correct": o.correct} for o in question.options],
    }
