"""Questions: one polymorphic family for knowledge test, reflection exercise and evaluation.

A question has a stable key within its set. Its version rises only when an editor says "new version": then the words
mean something else and answers to the old version are not compared with answers to the new one.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from polymorphic.models import PolymorphicModel
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from quizzes import rules


class QuestionSet(models.Model):
    """Questions that belong together: a course's reflection questions, its test or its evaluation."""

    slug = models.SlugField(_("kortnamn"), unique=True)
    title = models.CharField(_("namn"), max_length=200)
    use = models.CharField(
        _("används till"),
        max_length=20,
        default=rules.REFLECTION,
        choices=[
            (rules.REFLECTION, _("reflektionsövningar")),
            (rules.TEST, _("kunskapstest")),
            (rules.EVALUATION, _("utvärdering")),
        ],
        help_text=_("Avgör vad en fråga i samlingen behöver. I ett kunskapstest har varje fråga ett rätt svar."),
    )

    class Meta:
        verbose_name = _("frågesamling")
        verbose_name_plural = _("frågesamlingar")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class OptionBlock(blocks.StructBlock):
    """One answer option. The key is what answers keep; it never changes."""

    key = blocks.RegexBlock(
        regex=r"^[a-z0-9-]{1,30}$",
        required=False,
        label=_("Nyckel"),
        help_text=_("Lämna tomt, så får alternativet en egen nyckel. Den ändras aldrig: svaren pekar på den."),
    )
    text = blocks.CharBlock(max_length=300, label=_("Text"))
    correct = blocks.BooleanBlock(required=False, label=_("Rätt svar"), help_text=_("Gäller bara i kunskapstestet."))

    class Meta:
        icon = "list-ul"
        label = _("Svarsalternativ")


class Question(PolymorphicModel, PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed):
    """What every question has. Use a subtype: this one cannot be asked."""

    kind = ""

    question_set = models.ForeignKey(
        QuestionSet, on_delete=models.PROTECT, related_name="questions", verbose_name=_("frågesamling")
    )
    key = models.SlugField(_("nyckel"), max_length=40, help_text=_("Ändras aldrig: svaren pekar på den."))
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    order = models.PositiveIntegerField(
        _("ordning"), default=0, help_text=_("Lägst kommer först i test och utvärdering.")
    )
    text = models.CharField(_("fråga"), max_length=500, help_text=_("En fråga i taget, i en kort mening."))
    help_text = models.CharField(_("hjälptext"), max_length=500, blank=True, help_text=_("Står under frågan."))
    required = models.BooleanField(_("ska besvaras"), default=True, help_text=_("”Vill inte svara” räknas som svar."))
    report_scope = models.CharField(
        _("redovisas"),
        max_length=30,
        default=rules.ORGANISATION_AND_ALL,
        choices=[
            (rules.ORGANISATION_AND_ALL, _("för organisationen och för alla")),
            (rules.ALL_ONLY, _("bara för alla deltagare tillsammans")),
        ],
        help_text=_("Det som kursdeltagaren lovas vid frågan. Svar som redan är lämnade behåller sitt löfte."),
    )
    sensitive = models.BooleanField(
        _("känslig"), default=False, help_text=_("Redovisas inte när alla i gruppen svarat lika.")
    )
    measures_competence = models.BooleanField(_("mäter ett av de sex kunskapsmålen"), default=False)
    explanation = models.TextField(_("förklaring"), blank=True, help_text=_("Visas efter ett godkänt test."))
    review_chapter = models.SlugField(
        _("kapitel att läsa igen"), blank=True, help_text=_("Kapitlets nyckel, till exempel k3.")
    )
    discussion_prompts = models.TextField(
        _("samtalsfrågor"), blank=True, help_text=_("En per rad. Visas bara för utbildare.")
    )

    search_fields = [index.SearchField("text"), index.AutocompleteField("text"), index.FilterField("key")]

    class Meta:
        verbose_name = _("fråga")
        verbose_name_plural = _("frågor")
        ordering = ["question_set", "order", "key"]
        constraints = [models.UniqueConstraint(fields=["question_set", "key"], name="question_key_unique_in_set")]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"

    @property
    def use(self) -> str:
        """What the question's set is used for; empty while no set is chosen."""
        return self.question_set.use if self.question_set_id else ""

    def clean(self) -> None:
        """Refuses questions in a knowledge test that nobody can get right."""
        super().clean()
        if self.use == rules.TEST and not isinstance(self, ChoiceQuestion):
            raise ValidationError({"question_set": _("Ett kunskapstest kan bara ha frågor med svarsalternativ.")})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The question as asked, and whether the preview is of a test question (then the right answers are marked)."""
        asked = rules.question_from(self.question_data())
        return {"object": self, "request": request, "question": asked, "is_test": self.use == rules.TEST}

    def question_data(self) -> dict[str, Any]:
        """The question as it goes into a course package (quizzes.rules.question_from reads it)."""
        return {
            "key": self.key,
            "version": self.version,
            "kind": self.kind,
            "text": self.text,
            "help_text": self.help_text,
            "required": self.required,
            "report_scope": self.report_scope,
            "sensitive": self.sensitive,
            "measures_competence": self.measures_competence,
            "explanation": self.explanation,
            "review_chapter": self.review_chapter,
            "discussion_prompts": self.discussion_prompts.splitlines(),
        }


class ChoiceQuestion(Question):
    """What single and multiple choice share: options."""

    options = StreamField([("option", OptionBlock())], verbose_name=_("svarsalternativ"), min_num=2, max_num=12)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuses two options with one key: an answer must name one of them. A test question needs a right answer."""
        super().clean()
        keys = [block.value["key"] for block in self.options if block.value["key"]]
        if len(keys) != len(set(keys)):
            raise ValidationError({"options": _("Två alternativ har samma nyckel. Ge dem var sin.")})
        right = sum(bool(block.value["correct"]) for block in self.options)
        if self.use == rules.TEST and keys and not right:
            raise ValidationError({"options": _("Markera vilket svar som är rätt.")})
        if right > 1 and self.kind == rules.SINGLE:
            raise ValidationError({"options": _("En fråga med ett val kan bara ha ett rätt svar.")})

    def question_data(self) -> dict[str, Any]:
        options = [
            {"key": b.value["key"], "text": b.value["text"], "correct": bool(b.value["correct"])} for b in self.options
        ]
        return super().question_data() | {"options": options}


