"""What may not be deleted, moved or copied because answers and diplomas point at it. Each answer is a reason."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from content.forms import exercises
from content.models import ChapterPage, CourseEdition, CoursePage, HomePage
from quizzes import rules
from quizzes.models import Question, QuestionSet


def why_page_stays(page: Page) -> str:
    """Why the page cannot be deleted; empty if it can."""
    page = page.specific
    if isinstance(page, HomePage):
        return _("Startsidan kan inte tas bort.")
    if isinstance(page, CoursePage) and page.editions.exists():
        return _(
            "Kursen ”%(title)s” har varit publicerad, och svar och diplom pekar på den. Avpublicera den i stället."
        ) % {"title": page.title}
    if isinstance(page, ChapterPage) and page.first_published_at:
        return _(
            "Kapitlet ”%(title)s” har varit publicerat, och framsteg och svar pekar på det. Avpublicera det i stället."
        ) % {"title": page.title}
    return ""


def why_chapter_cannot_go(page: Page, destination: Page) -> str:
    """Why the page cannot be moved to the destination; empty if it can."""
    page = page.specific
    if isinstance(page, ChapterPage) and page.first_published_at and page.get_parent().pk != destination.pk:
        return _("Ett kapitel som har varit publicerat kan inte flyttas till en annan kurs.")
    return ""


def why_chapter_cannot_be_copied(page: Page, destination: Page | None) -> str:
    """Why a copy cannot stand there; empty if it can."""
    page = page.specific
    if not isinstance(page, ChapterPage):
        return ""
    course = destination or page.get_parent()
    if ChapterPage.objects.child_of(course).filter(key=page.key).exists():
        return _(
            "Ett kapitel kan inte kopieras inom sin kurs: övningarna kan bara finnas en gång. Skapa ett nytt kapitel."
        )
    return ""


def why_snippet_stays(snippet: Any) -> str:
    """Why the question or question set cannot be deleted; empty if it can."""
    if isinstance(snippet, Question):
        return _why_question_stays(snippet)
    if isinstance(snippet, QuestionSet):
        return _why_set_stays(snippet)
    return ""


def _why_question_stays(question: Question) -> str:
    names = {"key": question.key}
    chapter = next((page for page in ChapterPage.objects.all() if _asks(page, question)), None)
    if chapter:
        return _(
            "Frågan %(key)s ställs i kapitlet ”%(chapter)s”. Ta bort den därifrån först, eller avpublicera den."
        ) % {
            **names,
            "chapter": chapter.title,
        }
    packages = CourseEdition.objects.values_list("package", flat=True).iterator(chunk_size=10)
    if any(question.key in _asked(package, question.use) for package in packages):
        return (
            _("Frågan %(key)s har ingått i en publicerad kurs, och svar pekar på den. Avpublicera den i stället.")
            % names
        )
    return ""


def _asks(chapter: ChapterPage, question: Question) -> bool:
    """True if the chapter asks the question, as published or in a draft."""
    return any(
        question.pk in [chosen.pk for chosen in block.value["questions"] if chosen]
        for page in (chapter, chapter.get_latest_revision_as_object())
        for block in exercises(page.body)
    )


def _asked(package: dict[str, Any], use: str) -> set[str]:
    """Keys of the questions of that use in an edition's package."""
    questions: Iterable[dict[str, Any]]
    if use == rules.TEST:
        questions = package["test"]
    elif use == rules.EVALUATION:
        questions = package["evaluation"]
    else:
        blocks = [block for chapter in package["chapters"] for block in chapter["body"] if block["type"] == "exercise"]
        questions = [question for block in blocks for question in block["value"]["questions"]]
    return {question["key"] for question in questions}


def _why_set_stays(question_set: QuestionSet) -> str:
    names = {"title": question_set.title}
    if question_set.questions.exists():
        return _("Frågesamlingen ”%(title)s” innehåller frågor.") % names
    if (
        CoursePage.objects.filter(test_set=question_set).exists()
        or CoursePage.objects.filter(evaluation_set=question_set).exists()
    ):
        return _("Frågesamlingen ”%(title)s” används av en kurs.") % names
    return ""
