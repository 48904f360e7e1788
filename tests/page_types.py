"""Every type of page there is, each in the states it can be in: asked for by test clients, to be judged as HTML or in a browser.

`course` is the small course, by link; `vta` the open one. Each function is a group that tells one story in order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django.views import defaults

from content.models import ChapterPage
from content.rules import EVALUATION_KEY
from lms.demo.models import DemoMail
from lms.demo.personas import DEMO_LINK, PERSONAS
from lms.diplomas.actions import issue_diploma
from lms.enrolment.actions import enrol_by_link
from lms.learning.actions import order_method_book
from lms.learning.queries import learner_in
from lms.reflections.actions import DraftSave, save_drafts
from lms.reflections.rules import Reply
from tests import factories


@dataclass(frozen=True)
class Shown:
    """A page as somebody got it. `address` is where it can be shown again with the session `session`."""

    name: str
    status: int
    html: str
    policy: str
    address: str
    session: str


class Visit:
    """Somebody's browser, which takes down the pages it is asked to look at."""

    def __init__(self, user=None, **client_options):
        self.client = Client(**client_options)
        if user:
            self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def see(self, name: str, address: str, post: dict | None = None, *, expect: int = 200, **extra) -> Shown:
        """A page got or, with `post`, answered to a form. Redirects are followed."""
        ask = self.client.get if post is None else self.client.post
        answer = ask(address, post, follow=True, **extra)
        assert answer.status_code == expect, f"{name}: {address} answers {answer.status_code}, not {expect}"
        return shown(name, answer, answer.request["PATH_INFO"], self.client)


def shown(name: str, answer: HttpResponse, address: str, client: Client | None = None) -> Shown:
    session = client.cookies.get(settings.SESSION_COOKIE_NAME) if client else None
    policy = answer.headers.get("Content-Security-Policy", "")
    return Shown(name, answer.status_code, answer.text, policy, address, session.value if session else "")


def chapter_address(course, number: int) -> str:
    page = ChapterPage.objects.child_of(course).order_by("path")[number - 1]
    return reverse("chapter", args=[course.slug, page.slug])


def visitors(course, vta) -> Iterator[Shown]:
    """Who has not come in."""
    anyone = Visit()
    yield anyone.see("front door", "/")
    yield anyone.see("course page of an open course", "/vta/")
    yield anyone.see("course page of a closed course", "/mini/")
    yield anyone.see("chapter for a reader", chapter_address(vta, 4))
    yield anyone.see("accessibility statement", "/tillganglighet/")
    yield anyone.see("privacy", "/personuppgifter/")
    yield anyone.see("verify form", "/diplom/")
    yield anyone.see("verify form, nothing typed", "/diplom/?number=", expect=400)
    yield anyone.see("verify, mistyped", "/diplom/C4PD-AX3Q-KRWW/", expect=404)
    yield anyone.see("verify, unknown", "/diplom/C4PD-AX3Q-KRWJ/", expect=404)
    outsider = Visit(factories.person())
    yield outsider.see("course page for who is not enrolled", "/mini/")
    yield outsider.see("no courses", "/mina-kurser/")
    yield outsider.see("log out?", "/konto/logout/")
    yield anyone.see("closed account", "/konto/inactive/")
    in_english = Visit()
    in_english.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    yield in_english.see("front door in English", "/")
    yield in_english.see("chapter in English", chapter_address(vta, 1))


