"""A demo stays on its machine, among invented people, and outside demo mode it is not there at all."""

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.core.mail import send_mail
from django.core.management import CommandError, call_command
from django.test import Client

from lms import checks
from lms.accounts.models import Organisation, User
from lms.accounts.rules import is_invented
from lms.demo import actions
from lms.demo.models import DemoMail
from lms.demo.queries import people_to_try
from lms.demo.rules import is_loopback

HERE = ["127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8000", "127.1.2.3", "localhost", "LOCALHOST:80", "[::1]", "[::1]:8000", "::1"],
)
def test_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "*",
        ".localhost.se",
        "0.0.0.0",
        "10.0.0.1:8000",
        "kurs.example.org",
        "127.0.0.1.example.org",
        "[::]",
        "::",
        "[x",
        "2130706433",
    ],
)
def test_not_loopback(host):
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("email", "invented"),
    [
        ("a@example.org", True),
        ("a@EXAMPLE.ORG", True),
        ("a@sub.example.org", False),
        ("a@example.org.se", False),
        ("a@kommun.se", False),
        ("example.org", True),
        ("", False),
    ],
)
def test_invented(email, invented):
    assert is_invented(email) is invented


@pytest.mark.parametrize(
    ("hosts", "base"), [(HERE, "http://127.0.0.1:8000"), (["[::1]"], "http://[::1]:8000"), ([], "http://localhost")]
)
def test_a_demo_on_this_machine_starts(settings, hosts, base):
    settings.DEMO, settings.ALLOWED_HOSTS, settings.BASE_URL = True, hosts, base
    assert checks.demo_stays_on_this_machine(None) == []


@pytest.mark.parametrize(
    ("hosts", "base", "named"),
    [
        ([*HERE, "kurs.kommun.se"], "http://127.0.0.1:8000", "kurs.kommun.se"),
        (["*"], "http://127.0.0.1:8000", "*"),
        (HERE, "https://kurs.kommun.se", "https://kurs.kommun.se"),
        (["0.0.0.0"], "http://127.0.0.1", "0.0.0.0"),
    ],
)
def test_a_demo_that_others_could_reach_does_not_start(settings, hosts, base, named):
    settings.DEMO, settings.ALLOWED_HOSTS, settings.BASE_URL = True, hosts, base
    (error,) = run_checks(tags=["security"])
    assert error.id == "lms.E001"
    assert named in error.msg
    settings.DEMO = False
    assert checks.demo_stays_on_this_machine(None) == []


@pytest.mark.django_db
def test_a_demo_beside_a_real_person_does_not_start(settings):
    settings.DEMO = True
    User.objects.create_user("a@example.org")
    assert run_checks(tags=["database"], databases=["default"]) == []
    User.objects.create_user("b@kommun.se")
    (error,) = run_checks(tags=["database"], databases=["default"])
    assert (error.id, "1 accounts" in error.msg) == ("lms.E002", True)
    assert run_checks(tags=["database"]) == []  # only where the database may be asked
    settings.DEMO = False
    assert run_checks(tags=["database"], databases=["default"]) == []


@pytest.mark.django_db
def test_serving_is_refused_before_it_begins(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="this machine alone"):
        call_command("serve", host="0.0.0.0", no_prepare=True)
    User.objects.create_user("b@kommun.se")
    with pytest.raises(CommandError, match=r"lms\.E002"):
        call_command("serve", no_prepare=True)


def test_without_pango_there_is_a_warning_and_no_more(monkeypatch):
    monkeypatch.setattr(checks, "PANGO", ("libnothing.so.0",))
    (warning,) = checks.pdf_can_be_made(None)
    assert (warning.id, warning.is_serious()) == ("lms.W001", False)


@pytest.mark.parametrize(
    "asked",
    [
        {"HTTP_HOST": "kurs.kommun.se"},
        {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1, 8.8.8.8"},
        {"HTTP_HOST": ""},
        {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": ""},
    ],
)
@pytest.mark.parametrize("address", ["/demo/post/", "/static/css/app.css", "/halsa/", "/finns-inte/"])
def test_from_elsewhere_everything_is_refused(in_demo, client, address, asked):
    refused = client.get(address, **asked)
    assert refused.status_code == 403
    assert "Demon svarar bara på datorn" in refused.content.decode()


@pytest.mark.django_db
def test_from_here_the_demo_answers(visitor):
    assert visitor.get("/demo/post/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/demo/post/", "/demo/in/ny/", "/demo/in/mitt-i/", "/demo/in/finns-inte/"])
def test_outside_demo_mode_there_is_no_demo(client, address):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.django_db
def test_becoming_takes_a_click_on_somebody_who_is_there(visitor):
    assert visitor.get("/demo/in/ny/").status_code == 405
    assert visitor.post("/demo/in/finns-inte/").status_code == 404
    assert visitor.post("/demo/post/").status_code == 405


@pytest.mark.django_db
def test_becoming_somebody_is_no_link_on_another_site(in_demo):
    assert Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"}).post("/demo/in/ny/").status_code == 403


@pytest.mark.django_db
def test_before_the_cohort_is_there_nobody_can_be_tried(visitor):
    assert people_to_try() == []
    assert visitor.post("/demo/in/mitt-i/").status_code == 404


@pytest.mark.django_db
def test_the_mail_page_is_empty_then_shows_the_newest_first_with_its_code(visitor):
    assert "Inga mejl än" in visitor.get("/demo/post/").content.decode()
    send_mail("Din kod", "Koden är 123456.", None, ["a@example.org"])
    send_mail("Din nya kod", "Koden är\n\n654321\n\noch 1234567 är ingen. <b>", None, ["b@example.org"])
    page = visitor.get("/demo/post/").content.decode()
    assert page.index("Din nya kod") < page.index("Din kod")
    assert "<strong>654321</strong>" in page
    assert "<strong>123456</strong>" in page
    assert "&lt;b&gt;" in page
    assert mail.outbox == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_mail_page_asks_as_much_for_three_as_for_one(visitor, count, django_assert_num_queries):
    for number in range(count):
        DemoMail.objects.create(to="a@example.org", subject=f"Kod {number}", body="123456")
    with django_assert_num_queries(1):
        visitor.get("/demo/post/")


@pytest.mark.django_db
def test_without_the_course_loading_says_what_to_do():
    with pytest.raises(CommandError, match="load_course"):
        call_command("load_demo")


@pytest.mark.django_db
def test_beside_real_people_nothing_is_loaded_or_removed():
    User.objects.create_user("b@kommun.se")
    for options in ([], ["--fresh"]):
        with pytest.raises(CommandError, match=r"outside example\.org"):
            call_command("load_demo", *options)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_what_is_cut_short_leaves_nothing(vta, monkeypatch):
    monkeypatch.setattr(actions, "everybody", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("load_demo")
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_figures_of_no_course_are_one_sentence_and_exit_code_2():
    with pytest.raises(CommandError, match="There is no course 'finns-inte'") as error:
        call_command("figures", "finns-inte")
    assert error.value.returncode == 2
