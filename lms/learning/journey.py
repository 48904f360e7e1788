"""The way through a course in words: each stop, what is left and why, and the one thing to do next."""

from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.models import CoursePage
from content.rules import Chapter
from lms.diplomas.models import Diploma
from lms.learning.addresses import chapter_url, resume_url
from lms.learning.queries import Learner
from lms.progress.rules import ChapterProgress, ChapterState, DiplomaNeeds, Left, LeftKind, Resume, ResumeKind


@dataclass(frozen=True)
class Link:
    """An address and the words that lead there. `look` is the button's class."""

    url: str
    text: str
    look: str = ""


@dataclass(frozen=True)
class Stop:
    """One stop on the way: a chapter (its number in the mark) or what comes after them (an icon)."""

    title: str
    url: str = ""
    number: int = 0
    icon: str = ""
    minutes: str = ""
    state: str = "is-open"
    state_icon: str = ""
    state_text: str = ""
    is_next: bool = False
    left: list[Link] = field(default_factory=list)

    @property
    def icon_template(self) -> str:
        """The picture in the stop's mark."""
        return f"components/icons/{self.icon}.html"

    @property
    def state_template(self) -> str:
        """The picture beside the stop's state."""
        return f"components/icons/{self.state_icon}.html"


@dataclass(frozen=True)
class Panel:
    """What to do now, said once and large."""

    kicker: str
    title: str
    text: str
    links: list[Link]
    done: int = 0
    total: int = 0

    @property
    def progress(self) -> str:
        """How many chapters are done; empty for who has not begun to collect them."""
        return chapters_done(self.done, self.total) if self.total else ""


def chapters_done(done: int, total: int) -> str:
    """Like "3 av 7 kapitel klara"."""
    return ngettext("%(done)s av %(total)s kapitel klart", "%(done)s av %(total)s kapitel klara", total) % {
        "done": done,
        "total": total,
    }


def minutes_in_words(minutes: int) -> str:
    """Like "20 minuter"."""
    return ngettext("%(count)s minut", "%(count)s minuter", minutes) % {"count": minutes}


def hours_in_words(minutes: int) -> str:
    """Like "Cirka 3 timmar": to the nearest half hour, from an hour up."""
    if minutes < 60:
        return minutes_in_words(minutes)
    halves = round(minutes / 30)
    hours = number_format(halves / 2, halves % 2)
    return ngettext("Cirka %(hours)s timme", "Cirka %(hours)s timmar", 1 if halves == 2 else 2) % {"hours": hours}


def left_in_words(left: Left) -> str:
    """Why a chapter is not done."""
    if left.kind is LeftKind.QUESTION:
        return _("Reflektionsfråga %(number)s saknar svar") % {"number": left.number}
    if left.kind is LeftKind.EXERCISE:
        return _("Övningen ”%(title)s” är inte lämnad") % {"title": left.title}
    return _("Kapitlet är inte läst till slut")


def left_links(learner: Learner, state: ChapterProgress, *, but_for: LeftKind | None = None) -> list[Link]:
    """What is left in the chapter, each with the way there."""
    left = [left for left in state.left if left.kind is not but_for]
    return [Link(chapter_url(learner, state.chapter, one.anchor), left_in_words(one)) for one in left]


def stops(learner: Learner, page: CoursePage, diploma: Diploma | None, *, may_read: bool) -> list[Stop]:
    """The whole way. Who may not read sees what there is, without links and states."""
    there = learner.resume if learner.enrolment else None
    path = [_chapter_stop(learner, state, there, may_read=may_read) for state in learner.chapters]
    if learner.course.test:
        path.append(_test_stop(learner, there, minutes_in_words(page.test_minutes)))
    if learner.course.evaluation.questions:
        path.append(_evaluation_stop(learner, there, minutes_in_words(page.evaluation_minutes)))
    return [*path, _diploma_stop(learner, diploma, there), _method_book_stop(learner)]


CHAPTER_STATES = {
    ChapterState.DONE: ("is-done", "check"),
    ChapterState.OPENED: ("is-started", "pencil"),
    ChapterState.NOT_OPENED: ("is-open", ""),
    ChapterState.LOCKED: ("is-locked", "lock"),
}


