"""Somebody who sees every figure there ever was, and calculates with them.

Random people come, answer, change their minds, decline, are erased; rounds close; releases are cut. After each cut every
figure that can be asked for is taken down. Whatever is added and subtracted: people come in groups of those who were
promised to be so many, each at most once a question.
"""

from collections import Counter, defaultdict
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.accounts.models import Role, RoleAssignment
from lms.summaries.actions import close_round, cut_releases
from lms.summaries.models import Release
from lms.summaries.queries import figures, releases_of
from lms.summaries.rules import ROOT, Node, Waiting, counts, may_cut, waits_at
from tests.lms.summaries.conftest import World
from tests.lms.summaries.test_rules import MONDAY, WAITING, timedelta

K = 3
PLACES = [*World.PATHS, ("a", None), (None, None)]
R1, R2, R3 = (
    st.sampled_from(["r1a", "r1b", None]),
    st.sampled_from(["1", "5"]),
    st.sampled_from([["r3a"], ["r3a", "r3b"]]),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.sampled_from(PLACES), R1, R2, R3),
        st.tuples(st.just("crowd"), st.sampled_from(PLACES), st.integers(2, 4)),
        st.tuples(st.just("edit"), st.integers(0, 30), R1, R2),
        st.tuples(st.just("erase"), st.integers(0, 30)),
        st.tuples(st.just("hire"), st.integers(0, 30)),
        st.tuples(st.just("close"), st.sampled_from([*World.PATHS, (None, "f1"), (None, "f2")])),
        st.tuples(st.just("cut")),
    ),
    min_size=8,
    max_size=30,
)


class Story:
    """Plays the steps, and keeps a book of its own about who is in which release."""

    def __init__(self, world):
        self.world = world
        self.people = []
        self.number_of = {}  # enrolment → person, also when erased
        self.members = {}  # release → persons
        self.first_seen = {}  # release → what it said when it was new
        self.seen = []  # every figure: which releases it is the sum of, and what it says

    def play(self, steps):
        for step, *facts in steps:
            getattr(self, step)(*facts)
        self.cut()

    def come(self, place, r1, r2, r3):
        person = self.world.join(*place)
        self.number_of[person.pk] = len(self.number_of)
        self.people.append(person)
        self.world.give(person, "k1-o1", r1=r1, r2=r2)
        self.world.give(person, "k2-o1", r3=r3)

    def crowd(self, place, count):
        for number in range(count):
            self.come(place, ["r1a", "r1b"][number % 2], "1", ["r3a"])

    def edit(self, number, r1, r2):
        if self.people:
            self.world.give(self.people[number % len(self.people)], "k1-o1", r1=r1, r2=r2)

    def erase(self, number):
        if self.people:
            self.people.pop(number % len(self.people)).user.delete()

    def hire(self, number):
        if self.people:
            person = self.people.pop(number % len(self.people))
            RoleAssignment.objects.create(user=person.user, role=Role.TRAINER, starts_on="2026-01-01")

    def close(self, place):
        organisation, via = place
        bodies = self.world.bodies
        close_round(course=self.world.course, via=bodies[via], organisation=bodies.get(organisation))

    def cut(self):
        for release in cut_releases(course=self.world.course):
            answers = [member.answer for member in release.members.select_related("answer__enrolment__user")]
            self.members[release.pk] = {self.number_of[answer.enrolment_id] for answer in answers}
            self.first_seen[release.pk] = (release.people, release.counts)
            self._look_at(release, answers)
        self._take_down_figures()

    def _look_at(self, release, answers):
        """A new release: promised to all in it, of one node, of nobody who must not count there."""
        assert len(self.members[release.pk]) == len(answers) == release.people >= max(a.min_group_size for a in answers)
        chosen = Counter(v for a in answers for v in (a.value if isinstance(a.value, list) else [a.value]))
        assert release.counts == dict(chosen)
        for answer in answers:
            enrolment = answer.enrolment
            assert not answer.declined
            assert not enrolment.user.role_assignments.exists()
            if release.via_id:
                assert (enrolment.via_id, enrolment.self_chosen) == (release.via_id, False)
                assert answer.report_scope != "all_only"
            if release.organisation_id:
                assert enrolment.organisation_id == release.organisation_id

    def _take_down_figures(self):
        bodies = self.world.bodies
        scopes = [{}, *({"via_id": bodies[f].pk} for f in ("f1", "f2"))]
        scopes += [{"organisation_id": bodies[o].pk} for o in ("a", "b", "c", "af")]
        scopes += [{"via_id": bodies[via].pk, "organisation_id": bodies[o].pk} for o, via in World.PATHS]
        for scope in scopes:
            releases = releases_of(self.world.course, **scope)
            parts = defaultdict(set)
            for release in releases:
                parts[release.question_key].add(release.pk)
            for (key, _version), figure in figures(releases).items():
                self.seen.append((key, frozenset(parts[key]), figure))


