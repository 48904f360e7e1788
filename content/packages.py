"""Writes a course as package JSON: what an edition freezes and what an export holds."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from wagtail.blocks.stream_block import StreamValue

from content.models import ChapterPage, CoursePage
from quizzes.models import Question, QuestionSet

FILES = {"image": "image", "download": "document"}
EDITOR_MARK = re.compile(r' data-block-key="[a-z0-9]{1,20}"')
SETTINGS = (
    "access",
    "chapter_order",
    "test_waits",
    "diploma_needs_chapters",
    "diploma_needs_evaluation",
    "pass_mark",
    "question_count",
    "method_book_open",
    "min_group_size",
    "retention_months",
)


def course_package(course: CoursePage) -> dict[str, Any]:
    """The published course as JSON values: live chapters in order, live questions, settings."""
    chapters = [chapter_package(chapter) for chapter in ChapterPage.objects.child_of(course).live().order_by("path")]
    minutes = sum(chapter["minutes"] for chapter in chapters) + course.test_minutes + course.evaluation_minutes
    return {
        "slug": course.slug,
        "title": course.title,
        "summary": course.summary,
        "minutes": minutes,
        "approved_by": course.approved_by,
        "settings": {name: getattr(course, name) for name in SETTINGS},
        "chapters": chapters,
        "test": question_list(course.test_set),
        "evaluation": question_list(course.evaluation_set),
    }


def question_list(question_set: QuestionSet | None) -> list[dict[str, Any]]:
    """The set's live questions in order."""
    if question_set is None:
        return []
    return [q.question_data() for q in question_set.questions.filter(live=True).order_by("order", "key")]


def chapter_package(chapter: ChapterPage) -> dict[str, Any]:
    """The published chapter with its blocks."""
    return {
        "key": chapter.key,
        "slug": chapter.slug,
        "title": chapter.title,
        "minutes": chapter.minutes,
        "summary": chapter.summary,
        "goals": chapter.goal_list,
        "body": [package for block in chapter.body if (package := block_package(block)) is not None],
    }


def block_package(block: StreamValue.StreamChild) -> dict[str, Any] | None:
    """One block; exercises carry their questions, films their key, everything else its own value.

    None for a film that is gone, and for an exercise whose questions are all withdrawn: nobody can watch or give those.
    """
    value: Any
    if block.block_type == "exercise":
        questions = [q.question_data() for q in real_questions(block.value["questions"])]
        value = questions and {
            "key": block.value["key"],
            "title": block.value["title"],
            "intro": block.value["intro"],
            "questions": questions,
        }
    elif block.block_type == "film":
        value = block.value and {"key": block.value.key, "title": block.value.title}
    else:
        value = without_editor_marks(block.get_prep_value()["value"])
        chosen = FILES.get(block.block_type)
        if chosen and block.value[chosen]:  # another file behind the same row is another content
            value["file"] = block.value[chosen].file.name
    return {"type": block.block_type, "id": block.id, "value": value} if value else None


def without_editor_marks(value: Any) -> Any:
    """The value without the keys that Wagtail's text editor gives each paragraph: they change though no word does."""
    if isinstance(value, str):
        return EDITOR_MARK.sub("", value)
    if isinstance(value, list):
        return [without_editor_marks(item) for item in value]
    if isinstance(value, dict):
        return {key: without_editor_marks(item) for key, item in value.items()}
    return value


def real_questions(chosen: Iterable[Question | None]) -> list[Question]:
    """The chosen questions as their own types, live ones only, in the order chosen."""
    ids = [question.pk for question in chosen if question is not None]
    found = {question.pk: question for question in Question.objects.filter(pk__in=ids, live=True)}
    return [found[pk] for pk in ids if pk in found]


def digest(package: dict[str, Any]) -> str:
    """SHA-256 of the package in its canonical form."""
    canonical = json.dumps(package, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
