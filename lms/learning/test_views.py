"""Taking the knowledge test."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.learning.exercise_views import clock
from lms.learning.permissions import learner_of_course
from lms.learning.queries import Learner
from lms.reflections.forms import MESSAGES
from lms.results.actions import save_answers, start_attempt, submit_attempt
from lms.results.models import Attempt
from lms.results.queries import asked, attempts_of, grade_of
from quizzes.rules import Answer, InvalidAnswer, Question, clean_answer, review_chapters


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
    return {
        "learner": learner,
        "attempts": [a for a in attempts if a.submitted_at],
        "open_attempt": next((a for a in attempts if a.submitted_at is None), None),
        "undone": [state for state in learner.chapters if not state.done],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@learner_of_course
def attempt(request: HttpRequest, learner: Learner, uuid: UUID) -> HttpResponse:
    """The open attempt; POST hands it in. Handed in already: its result."""
    found = own_attempt(learner, uuid)
    if found.submitted_at:
        return redirect("attempt_result", learner.course.slug, uuid)
    if request.method != "POST":
        return render(request, "lms/attempt.html", _attempt_context(learner, found))
    try:
        answers = posted_answers(found, request)
    except InvalidAnswer as error:
        message = MESSAGES[error.code]
        context = _attempt_context(learner, found) | {"errors": [(f"fraga-{error.question.key}", error.question.number, message)]}
        return render(request, "lms/attempt.html", context, status=400)
    missing = [q for q in asked(found) if answers.get(q.key) is None]
    if missing:
        found = save_answers(attempt_uuid=uuid, answers=answers)
        context = _attempt_context(learner, found)
        context["errors"] = [(f"fraga-{q.key}", q.number, _("Frågan saknar svar.")) for q in missing]
        return render(request, "lms/attempt.html", context, status=422)
    submit_attempt(attempt_uuid=uuid, answers=answers)
    return redirect("attempt_result", learner.course.slug, uuid)


def posted_answers(attempt: Attempt, request: HttpRequest) -> dict[str, Answer]:
    """The posted answers by question key; fields of questions that were not asked are ignored.

    Raises InvalidAnswer for options that were not asked, or two where one is asked for.
    """
    return {q.key: clean_answer(q, request.POST.getlist(q.key)) for q in asked(attempt)}


def _attempt_context(learner: Learner, attempt: Attempt) -> dict[str, object]:
    """The questions without their right answers: those are nowhere in the page before hand-in."""
    questions = asked(attempt)
    return {
        "learner": learner,
        "attempt": attempt,
        "fields": [AttemptField.of(q, attempt.answers.get(q.key)) for q in questions],
        "total": len(questions),
        "errors": [],
    }


class AttemptField:
    """A test question as the page may know it: no right answers, no explanation."""

    def __init__(self, question: Question, answer: Answer):
        self.key, self.number, self.kind, self.text = question.key, question.number, question.kind, question.text
        self.help_text = question.help_text
        self.correct_count = question.correct_count if question.kind == "multiple" else 1
        chosen = {answer} if isinstance(answer, str) else set(answer or ())
        self.options = [(o.key, o.text, o.key in chosen) for o in question.options]

    @classmethod
    def of(cls, question: Question, answer: Answer) -> "AttemptField":
        return cls(question, answer)


@require_POST
@learner_of_course
def attempt_draft(request: HttpRequest, learner: Learner, uuid: UUID, question: str) -> HttpResponse:
    """Autosaves one answer of the open attempt (JSON {"value"}). Handed in already: 409."""
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
    except ValueError:
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
    chapters = [learner.course.chapter(key) for key in review_chapters(questions, grade.wrong)]
    context = {
        "learner": learner,
        "attempt": found,
        "grade": grade,
        "review": [chapter for chapter in chapters if chapter],
        "results": [QuestionResult(q, found.answers.get(q.key), q.key not in grade.wrong) for q in questions] if found.passed else [],
        "needs": [need.value for need in learner.diploma_needs],
    }
    return render(request, "lms/attempt_result.html", context)


class QuestionResult:
    """A question explained after a passed test."""

    def __init__(self, question: Question, answer: Answer, right: bool):  # noqa: FBT001 - a fact, not a switch
        chosen = {answer} if isinstance(answer, str) else set(answer or ())
        self.number, self.text, self.explanation, self.right = question.number, question.text, question.explanation, right
        self.answers = [o.text for o in question.options if o.key in chosen]
        self.right_answers = [o.text for o in question.options if o.correct]


def own_attempt(learner: Learner, uuid: UUID) -> Attempt:
    """The learner's own attempt; everybody else's is 404."""
    found = Attempt.objects.filter(enrolment=learner.enrolment, uuid=uuid).first()
    if found is None:
        raise Http404
    return found
