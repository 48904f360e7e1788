"""From posted fields to drafts, and from drafts to the fields a page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.rules import Exercise
from lms.progress.rules import question_anchor
from lms.reflections.actions import DraftSave
from lms.reflections.models import Draft
from lms.reflections.rules import Reply
from quizzes.rules import FREE_TEXT, Answer, InvalidAnswer, Question, clean_answer

MESSAGES: Mapping[str, str | Promise] = {
    "unknown_option": _("Det svaret finns inte längre. Välj ett av alternativen som visas."),
    "several_options": _("Välj bara ett svar."),
    "too_many": _("Du har valt för många. Ta bort något av valen."),
    "too_long": _("Texten är för lång. Korta den och spara igen – det du skrev står kvar här."),
    "missing": _("Välj ett svar, eller ”Jag vill inte svara”."),
    "missing_text": _("Skriv ett svar, eller välj ”Jag vill inte svara”."),
}


@dataclass(frozen=True)
class Aside:
    """Another version of the answer, kept when a save was based on an older text."""

    value: Answer
    declined: bool
    saved_at: datetime | None


@dataclass(frozen=True)
class QuestionField:
    """A question as a page shows it to one learner: what they wrote, when it was saved, and what is wrong with it."""

    question: Question
    value: Answer = None
    declined: bool = False
    version: int = 0
    saved_at: datetime | None = None
    aside: Aside | None = None
    error: str | Promise = ""

    @property
    def chosen(self) -> set[str]:
        """Keys of the chosen options."""
        return {self.value} if isinstance(self.value, str) else set(self.value or ())

    @property
    def text(self) -> str:
        """The free text; empty for choices."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def anchor(self) -> str:
        return question_anchor(self.question.key)

    @property
    def template(self) -> str:
        """One template a question type."""
        return f"quizzes/{self.question.kind}.html"

    @property
    def aside_in_words(self) -> str:
        """The other version as a person reads it: the text, or the options' texts."""
        if self.aside is None or self.aside.declined:
            return gettext("Jag vill inte svara") if self.aside else ""
        if self.question.kind == FREE_TEXT:
            return str(self.aside.value or "")
        chosen = {self.aside.value} if isinstance(self.aside.value, str) else set(self.aside.value or ())
        return "\n".join(option.text for option in self.question.options if option.key in chosen)


def field_from_draft(question: Question, draft: Draft | None) -> QuestionField:
    """The question with the learner's draft in it."""
    if draft is None:
        return QuestionField(question)
    aside = None
    if draft.aside:
        saved_at = parse_datetime(draft.aside["saved_at"])
        aside = Aside(draft.aside["value"], draft.aside["declined"], saved_at)
    return QuestionField(question, draft.value, draft.declined, draft.version, draft.saved_at, aside)


@dataclass(frozen=True)
class Posted:
    """An exercise as posted: the saves that are in order, and the fields with errors, by question key."""

    saves: list[DraftSave]
    errors: dict[str, QuestionField]


def parse_exercise(exercise: Exercise, post: QueryDict | Mapping[str, Any]) -> Posted:
    """Reads the exercise's fields: `<key>`, `<key>-declined`, `<key>-version`. Fields of other questions are ignored."""
    data = post if isinstance(post, QueryDict) else to_querydict(post)
    saves: list[DraftSave] = []
    errors: dict[str, QuestionField] = {}
    for question in exercise.questions:
        raw = data.getlist(question.key)
        declined = bool(data.get(f"{question.key}-declined"))
        version = to_version(data.get(f"{question.key}-version"))
        try:
            saves.append(DraftSave(question, Reply(clean_answer(question, raw), declined), version))
        except InvalidAnswer as error:
            shown: Answer = (raw[0] if raw else "") if question.kind == "free_text" else list(raw)
            errors[question.key] = QuestionField(question, shown, declined, version, error=MESSAGES[error.code])
    return Posted(saves, errors)


def parse_json_reply(question: Question, data: Mapping[str, Any]) -> DraftSave:
    """Reads one autosaved answer: {"value": string, list or null, "declined": bool, "base_version": int}.

    Raises InvalidAnswer.
    """
    value = data.get("value")
    posted = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
    return DraftSave(
        question,
        Reply(clean_answer(question, posted), data.get("declined") is True),
        to_version(data.get("base_version")),
    )


def missing_message(question: Question) -> str | Promise:
    """What to do about a question without answer."""
    return MESSAGES["missing_text" if question.kind == "free_text" else "missing"]


def to_version(raw: object) -> int:
    """A draft version from outside; anything else than a plausible number is 0 (the oldest, so nothing is overwritten)."""
    text = str(raw)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def to_querydict(data: Mapping[str, Any]) -> QueryDict:
    """A kept form (lists of strings by field) as a QueryDict."""
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query
