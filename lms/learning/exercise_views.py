"""Reflection exercises and the evaluation: saving drafts and giving answers."""

import json
from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from content.rules import EVALUATION_KEY, Exercise
from lms.learning import kept_posts, pages
from lms.learning.addresses import chapter_url
from lms.learning.permissions import learner_of_course
from lms.learning.queries import Learner, learner_in
from lms.reflections.actions import Unanswered, give_exercise, save_drafts
from lms.reflections.forms import MESSAGES, Posted, QuestionField, field_from_draft, missing_message, parse_exercise, parse_json_reply
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
    if found.key == EVALUATION_KEY and not learner.progress.test_passed:
        messages.info(request, _("Utvärderingen öppnar när du har klarat kunskapstestet."))
        return redirect("course_page", learner.course.slug)
    if request.method == "POST":
        return _keep(request, learner, found, parse_exercise(found, request.POST), give=request.POST.get("action") == "give")
    kept = kept_posts.take(request, request.path)
    if kept is not None:
        return _keep(request, learner, found, parse_exercise(found, kept), give=False)
    return _show(request, learner, found)


def _keep(request: HttpRequest, learner: Learner, exercise: Exercise, posted: Posted, *, give: bool) -> HttpResponse:
    assert learner.enrolment
    saved = save_drafts(enrolment=learner.enrolment, exercise=exercise, saves=posted.saves)
    errors = dict(posted.errors)
    aside = any(outcome.kept_aside for outcome in saved)
    if give and not errors and not aside:
        try:
            give_exercise(enrolment=learner.enrolment, edition=learner.edition, exercise=exercise)
            messages.success(request, _("Tack. Dina svar är lämnade."))
            return redirect("diploma" if exercise.key == EVALUATION_KEY else _where(learner, exercise), *(
                [learner.course.slug] if exercise.key == EVALUATION_KEY else []
            ))
        except Unanswered as missing:
            drafts = {outcome.draft.question_key: outcome.draft for outcome in saved}
            errors = {
                q.key: QuestionField(**vars(field_from_draft(q, drafts.get(q.key))) | {"error": missing_message(q)})
                for q in missing.questions
            }
    if errors:
        return _show(request, learner, exercise, errors)
    if aside:
        messages.warning(request, _("Det fanns en nyare text från en annan enhet. Båda finns kvar: välj vilken som ska gälla."))
    else:
        messages.success(request, _("Utkastet är sparat %(time)s.") % {"time": clock()})
    return redirect(_where(learner, exercise))


def _where(learner: Learner, exercise: Exercise) -> str:
    """The page that shows the exercise: its chapter, or the evaluation's own."""
    chapter = learner.course.chapter_of(exercise.key)
    if chapter is None:
        return reverse("evaluation", args=[learner.course.slug])
    return chapter_url(learner, chapter, f"ovning-{exercise.key}")


def _show(request: HttpRequest, learner: Learner, exercise: Exercise, errors: Mapping[str, QuestionField] | None = None) -> HttpResponse:
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
    """Autosaves one answer (JSON; the format is in lms.reflections.forms.parse_json_reply). 409: a newer text exists."""
    found = learner.course.questions.get(question)
    if found is None:
        return JsonResponse({"message": _("Frågan finns inte längre i kursen.")}, status=404)
    exercise, asked = found
    if exercise.key == EVALUATION_KEY and not learner.progress.test_passed:
        return JsonResponse({"message": _("Utvärderingen öppnar när du har klarat kunskapstestet.")}, status=403)
    try:
        data = json.loads(request.body)
        save = parse_json_reply(asked, data if isinstance(data, dict) else {})
    except InvalidAnswer as error:
        return JsonResponse({"message": str(MESSAGES[error.code])}, status=422)
    except ValueError:
        return JsonResponse({"message": _("Svaret gick inte att läsa.")}, status=400)
    assert learner.enrolment
    (outcome,) = save_drafts(enrolment=learner.enrolment, exercise=exercise, saves=[save])
    kept = outcome.draft
    body = {"version": kept.version, "saved_at": clock(kept.saved_at)}
    if outcome.kept_aside:
        return JsonResponse(body | {"value": kept.value, "declined": kept.declined}, status=409)
    return JsonResponse(body)


@learner_of_course
def evaluation(request: HttpRequest, learner: Learner) -> HttpResponse:
    """The evaluation, after the pass. Its form posts to `exercise`."""
    if not learner.progress.test_passed:
        messages.info(request, _("Utvärderingen öppnar när du har klarat kunskapstestet."))
        return redirect("course_page", learner.course.slug)
    return render(request, "lms/evaluation.html", evaluation_context(learner))


def clock(at: object = None) -> str:
    """The time of day in Sweden, like 14:32."""
    return date_format(timezone.localtime(at), "H:i")  # type: ignore[arg-type]
