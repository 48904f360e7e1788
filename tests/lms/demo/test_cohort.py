"""The invented people before they are played: who they are, what they do, and that it is the same every time."""

import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import correlation

import pytest

from lms.accounts.rules import is_invented
from lms.demo.cohort import SWEDEN, Does, address, everybody, next_workday
from lms.demo.organisations import BODIES, COHORTS, SCO
from lms.demo.personas import PERSONAS
from lms.demo.replies import EVALUATION, Mood, evaluation_choices
from lms.demo.replies import test_answers as answers_to_test
from quizzes.rules import FREE_TEXT, draw, grade

DEMO = Path(__file__).parents[3] / "lms" / "demo"
NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
K = 5


def told(course, now=NOW):
    names, texts = (json.loads((DEMO / name).read_text()) for name in ("names.json", "answers.json"))
    seats = [persona.seat for persona in PERSONAS.values() if persona.seat]
    return everybody(course, names=names, texts=texts, seats=seats, now=now)


@pytest.fixture(scope="module")
def people(course):
    return told(course)


def test_it_is_the_same_every_time(course, people):
    assert told(course) == people


def test_another_day_moves_the_moments_and_nothing_else(course, people):
    later = told(course, NOW + timedelta(days=45))

    def without_moments(told):
        return {p.email: (p.name, p.via, [(e.does, e.key, e.replies, e.wrong) for e in p.story]) for p in told}

    assert without_moments(later) == without_moments(people)


def test_the_cohorts_are_the_published_statuses():
    for status, people in {"passed": 213, "failed": 8, "incomplete": 53, "not_started": 25}.items():
        assert sum(getattr(cohort, status) for cohort in COHORTS) == people


def test_organisations_of_three_of_eighteen_and_of_a_hundred_share_a_forbund():
    sizes = {cohort.organisation: cohort.people for cohort in COHORTS if cohort.via == SCO}
    assert (sizes["atvidabergs-kommun"], sizes["kinda-kommun"], sizes["linkopings-kommun"]) == (3, 18, 100)
    assert Counter(cohort.people for cohort in COHORTS if cohort.via)[3] == 1


def test_no_evaluation_is_left_waiting():
    waiting = Counter()
    for cohort in COHORTS:
        if cohort.via and not cohort.closes:
            assert cohort.passed >= K, cohort
        else:
            waiting[cohort.via] += cohort.passed
    assert all(count >= K for count in waiting.values()), waiting


def test_every_organisation_is_in_the_tree():
    slugs = {body.slug for body in BODIES}
    assert len(slugs) == len(BODIES)
    assert {parent for body in BODIES for parent in body.parents} <= slugs
    assert {cohort.organisation for cohort in COHORTS} | {cohort.via for cohort in COHORTS} <= slugs | {""}
    parents = {body.slug: body.parents for body in BODIES}
    for cohort in COHORTS:
        assert not cohort.via or cohort.via in parents[cohort.organisation] or cohort.organisation == cohort.via


@pytest.mark.parametrize("number", [body.number for body in BODIES if body.number])
def test_organisation_numbers_have_a_right_check_digit(number):
    digits = [int(c) for c in number if c.isdigit()]
    total = sum(sum(divmod(d * 2, 10)) if n % 2 == 0 else d for n, d in enumerate(digits))
    assert total % 10 == 0


def test_everybody_is_somebody_else_and_plainly_invented(people):
    assert len({person.name for person in people}) == len({person.email for person in people}) == 299
    assert all(is_invented(person.email) and person.email.isascii() for person in people)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Åsa Öberg", "asa.oberg.117@example.org"),
        ("Đức Nguyễn", "duc.nguyen.117@example.org"),
        ("Zdeňka Říha", "zdenka.riha.117@example.org"),
        ("Layla Al-Masri", "layla.almasri.117@example.org"),
    ],
)
def test_addresses_are_plain_letters(name, expected):
    assert address(name, 117) == expected


def test_stories_go_forward_on_working_days_and_end_before_today(people):
    personas = {persona.email for persona in PERSONAS.values()}
    for person in people:
        moments = [person.came_at, *(event.at for event in person.story)]
        assert moments == sorted(moments)
        assert moments[-1] < NOW
        assert person.came_at > NOW - timedelta(days=320)
        if person.email not in personas:
            assert person.came_at.astimezone(SWEDEN).weekday() < 5
            assert moments[-1] <= NOW - timedelta(days=2)


