"""The loaded demo: the published figures, stories that hold together, and people who wait to be tried."""

import json
from collections import Counter, defaultdict
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from lms.accounts.models import Organisation, User
from lms.accounts.rules import is_invented
from lms.audit.models import AuditEntry
from lms.demo.actions import remove_demo, stage
from lms.demo.personas import ALMOST, EDITOR, FINISHED, HALFWAY, JUST_PASSED, PERSONAS
from lms.demo.queries import people_to_try
from lms.diplomas.models import Diploma
from lms.enrolment.models import CourseLink, Enrolment
from lms.learning.addresses import resume_url
from lms.learning.queries import learner_in
from lms.progress.models import Step, StepKind
from lms.progress.rules import Status
from lms.reflections.models import Draft, GivenAnswer, GivenExercise
from lms.results.models import Attempt
from lms.results.queries import grade_of
from lms.summaries.actions import cut_releases
from lms.summaries.models import Release, ReleasedAnswer, RoundClosing
from lms.summaries.queries import figures, releases_of, status_counts

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("loaded"),
    pytest.mark.xdist_group("demo"),
    pytest.mark.slow,
]

PUBLISHED = [
    ([96, 81, 30, 4, 2], [45, 38, 14, 2, 1], 83),
    ([66, 68, 62, 13, 4], [31, 32, 29, 6, 2], 63),
    ([58, 53, 81, 17, 4], [27, 25, 38, 8, 2], 52),
    ([64, 67, 66, 11, 5], [30, 31, 31, 5, 2], 62),
    ([83, 77, 43, 6, 4], [39, 36, 20, 3, 2], 75),
]


