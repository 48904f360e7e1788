"""Roles from the command line: given, moved, ended; and who is let into Wagtail's admin by them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from content.actions import EDITORS
from lms.accounts.models import Role, RoleAssignment, User
from lms.accounts.permissions import has_role, is_editor
from lms.audit.models import AuditEntry
from lms.enrolment.actions import update_editors
from tests.factories import kommun

EVA = "eva@example.org"


def give(*words):
    call_command("grant_role", *map(str, words))


def days(count):
    return timezone.localdate() + timedelta(days=count)


def test_an_editor_of_a_course_is_let_into_the_admin(course, client, capsys):
    give("Eva@Example.org", "editor", "--course", course.slug)

    eva = User.objects.get(email=EVA)
    assert is_editor(eva, course)
    assert not eva.is_superuser
    client.force_login(eva)
    assert client.get("/admin/").status_code == 200
    assert capsys.readouterr().out == f"eva@example.org is editor, {course}, from {days(0)}.\n"
    assert AuditEntry.objects.get().verb == "role_given"


def test_a_trainer_is_one_for_their_organisation_alone_and_no_editor(course, client):
    ours, others = kommun("Linköpings kommun"), kommun("Kinda kommun")
    give(EVA, "trainer", "--organisation", "Linköpings kommun")

    eva = User.objects.get(email=EVA)
    assert has_role(eva, Role.TRAINER, organisation=ours)
    assert not has_role(eva, Role.TRAINER, organisation=others)
    client.force_login(eva)
    assert client.get("/admin/").status_code != 200


def test_giving_it_again_moves_the_end(course):
    give(EVA, "editor", "--to", days(30))
    give(EVA, "editor", "--to", days(0))

    role = RoleAssignment.objects.get()
    assert (role.starts_on, role.ends_on) == (days(0), days(0))
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == ["role_given", "role_changed"]


def test_a_role_that_has_ended_is_given_anew(course):
    give(EVA, "editor", "--from", days(-9), "--to", days(-1))
    give(EVA, "editor")

    assert list(RoleAssignment.objects.order_by("starts_on").values_list("starts_on", "ends_on")) == [
        (days(-9), days(-1)),
        (days(0), None),
    ]


def test_the_admin_is_open_while_the_role_lasts(course):
    give(EVA, "editor", "--from", days(1), "--to", days(2))
    editors = Group.objects.get(name=EDITORS).user_set
    assert not editors.exists()

    RoleAssignment.objects.update(starts_on=days(-2), ends_on=days(0))
    update_editors()
    assert editors.get().email == EVA

    RoleAssignment.objects.update(ends_on=days(-1))
    update_editors()
    assert not editors.exists()


def test_who_was_let_in_by_hand_stays(editor):
    update_editors()
    assert editor.groups.filter(name=EDITORS).exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["eva", "editor"], "'eva' is no mail address."),
        ([EVA, "editor", "--course", "bip"], "There is no course 'bip'."),
        ([EVA, "trainer", "--organisation", "Nowhere"], "There is no one organisation 'Nowhere': "),
        ([EVA, "editor", "--from", "soon"], "'soon' is no day: write it as 2027-06-30."),
        ([EVA, "editor", "--to", "2001-01-01"], "The role would end before it starts ("),
        ([EVA, "king"], "invalid choice: 'king'"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(course, words, why):
    with pytest.raises(CommandError) as refusal:
        give(*words)

    assert why in str(refusal.value)
    assert not User.objects.exists()
    assert not RoleAssignment.objects.exists()


def test_a_demo_knows_invented_people_alone(course, settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match=r"must end with @example\.org"):
        give("eva@kommun.example.com", "trainer")
