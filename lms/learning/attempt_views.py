"""Taking the knowledge test."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.rules import Chapter
from lms.learning import kept_posts
from lms.learning.exercise_views import clock
from lms.learning.permissions import learner_of_course
from lms.learning.queries import Learner
from lms.reflections.forms import MESSAGES
from lms.results.actions import save_answers, start_attempt, submit_attempt
from lms.results.models import Attempt
from lms.results.queries import asked, attempts_of, grade_of
from quizzes.rules import Answer, Grade, InvalidAnswer, Question, clean_answer


@require_http_methods(["GET", "HEAD", "POST"])
@learner_of_course
def test(request: HttpRequest, learner: Learner) -> HttpResponse:
    """The test's front page; POST starts an attempt or goes on with the open one."""
    if request.method == "POST":
        if not learner.may_take_test:
            messages.warning(request, _("Kunskapstestet öppnar när alla kapitel är klara."))
            return render(request, "lms/test_start.html", _start_context(learner), status=403)
        assert learner.enrolment
        attempt = start_attempt(enrolment=learner.enrolment, edition=learner.edition)
        return redirect("attempt", learner.course.slug, attempt.uuid)
    return render(request, "lms/test_start.html", _start_context(learner))


def _start_context(learner: Learner) -> dict[str, object]:
    assert learner.enrolment
    attempts = attempts_of(learner.enrolment)
    count = min(learner.course.settings.question_count, len(learner.course.test))
    return {
        "learner": learner,
        "count": count,
        "pass_mark": min(learner.course.settings.pass_mark, count),
        "attempts": [a for a in attempts if a.submitted_at],
        "open_attempt": next((a for a in attempts if a.submitted_at is None), None),
        "undone": [state for state in learner.chapters if not state.done],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, course: str, uuid: UUID) -> HttpResponse:
    """The open attempt; POST hands it in. Handed in already: its result. A visitor's answers wait for the log-in."""
    here = reverse("attempt", args=[course, uuid])
    if not request.user.is_authenticated:
        if request.method == "POST":
            kept_posts.keep(request, here)
            messages.info(request, _("Du har blivit utloggad. Logga in igen, så finns dina svar kvar."))
        return redirect_to_login(here)
    return _attempt(request, course, uuid)  # type: ignore[return-value]


@learner_of_course
def _attempt(request: HttpRequest, learner: Learner, uuid: UUID) -> HttpResponse:
    found = own_attempt(learner, uuid)
    if found.submitted_at:
        return redirect("attempt_result", learner.course.slug, uuid)
    if request.method == "POST":
        return _hand_in(request, learner, found)
    kept = kept_posts.take(request, request.path)
    if kept is not None:
        found = save_answers(attempt_uuid=uuid, answers=posted_answers(found, kept)[0])
    return render(request, "lms/attempt.html", _attempt_context(learner, found))


def _hand_in(request: HttpRequest, learner: Learner, attempt: Attempt) -> HttpResponse:
    """Grades the attempt if every question has an answer; else keeps what there is and shows what is wrong."""
    answers, errors = posted_answers(attempt, dict(request.POST.lists()))
    status = 400 if errors else 422
    errors = errors or {key: _("Frågan saknar svar.") for key, answer in answers.items() if answer is None}
    if errors:
        attempt = save_answers(attempt_uuid=attempt.uuid, answers=answers)
        return render(request, "lms/attempt.html", _attempt_context(learner, attempt, errors), status=status)
    submit_attempt(attempt_uuid=attempt.uuid, answers=answers)
    return redirect("attempt_result", learner.course.slug, attempt.uuid)


Errors = Mapping[str, str | Promise]


def posted_answers(
    attempt: Attempt, posted: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Answer], dict[str, str | Promise]]:
    """The posted answers by question key, and what is wrong with the others; fields of questions not asked are ignored.

    Wrong are options that were not asked, or two where one is asked for.
    """
    answers: dict[str, Answer] = {}
    errors: dict[str, str | Promise] = {}
    for question in asked(attempt):
        try:
            answers[question.key] = clean_answer(question, posted.get(question.key, ()))
        except InvalidAnswer as error:
            errors[question.key] = MESSAGES[error.code]
    return answers, errors


