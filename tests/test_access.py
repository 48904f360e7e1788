"""The access matrix: every route × every kind of visitor × GET and POST. A route that is not in the table fails.

The course is by link. `learner` owns the rows whose ids stand in the addresses; `stranger` takes the same course for
another organisation; `outsider` takes none. 404 is the answer to whoever has no business there.
"""

import uuid

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from content.queries import current_edition
from lms.accounts.models import Organisation, OrganisationKind, Role, RoleAssignment, User
from lms.diplomas.models import Diploma
from lms.enrolment.actions import enrol_by_link
from lms.enrolment.models import CourseLink
from lms.results.actions import start_attempt, submit_attempt

PEOPLE = ("anonymous", "learner", "stranger", "outsider", "trainer", "editor", "administrator")
LOGIN, AWAY = 302, 302  # to the log-in; to another page of the person's own


def row(anonymous, learner, stranger, others, editor=None):
    """Status by person; `others` are those who are not enrolled, `editor` where an editor may more."""
    return {
        "anonymous": anonymous,
        "learner": learner,
        "stranger": stranger,
        "outsider": others,
        "trainer": others,
        "editor": others if editor is None else editor,
        "administrator": others,
    }


def everyone(status):
    return row(status, status, status, status)


# name: (GET, POST). 405: the route does not know the method.
TABLE = {
    "account_login": (row(302, 302, 302, 302), everyone(302)),
    "account_request_login_code": (row(200, 302, 302, 302), row(422, 302, 302, 302)),
    "account_confirm_login_code": (everyone(302), everyone(302)),
    "account_logout": (row(302, 200, 200, 200), everyone(302)),
    "account_inactive": (everyone(200), everyone(405)),
    "account_signup": (everyone(302), everyone(302)),
    "account_reauthenticate": (everyone(302), everyone(302)),
    "set_language": (everyone(302), everyone(302)),
    "accessibility_statement": (everyone(200), everyone(405)),
    "privacy": (everyone(200), everyone(405)),
    "health": (everyone(200), everyone(405)),
    "uploaded": (everyone(404), everyone(405)),
    "my_courses": (row(LOGIN, AWAY, AWAY, 200), everyone(405)),
    "course_link": (row(200, AWAY, AWAY, 200), row(422, AWAY, AWAY, 422)),
    "course_link_enrol": (row(LOGIN, AWAY, AWAY, AWAY), everyone(405)),
    "join_open": (everyone(404), everyone(404)),
    "join_open_enrol": (row(LOGIN, 404, 404, 404), everyone(405)),
    "resume": (row(LOGIN, AWAY, AWAY, 404), everyone(405)),
    "place": (everyone(405), row(LOGIN, 400, 400, 404)),
    "chapter_done": (everyone(405), row(LOGIN, AWAY, AWAY, 404)),
    "exercise": (row(LOGIN, AWAY, AWAY, 404), row(LOGIN, AWAY, AWAY, 404)),
    "draft": (everyone(405), row(LOGIN, 400, 400, 404)),
    "film": (row(LOGIN, 200, 200, 404, editor=200), everyone(405)),
    "test": (row(LOGIN, 200, 200, 404), row(LOGIN, AWAY, AWAY, 404)),
    "attempt": (row(LOGIN, AWAY, 404, 404), row(LOGIN, AWAY, 404, 404)),
    "attempt_draft": (everyone(405), row(LOGIN, 400, 404, 404)),
    "attempt_result": (row(LOGIN, 200, 404, 404), everyone(405)),
    "evaluation": (row(LOGIN, 200, AWAY, 404), everyone(405)),
    "diploma": (row(LOGIN, 200, 200, 404), row(LOGIN, 200, 422, 404)),
    "diploma_file": (row(LOGIN, 200, 404, 404), everyone(405)),
    "method_book": (row(LOGIN, 200, AWAY, 404), everyone(405)),
    "method_book_order": (everyone(405), row(LOGIN, AWAY, AWAY, 404)),
    "method_book_file": (row(LOGIN, AWAY, AWAY, 404), everyone(405)),
    "diploma_verify": (everyone(200), everyone(405)),
    "diploma_facts": (everyone(200), everyone(405)),
    "demo_become": (everyone(404), everyone(404)),
    "demo_mail": (everyone(404), everyone(404)),
    "chapter": (row(LOGIN, 200, 200, 404, editor=200), everyone(405)),
    "course_page": (everyone(200), everyone(405)),
}
# Wagtail's own, held by the tests below as a whole.
WAGTAILS = ("admin/", "documents/")
WAGTAIL_PAGES = ("wagtail_serve", "wagtailcore_login", "wagtailcore_authenticate_with_password")


def own_routes(patterns, prefix=""):
    """Names of every route that is not Wagtail's."""
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if here.startswith(WAGTAILS):
            continue
        if isinstance(pattern, URLResolver):
            yield from own_routes(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern) and pattern.name not in WAGTAIL_PAGES:
            yield pattern.name or here


