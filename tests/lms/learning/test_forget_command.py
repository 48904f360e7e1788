"""A person who asks for it is erased; what tells of groups, and the diploma, stay."""

import pytest
from django.core.management import CommandError, call_command

from lms.accounts.models import User
from lms.audit.models import AuditEntry
from lms.diplomas.models import Diploma
from lms.enrolment.models import Enrolment
from lms.reflections.models import GivenAnswer
from tests.factories import diploma_of, enrolled, link_to


def test_somebody_is_erased_and_their_diploma_can_still_be_checked(course, client, capsys):
    link = link_to(course)
    amira, other = enrolled(course, link=link), enrolled(course, link=link, name="Bo Ek")
    diploma = diploma_of(amira)
    email = amira.user.email

    call_command("forget", email.upper(), "--yes")

    assert list(User.objects.all()) == [other.user]
    assert list(Enrolment.objects.all()) == [other]
    assert not GivenAnswer.objects.exists()
    assert Diploma.objects.get().user is None
    assert "Amira Lindqvist" in client.get(f"/diplom/{diploma.number}/").content.decode()
    assert capsys.readouterr().out.startswith(f"Erased: Amira Lindqvist ({email}), enrolled in 1, with diplomas: 1.")
    assert AuditEntry.objects.filter(verb="person_forgotten").count() == 1
    assert email not in str(AuditEntry.objects.values_list("facts", "target"))


@pytest.mark.parametrize("words", [["amira@example.org"], ["nobody@example.org", "--yes"]])
def test_nobody_is_erased_by_mistake(db, words):
    User.objects.create_user("amira@example.org")
    with pytest.raises(CommandError) as refusal:
        call_command("forget", *words)

    assert refusal.value.returncode == 2
    assert User.objects.count() == 1
