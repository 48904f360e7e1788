"""The editor's rooms for questions: one form and one list a type, a list of them all, and the sets."""

import secrets
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.models import ReferenceIndex
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CopyView, EditView, IndexView, SnippetViewSet, SnippetViewSetGroup

from quizzes import rules
from quizzes.models import (
    ChoiceQuestion,
    FreeTextQuestion,
    MultipleChoiceQuestion,
    Question,
    QuestionSet,
    ScaleQuestion,
    SingleChoiceQuestion,
)

LOCKED: Final = _("Går inte att ändra: svaren pekar hit.")
NOT_COPIED: Final = frozenset(
    {
        "key",
        "version",
        "polymorphic_ctype",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
    }
    | {"latest_revision", "live_revision", "go_live_at", "expire_at", "expired"}
)


class QuestionForm(WagtailAdminModelForm):
    """A question's form. Saves a correction unless the editor says that the question now means something else."""

    new_version = forms.BooleanField(
        required=False,
        label=_("Ny version"),
        help_text=_(
            "Kryssa i om frågan nu betyder något annat: då jämförs nya svar inte med gamla. "
            "Lämna tomt om du bara rättar språket."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = type(self.instance).objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        self.published: Question | None = found if found and found.first_published_at else None
        if self.published is None:
            self.fields.pop("new_version", None)
        elif "new_version" in self.fields:
            self.fields["new_version"].initial = self.instance.version > self.published.version
        if found:
            for name in {"key", "question_set"} & set(self.fields):
                self.fields[name].disabled = True
                self.fields[name].help_text = LOCKED

    def clean(self) -> dict[str, Any]:
        """Counts the version, from the published one: a draft saved ten times rises once. Sees to the options' keys.

        A new option gets a key of its own, never one used before; a published option keeps its key.
        """
        cleaned: dict[str, Any] = super().clean()
        if self.published:
            self.instance.version = self.published.version + bool(cleaned.get("new_version"))
        kept: dict[str, str] = {}
        if isinstance(self.published, ChoiceQuestion):
            kept = {block.id: block.value["key"] for block in self.published.options}
        for block in cleaned.get("options") or ():
            block.value["key"] = block.value["key"] or kept.get(block.id) or secrets.token_hex(4)
            if kept.get(block.id, block.value["key"]) != block.value["key"]:
                message = _("Nyckeln %(key)s ändras inte efter publicering. Lägg till ett nytt alternativ i stället.")
                self.add_error("options", ValidationError(message, params={"key": kept[block.id]}))
        return cleaned


class OwnEditLinks:
    """A list whose links lead to each question's own type: the family's form would hide what the type adds."""

    def _own(self, instance: Question, action: str, name: str) -> str | None:
        viewset = type(instance).snippet_viewset
        if not viewset.permission_policy.user_has_permission(self.request.user, action):  # type: ignore[attr-defined]
            return None
        return reverse(viewset.get_url_name(name), args=[instance.pk])

    def get_edit_url(self, instance: Question) -> str | None:
        return self._own(instance, "change", "edit")

    def get_copy_url(self, instance: Question) -> str | None:
        return self._own(instance, "add", "copy")

    def get_delete_url(self, instance: Question) -> str | None:
        return self._own(instance, "delete", "delete")

    def get_inspect_url(self, instance: Question) -> str | None:
        return None


class FamilyIndexView(OwnEditLinks, IndexView):
    """Every question, whatever its type."""


class FamilyEditView(EditView):
    """Sends whoever comes here to the question's own form."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(
            reverse(type(self.object).snippet_viewset.get_url_name("edit"), args=[self.object.pk])
        )


class FamilyPolicy(ModelPermissionPolicy):
    """Nobody adds a question without a type, or deletes one past its type's own room."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "delete", "publish"} and bool(super().user_has_permission(user, action))


class QuestionCopyView(CopyView):
    """A copy begins without key, version and history: those belong to the original."""

    def get_initial_form_instance(self) -> Question:
        original = self.get_object()
        fields = [field for field in type(original)._meta.concrete_fields if not field.primary_key]  # noqa: SLF001
        copied = {f.name: getattr(original, f.name) for f in fields if f.name not in NOT_COPIED and not f.auto_created}
        copied.pop("id", None)
        return type(original)(**copied)


def _asked(question: Any) -> str:
    """Where a reflection question is asked; those of a test and an evaluation are asked with their set."""
    if question.use != rules.REFLECTION:
        return ""
    if not question.usage_count:
        return gettext("inget kapitel")
    return ngettext("%(count)d kapitel", "%(count)d kapitel", question.usage_count) % {"count": question.usage_count}


class QuestionViewSet(SnippetViewSet):
    """What the rooms of all types share."""

    icon = "help"
    list_display = (
        "key",
        "text",
        Column("question_set", label=_("Frågesamling")),
        Column("question_set.get_use_display", label=_("Används till")),
        Column("version", label=_("Version"), sort_key="version"),
        LiveStatusTagColumn(),
        Column("asked", accessor=_asked, label=_("Ställs i")),
    )
    list_filter = ("question_set", "live")
    list_per_page = 50
    search_fields = ("key", "text")
    search_backend_name = None
    copy_view_class = QuestionCopyView
    own_panels: tuple[Panel, ...] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        """In the order of their sets, each with how often it is used."""
        usage = ReferenceIndex.usage_count_subquery(Question)
        questions = self.model.objects.annotate(usage_count=usage).prefetch_related("question_set")
        return questions.order_by("question_set__slug", "order", "key")

    def get_edit_handler(self) -> Any:
        """The form: what is asked, what the type adds, how it is reported, what it is for in a test."""
        panels = [
            MultiFieldPanel(
                [
                    FieldPanel("text"),
                    FieldPanel("help_text"),
                    *self.own_panels,
                    FieldPanel("required"),
                    FieldPanel("new_version"),
                ],
                _("Frågan"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("question_set", widget=forms.Select),
                    FieldRowPanel([FieldPanel("key"), FieldPanel("order")]),
                ],
                _("Plats"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("report_scope"),
                    FieldPanel("sensitive"),
                    FieldPanel("measures_competence"),
                    FieldPanel("discussion_prompts"),
                ],
                _("Redovisning"),
            ),
            MultiFieldPanel([FieldPanel("explanation"), FieldPanel("review_chapter")], _("I kunskapstestet")),
        ]
        return ObjectList(panels, base_form_class=QuestionForm).bind_to_model(self.model)


class FamilyViewSet(QuestionViewSet):
    """All questions in one list; also where an exercise chooses its questions."""

    model = Question
    menu_label = _("Alla frågor")
    index_view_class = FamilyIndexView
    edit_view_class = FamilyEditView
    copy_view_enabled = False

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return FamilyPolicy(self.model)


class ScaleViewSet(QuestionViewSet):
    """Statements with a scale."""

    model = ScaleQuestion
    own_panels = (FieldPanel("labels"),)


class SingleChoiceViewSet(QuestionViewSet):
    """Questions with one answer."""

    model = SingleChoiceQuestion
    own_panels = (FieldPanel("options"),)


class MultipleChoiceViewSet(QuestionViewSet):
    """Questions with several answers."""

    model = MultipleChoiceQuestion
    own_panels = (FieldPanel("options"), FieldPanel("max_choices"))


class FreeTextViewSet(QuestionViewSet):
    """Questions answered in one's own words."""

    model = FreeTextQuestion
    own_panels = (FieldPanel("max_length"),)


class QuestionSetForm(WagtailAdminModelForm):
    """A set keeps its short name and its use: courses and packages go by them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in {"slug", "use"} & set(self.fields):
                self.fields[name].disabled = True
                self.fields[name].help_text = LOCKED


class QuestionSetViewSet(SnippetViewSet):
    """The sets: a course's reflection questions, its test, its evaluation."""

    model = QuestionSet
    icon = "folder-open-inverse"
    list_display = ("title", "slug", "use")
    list_filter = ("use",)

    def get_edit_handler(self) -> Any:
        panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("use")]
        return ObjectList(panels, base_form_class=QuestionSetForm).bind_to_model(self.model)


class QuestionsGroup(SnippetViewSetGroup):
    """The menu's "Frågor"."""

    menu_label = _("Frågor")
    menu_icon = "help"
    menu_order = 250
    items = (
        FamilyViewSet,
        ScaleViewSet,
        SingleChoiceViewSet,
        MultipleChoiceViewSet,
        FreeTextViewSet,
        QuestionSetViewSet,
    )