@pytest.fixture
def people(course, editor, django_capture_on_commit_callbacks):
    """Everybody in the table, and the rows whose ids stand in the addresses."""
    with django_capture_on_commit_callbacks(execute=True):
        course.access = "link"
        course.test_waits = False
        course.film = None  # the front door's film is everybody's
        course.save_revision().publish()
    forbund = Organisation.objects.create(name="Förbundet", slug="forbundet", kind=OrganisationKind.FINSAM)
    links = {}
    for name in ("own", "other"):
        organisation = Organisation.objects.create(name=name, slug=name, kind=OrganisationKind.MUNICIPALITY)
        links[name] = CourseLink.objects.create(course=course, organisation=organisation, via=forbund)
    found = {
        name: User.objects.create_user(f"{name}@example.org", name.title()) for name in PEOPLE[1:] if name != "editor"
    }
    found["editor"] = editor
    learner = enrol_by_link(user=found["learner"], link=links["own"])
    enrol_by_link(user=found["stranger"], link=links["other"])
    today = timezone.localdate()
    for role in (Role.TRAINER, Role.EDITOR, Role.ADMINISTRATOR):
        RoleAssignment.objects.create(user=found[role.value], role=role, course=course, starts_on=today)
    edition = current_edition(course.slug)
    attempt = start_attempt(enrolment=learner, edition=edition)
    right = {
        q.key: sorted(q.correct_keys) if q.kind == "multiple" else min(q.correct_keys) for q in edition.course.test
    }
    submit_attempt(attempt_uuid=attempt.uuid, answers=right)
    diploma = Diploma.objects.create(
        number="C4PD-AX3Q-KRWJ",
        user=found["learner"],
        course=course,
        edition_id=edition.id,
        name="Learner",
        course_title=course.title,
        minutes=60,
        issuer="Förbundet",
        issued_on=today,
    )
    chapter = edition.course.chapters[0]
    args = {
        "uploaded": ["images/finns-inte.png"],
        "course_link": [links["own"].token],
        "course_link_enrol": [links["own"].token],
        "chapter_done": [course.slug, chapter.key],
        "exercise": [course.slug, chapter.exercises[0].key],
        "draft": [course.slug, chapter.exercises[0].questions[0].key],
        "film": [course.slug, next(key for c in edition.course.chapters for key in c.films), "film"],
        "attempt": [course.slug, attempt.uuid],
        "attempt_draft": [course.slug, attempt.uuid, edition.course.test[0].key],
        "attempt_result": [course.slug, attempt.uuid],
        "diploma_facts": [diploma.number],
        "demo_become": ["amira"],
        "chapter": [course.slug, chapter.slug],
    }  # fmt: skip
    return found, args, course


def address(name, args, course):
    if name in args:
        return reverse(name, args=args[name])
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=[course.slug])


def visit(client, people, person, name, method):
    found, args, course = people
    if person != "anonymous":
        client.force_login(found[person], backend="django.contrib.auth.backends.ModelBackend")
    body = (
        {"data": "{nonsense", "content_type": "application/json"}
        if name in ("draft", "place", "attempt_draft") and method == "post"
        else {}
    )
    return getattr(client, method)(address(name, args, course), **body)


def test_every_route_is_in_the_table():
    assert sorted(set(own_routes(get_resolver().url_patterns))) == sorted(TABLE)


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_gets_what_the_table_says(client, people, person):
    wrong = []
    for name, methods in TABLE.items():
        for method, expected in zip(("get", "post"), methods, strict=True):
            client.logout()
            response = visit(client, people, person, name, method)
            if response.status_code != expected[person]:
                wrong.append((name, method, response.status_code, expected[person]))
    assert wrong == [], wrong


LEARNERS_PAGES = [name for name, (get, _) in TABLE.items() if get["anonymous"] == LOGIN and get["outsider"] == 404]


@pytest.mark.parametrize("name", LEARNERS_PAGES)
def test_a_visitor_of_a_closed_course_is_sent_to_the_log_in(client, people, name):
    assert visit(client, people, "anonymous", name, "get").url.startswith("/konto/login/?next=")


@pytest.mark.parametrize("name", ["attempt", "attempt_result"])
def test_an_invented_id_is_not_found(client, people, name):
    found, _, course = people
    client.force_login(found["learner"], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(name, args=[course.slug, uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize("person", [p for p in PEOPLE if p != "editor"])
def test_only_an_editor_gets_into_the_admin(client, people, person):
    found, _, _ = people
    if person != "anonymous":
        client.force_login(found[person], backend="django.contrib.auth.backends.ModelBackend")
    for path in admin_addresses(people[2].pk):
        for method in ("get", "post"):
            status = getattr(client, method)(path).status_code
            assert status in (302, 403, 404, 405), (path, method, status)


def test_an_editor_meets_no_error_in_the_admin(client, people):
    found, _, _ = people
    client.force_login(found["editor"], backend="django.contrib.auth.backends.ModelBackend")
    statuses = {path: client.get(path).status_code for path in admin_addresses(people[2].pk)}
    assert {path: status for path, status in statuses.items() if status >= 500} == {}
    assert statuses["/admin/"] == 200


# Wagtail's own public pages, and its page that fails on purpose.
PUBLIC_IN_ADMIN = ("login", "logout", "password_reset", "sprite", "jsi18n", "javascript", "failwhale")


def admin_addresses(page_id):
    """Every address of the admin that can be made with the id of a page (the course)."""
    found = set()

    def walk(patterns, prefix):
        for pattern in patterns:
            here = prefix + str(pattern.pattern).lstrip("^")
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, here)
            elif "(?P" not in here and not any(word in here for word in PUBLIC_IN_ADMIN):
                found.add("/" + fill(here, page_id))

    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern) == "admin/":
            walk(pattern.url_patterns, "admin/")
    return sorted(found)


def fill(route, page_id):
    import re

    return re.sub(r"<(?:\w+:)?\w+>", str(page_id), route).rstrip("$")