def _attempt_context(learner: Learner, attempt: Attempt, errors: Errors | None = None) -> dict[str, object]:
    """The questions without their right answers: those are nowhere in the page before hand-in."""
    fields = [AttemptField(q, attempt.answers.get(q.key), (errors or {}).get(q.key, "")) for q in asked(attempt)]
    return {
        "learner": learner,
        "attempt": attempt,
        "fields": fields,
        "total": len(fields),
        "errors": [
            {
                "anchor": field.anchor,
                "text": _("Fråga %(number)s: %(error)s") % {"number": field.number, "error": field.error},
            }
            for field in fields
            if field.error
        ],
    }


class AttemptField:
    """A test question as the page may know it: no right answers, no explanation."""

    def __init__(self, question: Question, answer: Answer, error: str | Promise) -> None:
        self.key, self.number, self.kind, self.text = question.key, question.number, question.kind, question.text
        self.anchor, self.help_text, self.error = f"fraga-{question.key}", question.help_text, error
        self.correct_count = question.correct_count if question.kind == "multiple" else 1
        chosen = {answer} if isinstance(answer, str) else set(answer or ())
        self.options = [(o.key, o.text, o.key in chosen) for o in question.options]


@require_POST
@learner_of_course
def attempt_draft(request: HttpRequest, learner: Learner, uuid: UUID, question: str) -> HttpResponse:
    """Autosaves one answer of the open attempt (JSON {"value"}). Handed in already: 422."""
    found = own_attempt(learner, uuid)
    asked_question = next((q for q in asked(found) if q.key == question), None)
    if asked_question is None:
        raise Http404
    try:
        data = json.loads(request.body)
        value = data.get("value") if isinstance(data, dict) else None
        posted = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
        answer = clean_answer(asked_question, posted)
    except InvalidAnswer as error:
        return JsonResponse({"message": str(MESSAGES[error.code])}, status=422)
    except (ValueError, RecursionError):  # no JSON, or nested without end
        return JsonResponse({"message": _("Svaret gick inte att läsa.")}, status=400)
    if found.submitted_at:
        return JsonResponse({"message": _("Testet är redan inlämnat.")}, status=422)
    save_answers(attempt_uuid=uuid, answers={question: answer})
    return JsonResponse({"version": 0, "saved_at": clock()})


@require_safe
@learner_of_course
def attempt_result(request: HttpRequest, learner: Learner, uuid: UUID) -> HttpResponse:
    """How an attempt went: passed, each question explained; failed, how many were right and what to read again."""
    found = own_attempt(learner, uuid)
    if not found.submitted_at:
        return redirect("attempt", learner.course.slug, uuid)
    questions, grade = asked(found), grade_of(found)
    context = {
        "learner": learner,
        "attempt": found,
        "grade": grade,
        "look_again": look_again(learner, questions, grade),
        "results": [QuestionResult(q, found.answers.get(q.key), q.key not in grade.wrong) for q in questions]
        if found.passed
        else [],
        "needs": [need.value for need in learner.diploma_needs],
    }
    return render(request, "lms/attempt_result.html", context)


@dataclass(frozen=True)
class LookAgain:
    """A chapter to look at again, and how many questions of the attempt it would have helped with."""

    chapter: Chapter
    number: int
    questions: int


def look_again(learner: Learner, questions: list[Question], grade: Grade) -> list[LookAgain]:
    """The chapters of the questions that went wrong, in the course's order; those that are gone are left out."""
    missed = Counter(q.review_chapter for q in questions if q.key in grade.wrong)
    chapters = enumerate(learner.course.chapters, 1)
    return [LookAgain(chapter, number, missed[chapter.key]) for number, chapter in chapters if missed[chapter.key]]


class QuestionResult:
    """A question explained after a passed test."""

    def __init__(self, question: Question, answer: Answer, right: bool) -> None:  # noqa: FBT001 - a fact, not a switch
        chosen = {answer} if isinstance(answer, str) else set(answer or ())
        self.number, self.text, self.explanation, self.right = (
            question.number,
            question.text,
            question.explanation,
            right,
        )
        self.answers = [o.text for o in question.options if o.key in chosen]
        self.right_answers = [o.text for o in question.options if o.correct]


def own_attempt(learner: Learner, uuid: UUID) -> Attempt:
    """The learner's own attempt; everybody else's is 404."""
    found = Attempt.objects.filter(enrolment=learner.enrolment, uuid=uuid).first()
    if found is None:
        raise Http404
    return found