class SingleChoiceQuestion(ChoiceQuestion):
    """One option of several."""

    kind = rules.SINGLE

    class Meta:
        verbose_name = _("fråga med ett val")
        verbose_name_plural = _("frågor med ett val")


class MultipleChoiceQuestion(ChoiceQuestion):
    """Several options, perhaps with a maximum."""

    kind = rules.MULTIPLE
    max_choices = models.PositiveIntegerField(
        _("högst antal val"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Tomt: så många man vill."),
    )

    class Meta:
        verbose_name = _("fråga med flera val")
        verbose_name_plural = _("frågor med flera val")

    def question_data(self) -> dict[str, Any]:
        return super().question_data() | {"max_choices": self.max_choices}


class ScaleQuestion(Question):
    """A statement and a scale, most agreement first. The options' keys are 1, 2, 3 and so on."""

    kind = rules.SCALE
    labels = models.TextField(
        _("skala"),
        default="Instämmer helt\nInstämmer i hög grad\nInstämmer delvis\nInstämmer i låg grad\nInstämmer inte alls",
        help_text=_("Ett steg per rad, det mest positiva först."),
    )

    class Meta:
        verbose_name = _("påstående med skala")
        verbose_name_plural = _("påståenden med skala")

    def question_data(self) -> dict[str, Any]:
        labels = [label.strip() for label in self.labels.splitlines() if label.strip()]
        options = [{"key": str(n), "text": label, "correct": False} for n, label in enumerate(labels, 1)]
        return super().question_data() | {"options": options}


class FreeTextQuestion(Question):
    """An answer in the course taker's own words."""

    kind = rules.FREE_TEXT
    max_length = models.PositiveIntegerField(
        _("högst antal tecken"), default=2000, validators=[MinValueValidator(100), MaxValueValidator(10_000)]
    )

    class Meta:
        verbose_name = _("fråga med fritext")
        verbose_name_plural = _("frågor med fritext")

    def question_data(self) -> dict[str, Any]:
        return super().question_data() | {"max_length": self.max_length}


QUESTION_TYPES: tuple[type[Question], ...] = (
    ScaleQuestion,
    SingleChoiceQuestion,
    MultipleChoiceQuestion,
    FreeTextQuestion,
)