def printed(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_figures_are_the_published_ones():
    shown = json.loads(printed("figures", "vta", "--format", "json"))
    assert shown["registered"] == 299
    assert shown["statuses"] == {"passed": 213, "failed": 8, "incomplete": 53, "not_started": 25}
    assert [(s["counts"], s["percent"], s["positive_percent"]) for s in shown["evaluation"]] == PUBLISHED
    assert {s["people"] for s in shown["evaluation"]} == {213}
    assert shown["evaluation"][0]["text"] == "Utbildningen har ökat min kunskap om VTA-modellen"


def test_figures_can_be_read_by_people():
    shown = printed("figures", "vta")
    assert "299 registrerade" in shown
    for words in (
        "213 godkända",
        "8 ej godkända",
        "53 ej avklarade",
        "25 ej påbörjade",
        "64 67 66 11 5",
        "62 % positiva",
    ):
        assert words in shown


def test_organisations_of_three_of_eighteen_and_of_a_hundred_share_a_forbund():
    sizes = Counter(Enrolment.objects.filter(via__slug="sco").values_list("organisation__slug", flat=True))
    assert (sizes["atvidabergs-kommun"], sizes["kinda-kommun"], sizes["linkopings-kommun"]) == (3, 18, 100)


def test_links_have_no_end():
    assert CourseLink.objects.filter(token="demo").count() == 1
    assert not CourseLink.objects.exclude(expires_at=None, max_uses=None, revoked_at=None).exists()


def test_all_accounts_are_invented():
    assert all(is_invented(email) for email in User.objects.values_list("email", flat=True))


def test_every_release_is_of_five_or_more_and_says_what_its_answers_say():
    answers = defaultdict(list)
    for member in ReleasedAnswer.objects.select_related("answer"):
        answers[member.release_id].append((member.answer, member.text))
    for release in Release.objects.all():
        found = answers[release.pk]
        assert len(found) == release.people >= 5
        if any(text for _answer, text in found):
            assert release.counts == {}
            assert sorted(text for _answer, text in found) == sorted(answer.value for answer, _text in found)
        else:
            values = (v for a, _text in found for v in (a.value if isinstance(a.value, list) else [a.value]))
            assert release.counts == dict(Counter(values))


def test_what_waits_is_too_little_to_be_cut_and_holds_no_evaluation(loaded):
    assert cut_releases(course=loaded) == []
    waiting = GivenAnswer.objects.filter(declined=False, released__isnull=True)
    assert waiting.exists()
    assert not waiting.filter(question_key__in=["e1", "e2", "e3", "e4", "e5"]).exists()


def test_linkoping_answers_in_its_own_way(loaded):
    def share(key, options, **scope):
        figure = figures(releases_of(loaded, **scope))[key, 1]
        return sum(figure.counts.get(option, 0) for option in options) / figure.people

    here = {"organisation_id": Organisation.objects.get(slug="linkopings-kommun").pk}
    assert share("r13", ["r13a", "r13b"], **here) > share("r13", ["r13a", "r13b"]) + 0.1
    assert share("r12", ["1", "2"], **here) < share("r12", ["1", "2"]) - 0.05


def test_steps_and_attempts_tell_the_same(loaded):
    """The pass stands on the attempt and on the step (docs/decisions/0007)."""
    passed, tried = set(), set()
    for attempt in Attempt.objects.filter(submitted_at__isnull=False):
        tried.add(attempt.enrolment_id)
        passed |= {attempt.enrolment_id} if attempt.passed else set()
        assert attempt.points == grade_of(attempt).points
    steps = Step.objects.filter(kind=StepKind.TEST)
    assert set(steps.filter(done_at__isnull=False).values_list("enrolment", flat=True)) == passed
    assert set(steps.filter(tried_at__isnull=False).values_list("enrolment", flat=True)) == tried
    given = set(GivenExercise.objects.filter(exercise_key="utvardering").values_list("enrolment", flat=True))
    assert given == set(Step.objects.filter(kind=StepKind.EVALUATION).values_list("enrolment", flat=True)) == passed
    counts = status_counts(loaded)
    assert (counts[Status.PASSED], counts[Status.FAILED]) == (len(passed), len(tried - passed))


def test_everybody_has_done_only_what_they_may():
    holders = set(Diploma.objects.values_list("user", flat=True))
    assert len(holders) == 213
    for enrolment in Enrolment.objects.select_related("user")[::7]:
        learner = learner_in(enrolment.user, "vta")
        assert learner.progress.status is not Status.FAILED or learner.done_count == 7
        if learner.progress.test_handed_in:
            assert learner.done_count == 7
        assert (enrolment.user_id in holders) is (learner.diploma_needs == [])


def test_moments_are_those_of_the_stories(loaded):
    now = timezone.now()
    came = dict(Enrolment.objects.values_list("pk", "created_at"))
    assert max(came.values()) - min(came.values()) > timedelta(days=200)
    for step in Step.objects.all():
        moments = [m for m in (came[step.enrolment_id], step.opened_at, step.tried_at, step.done_at) if m]
        assert moments[0] <= min(moments[1:])
        assert step.opened_at <= (step.done_at or step.opened_at)
        assert max(moments) < now
    cut = Release.objects.earliest("cut_at").cut_at
    assert all(given < cut for given in GivenAnswer.objects.values_list("given_at", flat=True))
    for draft in Draft.objects.select_related("enrolment"):
        assert draft.saved_at > draft.enrolment.created_at
    for attempt in Attempt.objects.filter(submitted_at__isnull=False):
        assert came[attempt.enrolment_id] < attempt.started_at < attempt.submitted_at < now
    people = set(Enrolment.objects.values_list("user", flat=True))
    logged = AuditEntry.objects.filter(actor__in=people)
    assert logged.count() > 4000
    assert not logged.filter(at__gt=now - timedelta(minutes=30)).exists()


def test_who_is_halfway_goes_on_at_the_question_begun_yesterday():
    user = User.objects.get(email=HALFWAY.email)
    learner = learner_in(user, "vta")
    fourth = learner.course.chapters[3]
    first, second = fourth.exercises[0].questions
    draft = learner.drafts[first.key]
    assert timezone.localtime(draft.saved_at).date() == timezone.localdate() - timedelta(days=1)
    assert second.key not in learner.drafts
    assert resume_url(learner) == f"/vta/{fourth.slug}/#ovning-{fourth.exercises[0].key}"
    assert learner.done_count == 3
    assert learner.progress.film_seconds[fourth.films[0]] == 21
    assert second.number in [left.number for left in learner.state_of(fourth).left]


def test_who_is_almost_done_needs_one_click():
    enrolment = Enrolment.objects.get(user__email=ALMOST.email)
    attempt = Attempt.objects.get(enrolment=enrolment)
    assert attempt.submitted_at is None
    assert len(attempt.answers) == len(attempt.questions) == 11
    assert grade_of(attempt).points == 9
    assert learner_in(enrolment.user, "vta").done_count == 7


def test_who_is_done_holds_the_diploma():
    user = User.objects.get(email=FINISHED.email)
    assert Diploma.objects.get(user=user).name == "Kerstin Åkesson"
    assert learner_in(user, "vta").progress.evaluation_given


def test_who_has_just_passed_comes_at_the_first_click_on_top_of_the_cohort(loaded):
    assert not User.objects.filter(email=JUST_PASSED.email).exists()
    user = stage(persona=JUST_PASSED)
    assert stage(persona=JUST_PASSED) == user
    learner = learner_in(user, "vta")
    assert (learner.progress.status, learner.progress.evaluation_given) == (Status.PASSED, False)
    assert [need.value for need in learner.diploma_needs] == ["evaluation"]
    assert sum(status_counts(loaded).values()) == 300


def test_the_editor_edits_by_role_and_group_alone():
    user = User.objects.get(email=EDITOR.email)
    assert not user.is_superuser
    assert user.has_perm("wagtailadmin.access_admin")
    assert not Enrolment.objects.filter(user=user).exists()


def test_everybody_on_the_front_door_can_be_tried():
    assert [persona.key for persona in people_to_try()] == list(PERSONAS)


@pytest.mark.parametrize(
    ("key", "address", "words"),
    [
        ("mitt-i", "/vta/", "Fortsätt"),
        ("strax-klar", "/kurs/vta/prov/", "Lämna in"),
        ("godkand", "/kurs/vta/utvardering/", "Utbildningen har ökat min kunskap"),
        ("diplom", "/kurs/vta/diplom/", "Kerstin Åkesson"),
        ("redaktor", "/admin/", ">Demo</strong>"),
        ("ny", "/kurslank/demo/", "Linköpings kommun"),
    ],
)
def test_one_click_leads_into_each_story(visitor, key, address, words):
    front = visitor.get("/").content.decode()
    assert f'action="/demo/in/{key}/"' in front
    landed = visitor.post(f"/demo/in/{key}/", follow=True)
    assert landed.status_code == 200
    assert landed.redirect_chain[0][0].startswith(address)
    assert words in landed.content.decode()


def test_becoming_a_newcomer_logs_out(visitor):
    visitor.post("/demo/in/mitt-i/")
    visitor.post("/demo/in/ny/")
    assert "_auth_user_id" not in visitor.session


def test_the_newcomer_comes_in_with_an_invented_address_alone(visitor):
    fields = {"name": "Linh Hoàng", "email": "linh@kommun.se"}
    refused = visitor.post("/kurslank/demo/", fields)
    assert refused.status_code == 422
    assert "@example.org" in refused.content.decode()
    assert not User.objects.filter(email="linh@kommun.se").exists()
    visitor.post("/kurslank/demo/", fields | {"email": "linh.hoang@example.org"})
    mail = visitor.get("/demo/post/").content.decode()
    assert "linh.hoang@example.org" in mail


def test_handing_in_moves_the_figures(visitor, loaded):
    page = visitor.post("/demo/in/strax-klar/", follow=True)
    attempt = Attempt.objects.get(enrolment__user__email=ALMOST.email)
    visitor.post(page.redirect_chain[0][0], attempt.answers)
    assert status_counts(loaded)[Status.PASSED] == 214


def test_loading_again_says_so_and_changes_nothing():
    before = Release.objects.count(), User.objects.count()
    assert "loaded already" in printed("load_demo")
    assert (Release.objects.count(), User.objects.count()) == before


def test_loading_tells_how_far_it_has_come(said):
    assert any("150 of 299 people" in line for line in said)


def test_beginning_again_leaves_nobody_behind(loaded):
    remove_demo()
    left = (User, Enrolment, Release, ReleasedAnswer, RoundClosing, Diploma, Organisation, CourseLink, AuditEntry)
    assert [model.__name__ for model in left if model.objects.exists()] == []
    loaded.refresh_from_db()
    assert loaded.live