def test_the_course_was_taken_during_most_of_a_year(people):
    assert people[-1].came_at - people[0].came_at > timedelta(days=200)


def test_a_weekend_waits_for_monday():
    saturday = datetime(2026, 3, 7, tzinfo=UTC).date()
    assert next_workday(saturday) == next_workday(saturday + timedelta(days=1)) == saturday + timedelta(days=2)
    assert next_workday(saturday - timedelta(days=1)) == saturday - timedelta(days=1)


def replies_by_question(people):
    found = {}
    for person in people:
        for event in person.story:
            for key, reply in event.replies.items():
                found.setdefault(key, []).append((person, reply))
    return found


def test_the_evaluation_is_the_published_one(people):
    replies = replies_by_question(people)
    for key, counts in zip(("e1", "e2", "e3", "e4", "e5"), EVALUATION, strict=True):
        chosen = Counter(reply.value for _person, reply in replies[key])
        assert tuple(chosen[str(option)] for option in range(1, 6)) == counts


def test_who_liked_the_course_liked_it_in_most_ways():
    choices = evaluation_choices(random.Random(1), [Mood.of(random.Random(n)) for n in range(213)])
    first, last = [int(chosen[0]) for chosen in choices], [int(chosen[4]) for chosen in choices]
    assert 0.4 < correlation(first, last) < 0.95


def test_answers_are_declined_now_and_then(people):
    replies = [reply for many in replies_by_question(people).values() for _person, reply in many]
    assert 0.01 < sum(reply.declined for reply in replies) / len(replies) < 0.05


def test_nobody_reads_the_same_text_twice(course, people):
    """Among those whose texts are read together: an organisation in its förbund, or all."""
    texts = Counter()
    for key, replies in replies_by_question(people).items():
        _exercise, question = course.questions[key]
        if question.kind == FREE_TEXT:
            for person, reply in replies:
                together = "" if question.report_scope == "all_only" else person.organisation
                texts[key, together, reply.value] += reply.value is not None
    assert sum(texts.values()) > 350
    assert max(texts.values()) == 1


def test_required_questions_are_answered_and_options_are_the_questions_own(course, people):
    for key, replies in replies_by_question(people).items():
        _exercise, question = course.questions[key]
        for _person, reply in replies:
            assert reply.answered or not question.required
            if question.options and not reply.declined:
                chosen = {reply.value} if isinstance(reply.value, str) else set(reply.value)
                assert chosen <= question.option_keys
                assert len(chosen) <= (question.max_choices or 1)


def test_linkoping_has_its_coordinator_but_knows_less_about_the_money(people):
    replies = replies_by_question(people)

    def share(key, options, here):
        chosen = [r.value for p, r in replies[key] if (p.organisation == "linkopings-kommun") is here and r.value]
        return sum(value in options for value in chosen) / len(chosen)

    assert share("r13", {"r13a", "r13b"}, True) > share("r13", {"r13a", "r13b"}, False) + 0.2
    assert share("r12", {"1", "2"}, True) < share("r12", {"1", "2"}, False) - 0.1


def test_some_fail_before_they_pass_and_a_later_failure_takes_nothing_away(people):
    tries = [[event.passes for event in person.story if event.does is Does.HANDS_IN] for person in people]
    assert sum(1 for passes in tries if passes[:1] == [False] and True in passes) > 30
    assert sum(1 for passes in tries if True in passes and passes[-1] is False) > 0
    assert sum(1 for passes in tries if passes and True not in passes) == 8


@pytest.mark.parametrize("wrong", [0, 3, 4, 11])
def test_as_many_answers_are_wrong_as_told_however_the_test_is_shuffled(course, wrong):
    test = course.test
    given = answers_to_test(test, wrong, random.Random(7))
    shuffled = draw(test, len(test), random.Random(8))
    assert answers_to_test(shuffled, wrong, random.Random(7)) == given
    assert grade(shuffled, given, 8).points == 11 - wrong
