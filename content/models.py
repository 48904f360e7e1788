"""What is taught: the front door, courses and their chapters as Wagtail pages, and the frozen editions of a course."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import Select
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from content import rules
from content.blocks import ChapterBody
from content.forms import ChapterForm, CourseForm, exercises
from quizzes import rules as question_rules


def check_address(page: Page) -> None:
    """Refuses a slug that the site's routes do not know."""
    if page.slug and not rules.ADDRESS.fullmatch(page.slug):
        raise ValidationError({"slug": _("Använd bara a–z, 0–9 och bindestreck i adressen.")})


class HomePage(Page):
    """The front door."""

    intro = models.TextField(_("inledning"), blank=True, help_text=_("Två eller tre meningar om vad som finns här."))

    template = "content/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.CoursePage"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("startsida")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the live courses, first film included."""
        courses = list(CoursePage.objects.child_of(self).live().order_by("path"))
        return super().get_context(request, *args, **kwargs) | {"courses": courses}


class CoursePage(Page):
    """A course and what it decides for itself. Its address (slug) is the course's name everywhere."""

    summary = models.TextField(_("om kursen"), help_text=_("Två eller tre meningar."))
    takes = models.TextField(_("vad kursen kräver"), blank=True, help_text=_("En punkt per rad."))
    film = models.ForeignKey(
        "media.Film", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("film på startsidan")
    )
    test_set = models.ForeignKey(
        "quizzes.QuestionSet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"use": question_rules.TEST},
        verbose_name=_("kunskapstest"),
    )
    evaluation_set = models.ForeignKey(
        "quizzes.QuestionSet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"use": question_rules.EVALUATION},
        verbose_name=_("utvärdering"),
    )
    test_minutes = models.PositiveIntegerField(_("minuter för testet"), default=10)
    evaluation_minutes = models.PositiveIntegerField(_("minuter för utvärderingen"), default=5)

    access = models.CharField(
        _("vem får läsa"),
        max_length=10,
        default=rules.LINK,
        choices=[(rules.LINK, _("den som har en kurslänk")), (rules.OPEN, _("alla"))],
    )
    chapter_order = models.CharField(
        _("kapitlens ordning"),
        max_length=10,
        default=rules.FREE,
        choices=[(rules.FREE, _("fri")), (rules.FIXED, _("ett i taget"))],
    )
    test_waits = models.BooleanField(_("testet väntar på alla kapitel"), default=True)
    diploma_needs_chapters = models.BooleanField(_("diplomet kräver alla kapitel"), default=True)
    diploma_needs_evaluation = models.BooleanField(_("diplomet kräver utvärderingen"), default=True)
    pass_mark = models.PositiveIntegerField(_("gräns för godkänt"), default=8, validators=[MinValueValidator(1)])
    question_count = models.PositiveIntegerField(
        _("antal frågor i testet"), default=11, validators=[MinValueValidator(1)]
    )
    method_book_open = models.BooleanField(_("metodboken är öppen för alla"), default=False)
    min_group_size = models.PositiveIntegerField(
        _("minsta grupp som redovisas"),
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(50)],
        help_text=_("Svar från färre än så visas aldrig. Gäller svar som lämnas från och med nu."),
    )
    retention_months = models.PositiveIntegerField(
        _("månader som uppgifter sparas"),
        default=24,
        validators=[MinValueValidator(1)],
        help_text=_("Står på vägen in. En organisation kan ha en egen tid."),
    )
    controller = models.CharField(
        _("personuppgiftsansvarig"), max_length=200, default="Samordningsförbundet Centrala Östergötland"
    )
    contact_email = models.EmailField(_("kontaktadress"), default="kurs@example.org")
    issuer = models.CharField(
        _("utfärdare på diplomet"), max_length=200, default="Samordningsförbundet Centrala Östergötland"
    )
    issuer_mark = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("förbundets märke"),
    )
    funder_mark = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ESF:s märke")
    )
    funder_text = models.CharField(_("finansierad av"), max_length=200, blank=True)
    approved_by = models.CharField(
        _("godkänd av"), max_length=200, blank=True, help_text=_("Tomt: kursen visas som utkast.")
    )
    approved_on = models.DateField(_("godkänd den"), null=True, blank=True)

    base_form_class = CourseForm
    template = "content/course_page.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.ChapterPage"]

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [*Page.content_panels, FieldPanel("summary"), FieldPanel("takes"), FieldPanel("film")],
                heading=_("Innehåll"),
            ),
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("access"), FieldPanel("chapter_order")], _("Vägen genom kursen")),
                    MultiFieldPanel(
                        [
                            FieldPanel("test_set", widget=Select),
                            FieldRowPanel(
                                [FieldPanel("question_count"), FieldPanel("pass_mark"), FieldPanel("test_minutes")]
                            ),
                            FieldPanel("test_waits"),
                        ],
                        _("Kunskapstest"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("evaluation_set", widget=Select), FieldPanel("evaluation_minutes")],
                        _("Utvärdering"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("diploma_needs_chapters"),
                            FieldPanel("diploma_needs_evaluation"),
                            FieldPanel("issuer"),
                            FieldRowPanel([FieldPanel("issuer_mark"), FieldPanel("funder_mark")]),
                            FieldPanel("funder_text"),
                            FieldPanel("method_book_open"),
                        ],
                        _("Diplom och metodbok"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("min_group_size"),
                            FieldPanel("retention_months"),
                            FieldPanel("controller"),
                            FieldPanel("contact_email"),
                        ],
                        _("Personuppgifter"),
                    ),
                    MultiFieldPanel(
                        [
                            HelpPanel(_("En kurs utan namn här visas som utkast för kursdeltagarna.")),
                            FieldRowPanel([FieldPanel("approved_by"), FieldPanel("approved_on")]),
                        ],
                        _("Kursägarens godkännande"),
                    ),
                ],
                heading=_("Kursens inställningar"),
            ),
            ObjectList(Page.promote_panels, heading=_("Adress")),
        ]
    )

    class Meta:
        verbose_name = _("kurs")
        verbose_name_plural = _("kurser")
        constraints = [
            models.CheckConstraint(condition=models.Q(min_group_size__gte=3), name="course_min_group_size_at_least_3"),
            models.CheckConstraint(
                condition=models.Q(pass_mark__lte=models.F("question_count")), name="course_pass_mark_within_test"
            ),
        ]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """A template of its own: it reads the course from the editor instead of from an edition."""
        return "content/course_preview.html"

    @property
    def is_draft(self) -> bool:
        """True until the course owner has approved it; pages say so."""
        return not self.approved_by

    def clean(self) -> None:
        """A test that can be passed: enough questions, and a pass mark within them. An address that can be reached."""
        super().clean()
        check_address(self)
        if self.pass_mark and self.question_count and self.pass_mark > self.question_count:
            raise ValidationError({"pass_mark": _("Gränsen kan inte vara högre än antalet frågor.")})
        if (
            self.test_set
            and self.question_count
            and self.test_set.questions.filter(live=True).count() < self.question_count
        ):
            raise ValidationError({"question_count": _("Så många publicerade frågor finns inte i kunskapstestet.")})