def _chapter_stop(learner: Learner, state: ChapterProgress, there: Resume | None, *, may_read: bool) -> Stop:
    stop = Stop(state.chapter.title, number=state.number, minutes=minutes_in_words(state.chapter.minutes))
    url = chapter_url(learner, state.chapter)
    if learner.enrolment is None:
        return replace(stop, url=url if may_read else "")
    look, icon = CHAPTER_STATES[state.state]
    words = {
        ChapterState.DONE: _("Klart"),
        ChapterState.OPENED: _("Påbörjat"),
        ChapterState.NOT_OPENED: "",
        ChapterState.LOCKED: _("Öppnar när kapitlet före är klart"),
    }
    return replace(
        stop,
        url="" if state.locked else url,
        state=look,
        state_icon=icon,
        state_text=words[state.state],
        is_next=there is not None and there.chapter == state.chapter,
        left=left_links(learner, state) if state.state is ChapterState.OPENED else [],
    )


def _with_state(stop: Stop, state: str, text: str, url: str = "", *, is_next: bool = False) -> Stop:
    icons = {"is-done": "check", "is-locked": "lock", "is-started": "pencil", "is-failed": "warning"}
    return replace(stop, state=state, state_icon=icons.get(state, ""), state_text=text, url=url, is_next=is_next)


def _test_stop(learner: Learner, there: Resume | None, minutes: str) -> Stop:
    stop = Stop(_("Kunskapstest"), icon="test", minutes=minutes)
    if there is None:
        return stop
    url = reverse("test", args=[learner.course.slug])
    is_next = there.kind is ResumeKind.TEST
    if learner.progress.test_passed:
        return _with_state(stop, "is-done", _("Godkänt"), url)
    if not learner.may_take_test:
        return _with_state(stop, "is-locked", _("Öppnar när alla kapitel är klara"))
    if learner.progress.test_handed_in:
        return _with_state(stop, "is-started", _("Inte godkänt än. Försök igen när du vill."), url, is_next=is_next)
    if learner.progress.test_opened:
        return _with_state(stop, "is-started", _("Påbörjat"), url, is_next=is_next)
    return _with_state(stop, "is-open", "", url, is_next=is_next)


def _evaluation_stop(learner: Learner, there: Resume | None, minutes: str) -> Stop:
    stop = Stop(_("Utvärdering"), icon="evaluation", minutes=minutes)
    if there is None:
        return stop
    url = reverse("evaluation", args=[learner.course.slug])
    if learner.progress.evaluation_given:
        return _with_state(stop, "is-done", _("Besvarad"), url)
    if learner.progress.test_passed:
        return _with_state(stop, "is-open", "", url, is_next=there.kind is ResumeKind.EVALUATION)
    return _with_state(stop, "is-locked", _("Öppnar efter kunskapstestet"))


def _diploma_stop(learner: Learner, diploma: Diploma | None, there: Resume | None) -> Stop:
    stop = Stop(_("Diplom"), icon="diploma")
    if there is None:
        return stop
    url = reverse("diploma", args=[learner.course.slug])
    if diploma:
        return _with_state(stop, "is-done", _("Utfärdat"), url)
    needs = learner.diploma_needs
    if not needs:
        return _with_state(stop, "is-open", "", url, is_next=there.kind is ResumeKind.DIPLOMA)
    return _with_state(stop, "is-locked", _("Väntar på %(things)s") % {"things": needs_in_words(needs)}, url)


def needs_in_words(needs: list[DiplomaNeeds]) -> str:
    """Like "alla kapitel, kunskapstestet och utvärderingen"."""
    words = {
        DiplomaNeeds.CHAPTERS: _("alla kapitel"),
        DiplomaNeeds.TEST: _("kunskapstestet"),
        DiplomaNeeds.EVALUATION: _("utvärderingen"),
    }
    *first, last = [words[need] for need in needs]
    return _("%(things)s och %(last)s") % {"things": ", ".join(first), "last": last} if first else last


def _method_book_stop(learner: Learner) -> Stop:
    stop = Stop(_("Metodbok"), icon="book")
    url = reverse("method_book", args=[learner.course.slug])
    if learner.progress.test_passed or (
        learner.course.settings.method_book_open and (learner.enrolment or learner.is_open)
    ):
        return _with_state(stop, "is-open", "", url)
    return stop if learner.enrolment is None else _with_state(stop, "is-locked", _("Öppnar efter kunskapstestet"))


