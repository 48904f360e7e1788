"""Reflection exercises and the evaluation: saving drafts and giving answers."""

import json
from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.rules import EVALUATION_KEY, Exercise
from lms.learning import kept_posts, pages
from lms.learning.addresses import chapter_url
from lms.learning.permissions import learner_of_course
from lms.learning.queries import Learner, learner_in
from lms.reflections.actions import Unanswered, choose_version, give_exercise, save_drafts
from lms.reflections.forms import (
    MESSAGES,
    Posted,
    QuestionField,
    field_from_draft,
    missing_message,
    parse_exercise,
    parse_json_reply,
)
from lms.reflections.queries import drafts_of
from quizzes.rules import InvalidAnswer


@require_http_methods(["GET", "HEAD", "POST"])
def exercise(request: HttpRequest, course: str, exercise: str) -> HttpResponse:
    """Keeps the exercise's drafts and, with "Klart med övningen", gives them. A visitor's text waits for the log-in."""
    here = reverse("exercise", args=[course, exercise])
    if not request.user.is_authenticated:
        if request.method == "POST":
            kept_posts.keep(request, here)
            messages.info(request, _("Du har blivit utloggad. Logga in igen, så finns din text kvar."))
        return redirect_to_login(here)
    return _exercise(request, course, exercise)  # type: ignore[return-value]


@learner_of_course
def _exercise(request: HttpRequest, learner: Learner, exercise: str) -> HttpResponse:
    found = learner.course.exercises.get(exercise)
    if found is None:
        raise Http404
    waiting = waits_for(learner, found)
    if waiting:
        messages.info(request, waiting)
        return redirect("course_page", learner.course.slug)
    if request.method == "POST":
        posted = parse_exercise(found, request.POST)
        if "take" in request.POST or "keep" in request.POST:
            return _choose(request, learner, found, posted)
        return _keep(request, learner, found, posted, give=request.POST.get("action") == "give")
    kept = kept_posts.take(request, request.path)
    if kept is not None:
        return _keep(request, learner, found, parse_exercise(found, kept), give=False)
    return _show(request, learner, found)


def _keep(request: HttpRequest, learner: Learner, exercise: Exercise, posted: Posted, *, give: bool) -> HttpResponse:
    """Saves what was posted and, where nothing speaks against it, gives it."""
    assert learner.enrolment
    saved = save_drafts(enrolment=learner.enrolment, exercise=exercise, saves=posted.saves)
    if posted.errors:
        return _show(request, learner, exercise, posted.errors)
    if any(outcome.kept_aside for outcome in saved):
        text = _("Det fanns en nyare text från en annan enhet. Båda finns kvar: välj vilken som ska gälla.")
        messages.warning(request, text)
    elif give:
        return _give(request, learner, exercise)
    else:
        messages.success(request, _("Utkastet är sparat %(time)s.") % {"time": clock()})
    return redirect(_where(learner, exercise))


def _give(request: HttpRequest, learner: Learner, exercise: Exercise) -> HttpResponse:
    """Gives the drafts, or shows which questions have none."""
    assert learner.enrolment
    try:
        give_exercise(enrolment=learner.enrolment, edition=learner.edition, exercise=exercise)
    except Unanswered as missing:
        drafts = drafts_of(learner.enrolment)
        fields = {q.key: field_from_draft(q, drafts.get(q.key)) for q in missing.questions}
        errors = {key: replace(field, error=missing_message(field.question)) for key, field in fields.items()}
        return _show(request, learner, exercise, errors)
    messages.success(request, _("Tack. Dina svar är lämnade."))
    if exercise.key == EVALUATION_KEY:
        return redirect("diploma", learner.course.slug)
    return redirect(_where(learner, exercise))


def _choose(request: HttpRequest, learner: Learner, exercise: Exercise, posted: Posted) -> HttpResponse:
    """One question had two versions, and the learner has chosen. What was written in the others is saved as well."""
    assert learner.enrolment
    key = request.POST.get("take") or request.POST.get("keep")
    chosen = next((save for save in posted.saves if save.question.key == key), None)
    if chosen:
        choose_version(enrolment=learner.enrolment, save=chosen, take_aside="take" in request.POST)
        posted = replace(posted, saves=[save for save in posted.saves if save is not chosen])
    return _keep(request, learner, exercise, posted, give=False)