class ChapterPage(Page):
    """A chapter of a course."""

    key = models.SlugField(_("nyckel"), max_length=40, help_text=_("Ändras aldrig: deltagarnas framsteg pekar på den."))
    minutes = models.PositiveIntegerField(
        _("minuter"), default=20, help_text=_("Så lång tid tar kapitlet i lugn takt.")
    )
    summary = models.TextField(
        _("sammanfattning"), blank=True, help_text=_("Visas överst i kapitlet. Skriv korta meningar.")
    )
    goals = models.TextField(_("mål"), blank=True, help_text=_("Ett mål per rad: ”Efter kapitlet kan du …”"))
    body = StreamField(ChapterBody(), verbose_name=_("innehåll"), blank=True)

    base_form_class = ChapterForm
    template = "content/chapter_page.html"
    parent_page_types = ["content.CoursePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("key"), FieldPanel("minutes")]),
        FieldPanel("summary"),
        FieldPanel("goals"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("kapitel")
        verbose_name_plural = _("kapitel")

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """A template of its own: it reads the chapter from the editor instead of from an edition."""
        return "content/chapter_preview.html"

    def clean(self) -> None:
        """Keys are unique among the course's chapters, exercise keys within the chapter. The address can be reached."""
        super().clean()
        check_address(self)
        parent = self.get_parent() if self.path else None
        if parent and ChapterPage.objects.child_of(parent).filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError({"key": _("Ett annat kapitel i kursen har den nyckeln.")})
        keys = [block.value["key"] for block in exercises(self.body)]
        if len(keys) != len(set(keys)):
            raise ValidationError({"body": _("Två övningar har samma nyckel. Ge dem var sin.")})

    @property
    def goal_list(self) -> list[str]:
        return [goal for goal in self.goals.splitlines() if goal.strip()]


class CourseEdition(models.Model):
    """A course frozen as it was when published: content-addressed package JSON. Never changed, only added.

    Publishing the same content again finds the same edition; `published_at` then says since when it is the current one.
    """

    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="editions", verbose_name=_("kurs"))
    digest = models.CharField(_("innehållets kontrollsumma"), max_length=64)
    package = models.JSONField(_("paket"))
    published_at = models.DateTimeField(_("publicerad"))

    class Meta:
        verbose_name = _("kursutgåva")
        verbose_name_plural = _("kursutgåvor")
        ordering = ["-published_at"]
        constraints = [models.UniqueConstraint(fields=["course", "digest"], name="course_edition_content_unique")]

    def __str__(self) -> str:
        return f"{self.package['title']} {self.digest[:8]}"


class ImportedItem(models.Model):
    """What a course package wrote last, by digest: how a new import knows what an editor has changed since."""

    name = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    row = models.PositiveBigIntegerField(
        null=True, help_text="for files, which have no key of their own: the id it became"
    )

    class Meta:
        verbose_name = _("inläst del")
        verbose_name_plural = _("inlästa delar")

    def __str__(self) -> str:
        return self.name