def way_in(course, vta) -> Iterator[Shown]:
    """Links, codes, and what can be wrong with them."""
    link, anyone, gone = factories.link_to(course), Visit(), timezone.now() - timedelta(days=3)
    address = link.get_absolute_url()
    yield anyone.see("way in by link", address)
    yield anyone.see("way in, nothing typed", address, {"name": "", "email": ""}, expect=422)
    yield anyone.see("way in to an open course", "/kurs/vta/ga-med/")
    yield anyone.see(
        "way in to an open course, nothing typed", "/kurs/vta/ga-med/", {"name": "", "email": "asa"}, expect=422
    )
    refused = {"revoked": {"revoked_at": gone}, "expired": {"expires_at": gone}, "used up": {"max_uses": 0}}
    for why, fields in refused.items():
        other = factories.link_to(course, link.organisation, **fields)
        yield anyone.see(f"link {why}", other.get_absolute_url(), expect=410)
    closed = factories.link_to(course, link.organisation, allowed_domains="kommun.example.org")
    typed = {"name": "Åsa Öberg", "email": "asa@example.org"}
    yield anyone.see("link for other addresses", closed.get_absolute_url(), typed, expect=422)
    yield anyone.see("ask for a code", "/konto/login/code/")
    yield anyone.see("ask for a code, no address", "/konto/login/code/", {"email": "asa"}, expect=422)
    yield anyone.see("type the code", address, typed)
    yield anyone.see("type the code, wrong", "/konto/login/code/confirm/", {"code": "000000"}, expect=422)
    assert mail.outbox


def learning(course, vta) -> Iterator[Shown]:
    """A course taker from the first page to the last chapter, and another who stumbles."""
    edition, first, second = factories.edition_of(course), chapter_address(course, 1), chapter_address(course, 2)
    amira, bo = factories.enrolled(course), factories.enrolled(course, name="Bo Öst")
    visit, stumbling = Visit(amira.user), Visit(bo.user)
    yield visit.see("course page, nothing begun", "/mini/")
    yield visit.see("chapter", first)
    yield stumbling.see("chapter with what is missing", "/kurs/mini/ovning/k1-o1/", {"action": "give"}, expect=422)
    exercise = edition.course.exercises["k2-o1"]
    for text in ("Det jag skrev först.", "Det jag skrev på en annan enhet.\n\nMed två stycken <b>text</b>."):
        save_drafts(enrolment=bo, exercise=exercise, saves=[DraftSave(exercise.questions[1], Reply(text), 0)])
    yield stumbling.see("chapter with two versions of an answer", second)
    yield stumbling.see("course page, half way", "/mini/")
    too_much = {"r3": ["r3a", "r3b", "r3c"], "r4": "å" * 2001, "action": "give"}
    yield stumbling.see("chapter with too much", "/kurs/mini/ovning/k2-o1/", too_much, expect=422)
    factories.give(amira, edition.course.exercises["k1-o1"])
    yield visit.see("next chapter", "/kurs/mini/kapitel/k1/klart/", {})
    factories.do_chapters(amira)
    yield visit.see("chapter done", first)
    yield visit.see("course page, chapters done", "/mini/")
    enrol_by_link(user=amira.user, link=factories.link_to(vta))
    yield visit.see("two courses", "/mina-kurser/")
    yield visit.see("chapter of VTA", chapter_address(vta, 4))


def testing(course, vta) -> Iterator[Shown]:
    """The knowledge test."""
    amira = factories.enrolled(course)
    visit = Visit(amira.user)
    yield visit.see("test, locked", "/kurs/mini/prov/")
    yield visit.see("test, begun too early", "/kurs/mini/prov/", {}, expect=403)
    factories.do_chapters(amira)
    yield visit.see("test", "/kurs/mini/prov/")
    attempt = factories.open_attempt(amira)
    here = reverse("attempt", args=["mini", attempt.uuid])
    yield visit.see("attempt", here)
    yield visit.see("attempt with what is missing", here, {"q1": "q1a"}, expect=422)
    yield visit.see("attempt with what cannot be", here, {"q1": ["q1a", "q1b"]}, expect=400)
    factories.hand_in(amira, 1)
    yield visit.see("result, failed", f"{here}resultat/")
    yield visit.see("test after a failed attempt", "/kurs/mini/prov/")
    passed = factories.hand_in(amira, 2)
    yield visit.see("result, passed", reverse("attempt_result", args=["mini", passed.uuid]))
    later = factories.hand_in(amira, 0)
    yield visit.see("result, failed after a pass", reverse("attempt_result", args=["mini", later.uuid]))
    linh = factories.enrolled(vta, name="Linh Hoàng")
    yield Visit(linh.user).see("attempt of VTA", reverse("attempt", args=["vta", factories.open_attempt(linh).uuid]))