def attack(story):
    """What can be learned from all the figures together."""
    by_question = defaultdict(dict)
    for key, parts, figure in story.seen:
        # The same releases always say the same, whenever and wherever they are asked for.
        assert by_question[key].setdefault(parts, figure) == figure
    for key, found in by_question.items():
        releases = set().union(*found)
        # Nobody is counted twice for a question.
        everybody = Counter(person for release in releases for person in story.members[release])
        assert set(everybody.values()) <= {1}
        # A figure is the sum of whole releases …
        for parts, figure in found.items():
            assert figure.people == sum(len(story.members[part]) for part in parts)
        # … so what is left between two of them is whole releases too: nobody, or as many as were promised.
        for (less, small), (more, large) in combinations(sorted(found.items(), key=lambda item: len(item[0])), 2):
            if less < more:
                assert large.people - small.people >= K, key
                assert all(large.counts.get(option, 0) >= count for option, count in small.counts.items())
        # Whatever else is added and subtracted, people who were released together weigh the same: each has at least
        # K - 1 others whom no sum of figures tells them from.
        weight = {
            person: tuple(r in parts for parts in found for r in releases if person in story.members[r])
            for person in everybody
        }
        alike = Counter((weights, next(r for r in releases if p in story.members[r])) for p, weights in weight.items())
        assert all(count >= K for count in alike.values())


@pytest.fixture
def smallest():
    return K


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(STEPS)
def test_no_sum_or_difference_of_figures_tells_of_fewer_than_were_promised(world, steps):
    with transaction.atomic():
        story = Story(world)
        story.play(steps)
        attack(story)
        # What has once been said is never changed.
        now = {release.pk: (release.people, release.counts) for release in Release.objects.all()}
        assert now == story.first_seen
        transaction.set_rollback(True)


DAYS = st.lists(
    st.tuples(st.lists(WAITING, max_size=12), st.sets(st.sampled_from([Node(1, 2), Node(1, 3), Node(9, 2), Node(1)])))
)


@given(DAYS)
def test_the_rules_alone_keep_people_in_whole_groups(days):
    """The same without a database: answers arrive day by day, rounds close, what may be cut is cut."""
    waiting, releases, closings, number = [], [], {}, 0
    for day, (arriving, closing) in enumerate(days):
        for facts in arriving:
            number += 1
            now = MONDAY + timedelta(days=day, minutes=number)
            waiting.append(Waiting(**{**vars(facts), "answer_id": number, "given_at": now}))
        closings |= {node: MONDAY + timedelta(days=day, hours=20) for node in closing}
        groups = defaultdict(list)
        for answer in waiting:
            groups[waits_at(answer, closings)].append(answer)
        for node, answers in groups.items():
            if may_cut(answers, sensitive=False):
                releases.append((node, answers))
                waiting = [answer for answer in waiting if answer not in answers]
    released = [answer.answer_id for _node, answers in releases for answer in answers]
    assert len(released) == len(set(released))
    for node, answers in releases:
        assert len(answers) >= max(3, *(answer.min_group_size for answer in answers))
        assert sum(counts(answers).values()) == sum(len(answer.values) for answer in answers)
        if node != ROOT:
            assert {answer.via_id for answer in answers} == {node.via_id}
            assert not any(answer.all_only or answer.self_chosen for answer in answers)
        if node.organisation_id:
            assert {answer.organisation_id for answer in answers} == {node.organisation_id}
