"""An administrator adds organisations and makes, lists and withdraws their course links, on the command line."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lms.accounts.models import Organisation
from lms.audit.models import AuditEntry
from lms.enrolment.models import CourseLink
from tests.factories import enrolled, forbund, kommun, link_to

LINKOPING, FORBUND = "Linköpings kommun", "Samordningsförbundet Centrala Östergötland"


@pytest.fixture
def run(capsys):
    """Runs a command and gives what it printed, line by line."""

    def run_command(*words):
        call_command(*map(str, words))
        return capsys.readouterr().out.splitlines()

    return run_command


@pytest.fixture
def refused(run):
    """The sentence with which a command is refused; exit status 2, nothing kept."""

    def sentence(*words):
        before = CourseLink.objects.count(), Organisation.objects.count(), AuditEntry.objects.count()
        with pytest.raises(CommandError) as refusal:
            run(*words)
        assert (CourseLink.objects.count(), Organisation.objects.count(), AuditEntry.objects.count()) == before
        assert refusal.value.returncode == 2
        assert "\n" not in str(refusal.value)
        return str(refusal.value)

    return sentence


def test_from_nothing_to_a_link_that_opens(db, course, run, client):
    run("organisation", FORBUND, "--kind=finsam", "--number=222000-2485")
    assert run("organisation", LINKOPING, "--kind=kommun", f"--via={FORBUND}") == [
        f"Linköpings kommun (linkopings-kommun) belongs to {FORBUND}."
    ]

    [address] = run("course_link", course.slug, "--organisation=linkopings-kommun", f"--via={FORBUND}")

    link = CourseLink.objects.get()
    assert address == f"http://127.0.0.1:8000/kurslank/{link.token}/"
    assert (link.organisation.name, link.via.name, link.expires_at, link.max_uses) == (LINKOPING, FORBUND, None, None)
    assert LINKOPING in client.get(link.get_absolute_url()).content.decode()
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "organisation_added",
        "organisation_added",
        "association_joined",
        "course_link_added",
    ]


def test_a_link_keeps_what_is_asked_of_it(course, run):
    kommun(LINKOPING)
    last = timezone.localdate() + timedelta(days=10)
    run(
        "course_link", course.slug, "--organisation", LINKOPING, "--via", FORBUND, "--name", "Våren",
        "--expires", last, "--max-uses", 18, "--domains", "linkoping.example.org, @region.example.org",
    )  # fmt: skip

    link = CourseLink.objects.get()
    assert (link.name, link.max_uses) == ("Våren", 18)
    assert link.domains == ["linkoping.example.org", "region.example.org"]
    # The last day is whole, in Swedish time.
    assert timezone.localtime(link.expires_at).replace(tzinfo=None).isoformat() == f"{last}T23:59:59"


def test_the_association_s_own_staff_may_have_a_link(course, run):
    forbund()
    assert len(run("course_link", course.slug, "--organisation", FORBUND, "--via", FORBUND)) == 1


def test_an_organisation_may_belong_to_several_associations(db, run):
    kommun(LINKOPING)
    forbund("Samordningsförbundet Östra Östergötland")

    [line] = run("organisation", LINKOPING, "--via", "Samordningsförbundet Östra Östergötland")

    assert Organisation.objects.filter(name=LINKOPING).count() == 1
    assert line.endswith(f"belongs to {FORBUND}, Samordningsförbundet Östra Östergötland.")


def test_the_list_tells_whose_and_how_many(course, run):
    link = link_to(course, kommun(LINKOPING), name="Våren")
    enrolled(course, link=link)
    enrolled(course, link=link)
    closed = link_to(course, kommun("Kinda kommun", parent=link.via), revoked_at=timezone.now())

    assert run("course_link", course.slug) == [
        f"Kinda kommun through {FORBUND} · 0 people · (revoked)",
        f"  http://127.0.0.1:8000{closed.get_absolute_url()}",
        f"Linköpings kommun through {FORBUND} · 2 people · Våren",
        f"  http://127.0.0.1:8000{link.get_absolute_url()}",
    ]


@pytest.mark.parametrize("form", ["{token}", "http://127.0.0.1:8000/kurslank/{token}/", "/kurslank/{token}"])
def test_a_link_is_withdrawn_by_address_or_token(course, run, client, form):
    link = link_to(course)

    run("course_link", course.slug, "--revoke", form.format(token=link.token))

    assert client.get(link.get_absolute_url()).status_code == 410
    assert AuditEntry.objects.get().verb == "course_link_revoked"


def test_withdrawing_twice_keeps_the_first_time(course, run):
    link = link_to(course, revoked_at=timezone.now() - timedelta(days=3))
    run("course_link", course.slug, "--revoke", link.token)

    assert CourseLink.objects.get().revoked_at == link.revoked_at
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--organisation", LINKOPING], "A link needs both --organisation and --via."),
        (["--organisation", "Nowhere", "--via", FORBUND], "There is no one organisation 'Nowhere': "),
        (
            ["--organisation", LINKOPING, "--via", LINKOPING],
            "Linköpings kommun is no coordination association (finsam).",
        ),
        (["--organisation", "Kinda kommun", "--via", FORBUND], f"Kinda kommun does not belong to {FORBUND}."),
        (["--expires", "2027-02-30"], "'2027-02-30' is no day: write it as 2027-06-30."),
        (["--expires", "2001-01-01"], "--expires is a day that has passed."),
        (["--max-uses", "0"], "--max-uses is at least 1."),
        (["--domains", "a@b.example.org"], "--domains are written like this: "),
        (["--domains", "kommun"], "--domains are written like this: "),
        (["--revoke", "qqqqq"], "has no such link."),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(course, refused, words, why):
    kommun(LINKOPING)
    kommun("Kinda kommun", parent=forbund("Ett annat förbund"))
    if "--organisation" not in words and "--revoke" not in words:
        words = ["--organisation", LINKOPING, "--via", FORBUND, *words]

    assert why in refused("course_link", course.slug, *words)


def test_two_organisations_of_one_name_are_told_apart_by_short_name(course, run, refused):
    first, second = kommun(LINKOPING), kommun(LINKOPING)
    assert "its short name is unique" in refused(
        "course_link", course.slug, "--organisation", LINKOPING, "--via", first.parents.get().slug
    )

    run("course_link", course.slug, "--organisation", second.slug, "--via", second.parents.get().slug)

    assert CourseLink.objects.get().organisation == second


def test_an_unknown_course_is_refused(db, refused):
    assert refused("course_link", "bip", "--organisation", "x", "--via", "y") == "There is no course 'bip'."


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["Kinda kommun"], "There is no organisation 'Kinda kommun': say with --kind what the new one is."),
        (["Kinda kommun", "--kind=kommun", "--months=0"], "retention_months: "),
        (["Kinda kommun", "--kind=kommun", "--slug=linkoping"], "slug: "),
        (["Kinda kommun", "--kind=kommun", "--via=Linköpings kommun"], "is no coordination association (finsam)."),
        ([FORBUND, f"--via={FORBUND}"], "cannot belong to itself."),
    ],
)
def test_an_organisation_that_cannot_be_is_refused(db, refused, words, why):
    made = kommun(LINKOPING)
    Organisation.objects.filter(pk=made.pk).update(slug="linkoping")

    assert why in refused("organisation", *words)


def test_expired_means_the_day_after(course, run, client):
    kommun(LINKOPING)
    run("course_link", course.slug, "--organisation", LINKOPING, "--via", FORBUND, "--expires", timezone.localdate())
    link = CourseLink.objects.get()
    assert client.get(link.get_absolute_url()).status_code == 200

    CourseLink.objects.update(expires_at=link.expires_at - timedelta(days=1))
    assert client.get(link.get_absolute_url()).status_code == 410
