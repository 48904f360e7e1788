"""Cutting releases, closing rounds, and the figures that are sums of them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.actions import freeze_edition
from content.models import ChapterPage
from content.queries import current_edition
from lms.accounts.models import Role, RoleAssignment
from lms.audit.models import AuditEntry
from lms.reflections.models import GivenAnswer
from lms.summaries.actions import close_round, cut_due_releases, cut_releases
from lms.summaries.models import Release, ReleasedAnswer
from lms.summaries.queries import Figure, evaluation_figures, figures, releases_of
from quizzes.models import Question

R1 = ("r1", 1)
EVALUATION = {"e1": "1", "e2": "2"}


def crowd(world, count, organisation="a", via="f1", r1="r1a", r2="1"):
    people = [world.join(organisation, via) for _ in range(count)]
    for person in people:
        world.give(person, "k1-o1", r1=r1, r2=r2)
    return people


def shown(world, **scope):
    ids = {f"{name}_id": world.bodies[slug].pk for name, slug in scope.items()}
    return figures(releases_of(world.course, **ids))


def test_too_few_wait_and_one_more_lets_them_go(world):
    crowd(world, 4)
    assert cut_releases(course=world.course) == []
    assert shown(world) == {}
    crowd(world, 1, r1="r1b")
    assert len(cut_releases(course=world.course)) == 2  # r1 and r2
    assert shown(world)[R1] == Figure(5, {"r1a": 4, "r1b": 1})
    assert cut_releases(course=world.course) == []


def test_a_figure_is_the_same_seen_from_organisation_forbund_and_all(world):
    crowd(world, 5)
    cut_releases(course=world.course)
    assert shown(world, via="f1", organisation="a")[R1] == shown(world, via="f1")[R1] == shown(world)[R1]
    assert shown(world, via="f2") == shown(world, organisation="b") == {}


def test_a_small_organisation_closes_its_round_and_joins_the_others_at_the_forbund(world):
    crowd(world, 3)
    crowd(world, 2, organisation="b", r1="r1b")
    close_round(course=world.course, via=world.bodies["f1"], organisation=world.bodies["a"])
    assert cut_releases(course=world.course) == []
    close_round(course=world.course, via=world.bodies["f1"], organisation=world.bodies["b"])
    cut_releases(course=world.course)
    assert shown(world, via="f1")[R1] == Figure(5, {"r1a": 3, "r1b": 2})
    assert shown(world, organisation="a") == shown(world, organisation="b") == {}


def test_who_comes_after_the_round_is_in_the_next_one(world):
    crowd(world, 3)
    close_round(course=world.course, via=world.bodies["f1"], organisation=world.bodies["a"])
    crowd(world, 4)
    cut_releases(course=world.course)
    assert shown(world) == {}  # three wait at the förbund, four at the organisation


def test_an_organisation_of_two_forbund_is_a_place_in_each(world):
    crowd(world, 3, "af", "f1")
    crowd(world, 3, "af", "f2")
    assert cut_releases(course=world.course) == []
    crowd(world, 2, "af", "f2")
    cut_releases(course=world.course)
    assert shown(world, via="f2")[R1].people == 5
    assert shown(world, via="f1") == {}


def test_a_self_chosen_organisation_is_counted_among_all_only(world):
    crowd(world, 5, "a", None)
    cut_releases(course=world.course)
    assert shown(world)[R1].people == 5
    assert shown(world, organisation="a") == {}


def test_a_question_for_all_together_is_never_shown_for_less(world):
    for person in crowd(world, 5):
        world.give(person, "k2-o1", r3=["r3a", "r3b"], r4="Ringa")
    cut_releases(course=world.course)
    assert shown(world)["r3", 1] == Figure(5, {"r3a": 5, "r3b": 5})
    assert ("r3", 1) not in shown(world, via="f1")


def test_declined_answers_count_for_nobody(world):
    crowd(world, 4)
    declining = world.join("a", "f1")
    world.give(declining, "k1-o1", r1=None, r2="1")
    cut_releases(course=world.course)
    assert R1 not in shown(world)
    assert shown(world)["r2", 1].people == 5


@pytest.mark.parametrize("role", list(Role))
def test_staff_never_count(world, role):
    person = crowd(world, 5)[0]
    RoleAssignment.objects.create(user=person.user, role=role, starts_on=timezone.localdate())
    assert cut_releases(course=world.course) == []


def test_what_has_been_released_stays_when_somebody_edits_takes_back_or_is_erased(world):
    people = crowd(world, 5)
    cut_releases(course=world.course)
    before = shown(world)
    world.give(people[0], "k1-o1", r1="r1c", r2="5")
    world.give(people[1], "k1-o1", r1=None, r2=None)
    people[2].user.delete()
    assert cut_releases(course=world.course) == []
    assert shown(world) == before
    crowd(world, 4)
    assert cut_releases(course=world.course) == []  # nobody of the first five counts again
    assert shown(world) == before


def test_an_answer_keeps_the_group_it_was_promised(world):
    crowd(world, 5)
    world.course.min_group_size = 7
    world.course.save()
    freeze_edition(course=world.course)
    world.edition = current_edition(world.course.slug)
    crowd(world, 1)
    assert cut_releases(course=world.course) == []  # six, of whom one was promised seven
    crowd(world, 1)
    cut_releases(course=world.course)
    assert shown(world)[R1].people == 7


def test_free_text_is_kept_as_released_in_an_order_that_tells_nothing(world):
    people = crowd(world, 40)
    for number, person in enumerate(people):
        world.give(person, "k2-o1", r3=["r3a"], r4=f"Svar {number:02}")
    cut_releases(course=world.course)
    release = Release.objects.get(question_key="r4")
    assert (release.people, release.counts) == (40, {})
    world.give(people[0], "k2-o1", r3=["r3a"], r4="Ändrat")
    texts = [member.text for member in release.members.all()]
    assert sorted(texts) == [f"Svar {number:02}" for number in range(40)]
    assert texts != sorted(texts)
    people[0].user.delete()
    assert "Svar 00" not in [member.text for member in release.members.all()]  # a text goes with its person


def test_a_text_is_never_counted_when_its_question_is_gone_from_the_course(world):
    for person in crowd(world, 5):
        world.give(person, "k2-o1", r3=["r3a"], r4="Ringa")
    ChapterPage.objects.child_of(world.course).get(key="k2").unpublish()
    freeze_edition(course=world.course)
    assert "r4" not in current_edition(world.course.slug).course.questions
    cut_releases(course=world.course)
    assert Release.objects.get(question_key="r4").counts == {}


def test_a_sensitive_question_waits_while_all_answer_the_same(world):
    Question.objects.filter(key="r1").update(sensitive=True)
    freeze_edition(course=world.course)
    world.edition = current_edition(world.course.slug)
    crowd(world, 6)
    cut_releases(course=world.course)
    assert R1 not in shown(world)
    assert ("r2", 1) in shown(world)
    crowd(world, 1, r1="r1b")
    cut_releases(course=world.course)
    assert shown(world)[R1] == Figure(7, {"r1a": 6, "r1b": 1})


def test_evaluation_figures_count_released_answers_alone(world):
    people = [world.join("a", "f1") for _ in range(5)]
    for person in people[:4]:
        world.give(person, "utvardering", **EVALUATION)
    cut_releases(course=world.course)
    assert [statement.people for statement in evaluation_figures(world.course)] == [0, 0]
    world.give(people[4], "utvardering", e1="5", e2="5")
    cut_releases(course=world.course)
    first, second = evaluation_figures(world.course)
    assert (first.key, first.people, first.counts, first.percent) == ("e1", 5, [4, 0, 0, 0, 1], [80, 0, 0, 0, 20])
    assert (second.counts, second.positive_percent) == ([0, 4, 0, 0, 1], 80)


def test_the_log_tells_of_cuts_and_closings_without_answers(world):
    crowd(world, 5)
    release = cut_releases(course=world.course)[0]
    close_round(course=world.course, via=world.bodies["f1"])
    cut = AuditEntry.objects.get(verb="release_cut", target=f"lms.release:{release.pk}")
    assert cut.facts == {"people": 5}
    assert AuditEntry.objects.filter(verb="round_closed").count() == 1


def test_the_monthly_tick_cuts_every_live_course(world):
    crowd(world, 5)
    assert cut_due_releases() == 2
    assert cut_due_releases() == 0


@pytest.mark.parametrize("size", [1, 3])
def test_queries_to_cut_do_not_grow_with_people_who_wait(world, size, django_assert_max_num_queries):
    crowd(world, size)
    with django_assert_max_num_queries(7):
        cut_releases(course=world.course)


@pytest.mark.parametrize("size", [5, 15])
def test_figures_are_one_query(world, size, django_assert_num_queries):
    crowd(world, size)
    cut_releases(course=world.course)
    with django_assert_num_queries(1):
        shown(world)


def refused(constraint, **values):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Release.objects.create(question_key="r1", question_version=1, cut_at=timezone.now(), **values)
    assert constraint in str(error.value)


def test_the_database_refuses_a_release_of_two(world):
    refused("release_of_at_least_3_people", course=world.course, people=2)


def test_the_database_refuses_an_organisation_without_its_path(world):
    refused("release_node_has_its_path", course=world.course, people=5, organisation=world.bodies["a"])


def test_the_database_refuses_to_release_an_answer_twice(world):
    crowd(world, 5)
    cut_releases(course=world.course)
    answer = GivenAnswer.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleasedAnswer.objects.create(answer=answer, release=Release.objects.first())