def _where(learner: Learner, exercise: Exercise) -> str:
    """The page that shows the exercise: its chapter, or the evaluation's own."""
    chapter = learner.course.chapter_of(exercise.key)
    if chapter is None:
        return reverse("evaluation", args=[learner.course.slug])
    return chapter_url(learner, chapter, f"ovning-{exercise.key}")


def _show(
    request: HttpRequest, learner: Learner, exercise: Exercise, errors: Mapping[str, QuestionField] | None = None
) -> HttpResponse:
    """The exercise in its page; with errors the page itself (422), so that nothing written is lost."""
    if not errors:
        return redirect(_where(learner, exercise))
    learner = learner_in(request.user, learner.course.slug) or learner
    chapter = learner.course.chapter_of(exercise.key)
    if chapter is None:
        return render(request, "lms/evaluation.html", evaluation_context(learner, errors), status=422)
    return render(request, "content/chapter_page.html", pages.chapter_context(learner, chapter, errors), status=422)


def evaluation_context(learner: Learner, errors: Mapping[str, QuestionField] | None = None) -> dict[str, object]:
    """What lms/evaluation.html needs."""
    form = pages.exercise_form(learner, learner.course.evaluation, errors)
    return {"learner": learner, "form": form, "errors": pages.error_list(errors, _("Fråga %(number)s"))}


@require_POST
@learner_of_course
def draft(request: HttpRequest, learner: Learner, question: str) -> HttpResponse:
    """Autosaves one answer (JSON as lms.reflections.forms.parse_json_reply reads it). 409: a newer text exists."""
    found = learner.course.questions.get(question)
    if found is None:
        return JsonResponse({"message": _("Frågan finns inte längre i kursen.")}, status=404)
    exercise, asked = found
    waiting = waits_for(learner, exercise)
    if waiting:
        return JsonResponse({"message": waiting}, status=403)
    try:
        data = json.loads(request.body)
        save = parse_json_reply(asked, data if isinstance(data, dict) else {})
    except InvalidAnswer as error:
        return JsonResponse({"message": str(MESSAGES[error.code])}, status=422)
    except (ValueError, RecursionError):  # no JSON, or nested without end
        return JsonResponse({"message": _("Svaret gick inte att läsa.")}, status=400)
    assert learner.enrolment
    (outcome,) = save_drafts(enrolment=learner.enrolment, exercise=exercise, saves=[save])
    kept = outcome.draft
    body = {"version": kept.version, "saved_at": clock(kept.saved_at)}
    if outcome.kept_aside:
        return JsonResponse(body | {"value": kept.value, "declined": kept.declined}, status=409)
    return JsonResponse(body)


@require_safe
@learner_of_course
def evaluation(request: HttpRequest, learner: Learner) -> HttpResponse:
    """The evaluation, after the pass. Its form posts to `exercise`."""
    waiting = waits_for(learner, learner.course.evaluation)
    if waiting:
        messages.info(request, waiting)
        return redirect("course_page", learner.course.slug)
    return render(request, "lms/evaluation.html", evaluation_context(learner))


def waits_for(learner: Learner, exercise: Exercise) -> str:
    """What must come before the exercise, in words; empty when it is open."""
    if exercise.key == EVALUATION_KEY:
        return "" if learner.progress.test_passed else _("Utvärderingen öppnar när du har klarat kunskapstestet.")
    chapter = learner.course.chapter_of(exercise.key)
    locked = chapter is not None and learner.state_of(chapter).locked
    return _("Kapitlet öppnas när kapitlet före är klart.") if locked else ""


def clock(at: object = None) -> str:
    """The time of day in Sweden, like 14:32."""
    return date_format(timezone.localtime(at), "H:i")  # type: ignore[arg-type]