def finishing(course, vta) -> Iterator[Shown]:
    """Evaluation, diploma, verify page and method book."""
    amira = factories.enrolled(course, name="Amira Lindqvist")
    visit = Visit(amira.user)
    yield visit.see("diploma, waiting", "/kurs/mini/diplom/")
    factories.do_chapters(amira)
    factories.pass_test(amira)
    yield visit.see("evaluation", "/kurs/mini/utvardering/")
    missing, bo = f"/kurs/mini/ovning/{EVALUATION_KEY}/", factories.enrolled(course, name="Bo Öst")
    factories.pass_test(bo)
    yield Visit(bo.user).see("evaluation with what is missing", missing, {"action": "give"}, expect=422)
    factories.evaluate(amira)
    yield visit.see("evaluation, given", "/kurs/mini/utvardering/")
    yield visit.see("diploma, due", "/kurs/mini/diplom/")
    yield visit.see("diploma, no name", "/kurs/mini/diplom/", {"name": "…"}, expect=422)
    diploma = issue_diploma(enrolment=amira, edition=factories.edition_of(course))
    yield visit.see("diploma", "/kurs/mini/diplom/")
    yield visit.see("course page, all done", "/mini/")
    yield visit.see("method book", "/kurs/mini/metodbok/")
    yield visit.see("method book with answers", "/kurs/mini/metodbok/?svar=1")
    order_method_book(learner=learner_in(amira.user, "mini"), with_answers=True)
    yield visit.see("method book, being made", "/kurs/mini/metodbok/?svar=1")
    yield Visit().see("verify, valid", reverse("diploma_facts", args=[diploma.number]))
    diploma.revoked_at = timezone.now()
    diploma.save()
    yield Visit().see("verify, revoked", reverse("diploma_facts", args=[diploma.number]))
    long = factories.diploma_of(factories.enrolled(course, name="Nguyễn Ánh שָׂרָה عبد الرحمن 王小明 " * 3))
    yield Visit(long.user).see("diploma, long name", "/kurs/mini/diplom/")


def errors(course, vta) -> Iterator[Shown]:
    """What is shown when something cannot be done."""
    anyone = Visit()
    yield anyone.see("404", "/finns/inte/har/", expect=404)
    yield anyone.see("404 of a link", "/kurslank/finnsinte/", expect=404)
    yield Visit(enforce_csrf_checks=True).see(
        "403, form too old", "/konto/login/code/", {"email": "a@b.se"}, expect=403
    )
    yield anyone.see("413", "/konto/login/code/", {"email": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}, expect=413)
    yield anyone.see("400", "/diplom/", {"a" * 9: ["x"] * 9}, expect=400, HTTP_HOST="any.example.org")
    request = anyone.client.get("/tillganglighet/").wsgi_request
    yield shown("403", defaults.permission_denied(request, PermissionError()), "/403/")
    yield shown("500", defaults.server_error(request), "/500/")
    with override_settings(MAINTENANCE=True):
        yield anyone.see("maintenance", "/", expect=503)


def demo(course, vta) -> Iterator[Shown]:
    """Pages that demo mode adds."""
    anyone = Visit(headers={"host": "localhost"})
    with override_settings(DEMO=True):
        yield anyone.see("demo mail, none", "/demo/post/")
        DemoMail.objects.create(to="ny@example.org", subject="Din kod", body="Hej!\n\nDin kod är 123456.\n\nVägen")
        yield anyone.see("demo mail", "/demo/post/")
        link = factories.link_to(vta, token=DEMO_LINK)
        for persona in PERSONAS.values():
            if persona.email:
                factories.person(persona.name, persona.email)
        yield anyone.see("front door of the demo", "/")
        yield anyone.see("way in of the demo", link.get_absolute_url())


GROUPS: dict[str, Callable[..., Iterator[Shown]]] = {
    group.__name__: group for group in (visitors, way_in, learning, testing, finishing, errors, demo)
}
