"""What Wagtail's page forms check beyond the model: keys that answers and progress point at never change."""

import secrets
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamValue

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

LOCKED = _("Går inte att ändra sedan sidan har publicerats: adresser, svar och framsteg pekar hit.")


class CourseForm(WagtailAdminPageForm):
    """A published course keeps its address: course links and bookmarks lead to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.first_published_at and "slug" in self.fields:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = LOCKED


class ChapterForm(WagtailAdminPageForm):
    """A published chapter keeps its key and its exercises' keys; a new exercise may get one by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.first_published_at and "key" in self.fields:
            self.fields["key"].disabled = True
            self.fields["key"].help_text = LOCKED

    def clean_key(self) -> str:
        """One chapter of a course has the key. The model checks too, but knows no course before the chapter is in one."""
        key: str = self.cleaned_data["key"]
        siblings = type(self.instance).objects.child_of(self.parent_page).exclude(pk=self.instance.pk)
        if siblings.filter(key=key).exists():
            raise ValidationError(_("Ett annat kapitel i kursen har den nyckeln."))
        return key

    def clean(self) -> dict[str, Any]:
        """Gives new exercises a key; a published exercise keeps its own."""
        cleaned: dict[str, Any] = super().clean()
        body = cleaned.get("body")
        if body is None:
            return cleaned
        published = type(self.instance).objects.filter(pk=self.instance.pk, first_published_at__isnull=False).first()
        kept = {block.id: block.value["key"] for block in exercises(published.body)} if published else {}
        for block in exercises(body):
            new = f"{cleaned.get('key') or 'o'}-{secrets.token_hex(3)}"
            block.value["key"] = block.value["key"] or kept.get(block.id) or new
            if kept.get(block.id, block.value["key"]) != block.value["key"]:
                self._refuse(_("Övningens nyckel ändras inte efter publicering: %(name)s."), kept[block.id])
        self._refuse_what_another_chapter_has(body)
        return cleaned

    def _refuse_what_another_chapter_has(self, body: StreamValue) -> None:
        """An exercise key, and a question, is found once in a course: drafts and answers are kept by them."""
        siblings = type(self.instance).objects.child_of(self.parent_page).exclude(pk=self.instance.pk)
        elsewhere = [(chapter.title, block) for chapter in siblings for block in exercises(chapter.body)]
        keys = {block.value["key"]: title for title, block in elsewhere}
        taken = {question.pk: title for title, block in elsewhere for question in block.value["questions"] if question}
        asked: set[int] = set()
        for block in exercises(body):
            key = block.value["key"]
            if key in keys:
                self._refuse(_("Övningen ”%(name)s” finns redan i kapitlet ”%(chapter)s”."), key, keys[key])
            for question in filter(None, block.value["questions"]):
                if question.pk in taken:
                    message = _("Frågan ”%(name)s” ställs redan i kapitlet ”%(chapter)s”.")
                    self._refuse(message, question.key, taken[question.pk])
                elif question.pk in asked:
                    self._refuse(_("Frågan ”%(name)s” ställs två gånger i kapitlet."), question.key)
                asked.add(question.pk)

    def _refuse(self, message: "StrPromise", name: str, chapter: str = "") -> None:
        self.add_error("body", ValidationError(message, params={"name": name, "chapter": chapter}))


def exercises(body: StreamValue) -> list[StreamValue.StreamChild]:
    """The body's exercise blocks."""
    return [block for block in body if block.block_type == "exercise"]
