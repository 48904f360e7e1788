"""What a page costs does not grow with the course, its answers or its course takers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.queries import current_edition
from lms.accounts.models import Organisation, User
from lms.enrolment.actions import enrol_by_link
from lms.enrolment.models import CourseLink
from lms.progress import actions as progress
from lms.progress.models import StepKind
from lms.reflections.actions import DraftSave, give_exercise, save_drafts
from lms.reflections.rules import Reply

pytestmark = pytest.mark.django_db


def queries_of(client, address):
    """What the page asks the database the second time it is shown: the first one opens the chapter and renders it."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


@pytest.fixture
def reader(course_of, client):
    """Somebody logged in who takes a course of so many chapters, has so many drafts in it, among so many others."""

    def make(*, chapters, drafts, others, give=False):
        course = course_of(chapters)
        organisation = Organisation.objects.create(name=f"Kommun {chapters}", slug=f"kommun-{chapters}", kind="kommun")
        link = CourseLink.objects.create(course=course, organisation=organisation, via=organisation)
        people = [User.objects.create_user(f"person-{n}@example.org") for n in range(others + 1)]
        me, *_rest = [enrol_by_link(user=user, link=link) for user in people]
        edition = current_edition(course.slug)
        exercise = edition.course.chapters[0].exercises[0]
        saves = [DraftSave(question, Reply("r1a"), 0) for question in exercise.questions[:drafts]]
        save_drafts(enrolment=me, exercise=exercise, saves=saves)
        if give:
            give_exercise(enrolment=me, edition=edition, exercise=exercise)
        for chapter in edition.course.chapters:
            progress.open_step(enrolment=me, kind=StepKind.CHAPTER, key=chapter.key)
        progress.remember_place(enrolment=me, chapter_key="k1", anchor="film-mini-k1")
        client.force_login(me.user)
        return client

    return make


SIZES = [{"chapters": 1, "drafts": 1, "others": 1}, {"chapters": 3, "drafts": 3, "others": 3}]
CHAPTER = 8  # session, person, edition, enrolment, steps, place, drafts, films


@pytest.mark.parametrize("size", SIZES, ids=["one", "three"])
def test_a_chapter_costs_eight_queries(reader, size):
    queries = queries_of(reader(**size), "/mini/kapitel-1/")
    assert len(queries) == CHAPTER, "\n".join(queries)


def test_one_more_where_answers_have_been_given_and_promises_hold(reader):
    queries = queries_of(reader(chapters=1, drafts=3, others=1, give=True), "/mini/kapitel-1/")
    assert len(queries) == CHAPTER + 1, "\n".join(queries)


@pytest.mark.parametrize("size", SIZES, ids=["one", "three"])
def test_the_course_page_costs_nine_queries(reader, size):
    queries = queries_of(reader(**size), "/mini/")
    assert len(queries) == 9, "\n".join(queries)  # the chapter's but films; the page with its film, and the diploma


@pytest.mark.parametrize("chapters", [1, 3])
def test_an_open_chapter_costs_a_visitor_two_queries(course_of, client, publish, chapters):
    publish(course_of(chapters), access="open")
    queries = queries_of(client, "/mini/kapitel-1/")
    assert len(queries) == 2, "\n".join(queries)  # edition, films


@pytest.mark.parametrize("size", SIZES, ids=["one", "three"])
def test_a_piece_of_a_film_costs_five_queries(reader, size):
    client = reader(**size)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(reverse("film", args=["mini", "mini-k1", "film"]), headers={"Range": "bytes=0-1"})
        assert (response.status_code, len(b"".join(response.streaming_content))) == (206, 2)
    assert len(captured) == 5, [query["sql"] for query in captured]  # session, person, film, edition, enrolment
