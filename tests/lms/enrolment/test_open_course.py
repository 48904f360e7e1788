"""The way in to an open course: anyone may read; to save, one chooses an organisation or "annan"."""

import pytest

from lms.enrolment.models import Enrolment
from tests import factories
from tests.lms.learning.pages import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/kurs/mini/ga-med/"


@pytest.fixture
def open_course(course, django_capture_on_commit_callbacks):
    course.access = "open"
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish()
    return course


def posted(organisation, **fields):
    return {"name": "Amira Lindqvist", "email": "amira@example.org", "organisation": organisation, **fields}


def test_the_choice_is_of_organisations_in_swedish_order_and_another(client, open_course):
    for name in ("Örebro", "Arboga", "Åtvidaberg", "Ängelholm"):
        factories.kommun(name)
    page = Page(client.get(ADDRESS))
    assert page.all("#id_organisation option") == [
        "Välj organisation", "Arboga", "Åtvidaberg", "Ängelholm", "Örebro", "Annan organisation"
    ]  # fmt: skip
    assert "får ingen egen redovisning" in page.text(".promise")


def test_a_chosen_organisation_is_ones_own_word_and_gives_no_path(client, open_course, newest_code):
    kommun = factories.kommun()
    asked = client.post(ADDRESS, posted(kommun.slug))
    page = client.post(asked["Location"], {"code": newest_code()}, follow=True)
    assert page.redirect_chain[-1][0] == "/mini/"
    enrolment = Enrolment.objects.get()
    assert (enrolment.organisation, enrolment.via, enrolment.link, enrolment.self_chosen) == (kommun, None, None, True)


def test_another_organisation_is_none(client, open_course, newest_code):
    asked = client.post(ADDRESS, posted("annan"))
    client.post(asked["Location"], {"code": newest_code()}, follow=True)
    assert Enrolment.objects.get().organisation is None


def test_an_organisation_that_is_not_there_is_refused(client, open_course):
    for organisation in ("", "påhittad", "\x00"):
        assert client.post(ADDRESS, posted(organisation)).status_code == 422


def test_five_wrong_codes_lead_back_with_everything_that_was_typed(client, open_course):
    kommun = factories.kommun()
    asked = client.post(ADDRESS, posted(kommun.slug))
    for _ in range(5):
        answer = client.post(asked["Location"], {"code": "x"}, follow=True)
    page = Page(answer)
    assert page.soup.select_one("#id_name")["value"] == "Amira Lindqvist"
    assert page.soup.select_one("#id_organisation option[selected]")["value"] == kommun.slug


def test_a_course_by_link_has_no_open_door(client, course):
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, posted("annan")).status_code == 404


def test_who_is_enrolled_goes_straight_to_the_course(client, open_course):
    client.force_login(factories.enrolled_openly(open_course).user)
    assert client.get(ADDRESS)["Location"] == "/mini/"