def continue_panel(learner: Learner, diploma: Diploma | None) -> Panel:
    """For who is enrolled: where they are, and one button that goes on."""
    there, url = learner.resume, resume_url(learner)
    begun = bool(learner.progress.chapters_opened)
    if there.kind is ResumeKind.CHAPTER and there.chapter:
        number = learner.course.chapters.index(there.chapter) + 1
        kicker = _("Du är här") if begun else _("Börja här")
        title = _("Kapitel %(number)s: %(title)s") % {"number": number, "title": there.chapter.title}
        button = _("Fortsätt") if begun else _("Börja kursen")
        minutes = {"minutes": minutes_in_words(there.chapter.minutes)}
        calm = _("Kapitlet tar ungefär %(minutes)s. Du kan stanna när du vill, för allt sparas.") % minutes
        text = where_in_words(learner, there.chapter, there.anchor) if begun else calm
    else:
        kicker, title, text, button = _after_chapters(there.kind, diploma)
    links = [Link(url, button, "button-large button-light")]
    if diploma:
        links.append(Link(reverse("method_book", args=[learner.course.slug]), _("Metodboken"), "button-quiet"))
    return Panel(kicker, title, text, links, learner.done_count, len(learner.course.chapters))


def _after_chapters(kind: ResumeKind, diploma: Diploma | None) -> tuple[str, str, str, str]:
    """Kicker, title, text and button."""
    if kind is ResumeKind.TEST:
        text = _("Du får försöka så många gånger du vill.")
        return _("Nästa steg"), _("Kunskapstest"), text, _("Till kunskapstestet")
    if kind is ResumeKind.EVALUATION:
        text = _("Kunskapstestet är godkänt. Berätta vad du tyckte om kursen, så är du nästan framme.")
        return _("Nästa steg"), _("Utvärdering"), text, _("Till utvärderingen")
    if diploma:
        return (
            _("Du är framme"),
            _("Kursen är klar"),
            _("Ditt diplom och metodboken väntar på dig här."),
            _("Se ditt diplom"),
        )
    return (
        _("Sista steget"),
        _("Diplom"),
        _("Allt är klart. Kontrollera ditt namn och hämta diplomet."),
        _("Hämta diplomet"),
    )


def where_in_words(learner: Learner, chapter: Chapter, anchor: str) -> str:
    """Where in the chapter the learner stopped, and whether an answer waits there as a draft."""
    exercise = learner.course.exercises.get(anchor.removeprefix("ovning-"))
    film = anchor.removeprefix("film-")
    if exercise:
        words = _("Du stannade vid övningen ”%(title)s”.") % {"title": exercise.title}
    elif film in chapter.films:
        second = learner.progress.film_seconds.get(film, 0)
        words = _("Du stannade i filmen, vid %(time)s.") % {"time": f"{second // 60}:{second % 60:02}"}
    else:
        words = _("Du har börjat läsa.")
    return " ".join(filter(None, [words, draft_in_words(learner, chapter)]))


def draft_in_words(learner: Learner, chapter: Chapter) -> str:
    """Whether an answer of the chapter is saved but not given, and since when."""
    open_exercises = [e for e in chapter.exercises if e.key not in learner.progress.exercises_given]
    drafts = [learner.drafts.get(question.key) for exercise in open_exercises for question in exercise.questions]
    saved = max((draft.saved_at for draft in drafts if draft and draft.value), default=None)
    if saved is None:
        return ""
    day, today = timezone.localdate(saved), timezone.localdate()
    if day == today:
        return _("Ett utkast från i dag väntar på dig.")
    if (today - day).days == 1:
        return _("Ett utkast från i går väntar på dig.")
    return _("Ett utkast från den %(day)s väntar på dig.") % {"day": date_format(day, "j F")}


def visitor_panel(learner: Learner, *, is_authenticated: bool, may_read: bool) -> Panel:
    """For who is not enrolled: how to get in, or how to read without."""
    slug, first = learner.course.slug, learner.course.chapters[:1]
    light = "button-light button-large"
    read = [Link(chapter_url(learner, chapter), _("Läs kapitel 1"), light) for chapter in first]
    if learner.is_open:
        text = _("Alla får läsa. Gå med när du vill spara svar, göra kunskapstestet och få diplom.")
        join = Link(reverse("join_open", args=[slug]), _("Gå med"), "button-quiet")
        return Panel(_("Öppen kurs"), _("Läs i din egen takt"), text, [*read, join])
    if may_read:
        text = _("Du läser som redaktör. Det du gör här sparas inte.")
        return Panel(_("Redaktör"), _("Så här ser kursen ut"), text, read)
    if is_authenticated:
        text = _("Öppna länken som du har fått från din organisation. Har du ingen? Fråga din chef.")
        return Panel(_("Du är inte med i kursen än"), _("Du behöver en kurslänk"), text, [])
    login = f"{reverse('account_login')}?next={reverse('course_page', args=[slug])}"
    text = _(
        "Kursen går du genom länken som din organisation skickar. "
        "Har du redan gått med? Logga in, så är allt där du lämnade det."
    )
    return Panel(_("Kurslänk"), _("Så kommer du in"), text, [Link(login, _("Logga in"), light)])
