"""The blocks that chapters are built of. One template each, in site/templates/blocks/."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import VideoChooserBlock

SIMPLE_TEXT = ["bold", "italic", "link", "ol", "ul"]


class TextBlock(blocks.RichTextBlock):
    """Running text with headings."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"


class FactBoxBlock(blocks.StructBlock):
    """Something to know, set apart from the text."""

    title = blocks.CharBlock(max_length=120, label=_("Rubrik"))
    text = blocks.RichTextBlock(features=SIMPLE_TEXT, label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Faktaruta")
        template = "blocks/fact_box.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words. Say in the attribution when the person is invented."""

    text = blocks.TextBlock(label=_("Citat"))
    attribution = blocks.CharBlock(max_length=120, label=_("Vem säger det"))

    class Meta:
        icon = "openquote"
        label = _("Citat")
        template = "blocks/quote.html"


class ModelPointBlock(blocks.StructBlock):
    """One of the seven points of the VTA model."""

    number = blocks.IntegerBlock(min_value=1, max_value=20, label=_("Nummer"))
    name = blocks.CharBlock(max_length=120, label=_("Namn"))
    explanation = blocks.TextBlock(label=_("Förklaring"))

    class Meta:
        icon = "order"
        label = _("Modellpunkt")
        template = "blocks/model_point.html"


class FilmBlock(VideoChooserBlock):
    """A film with captions and transcript."""

    class Meta:
        icon = "media"
        label = _("Film")
        template = "blocks/film.html"


class ImageBlock(blocks.StructBlock):
    """A picture with a text for those who do not see it."""

    image = ImageChooserBlock(label=_("Bild"))
    alt = blocks.CharBlock(
        max_length=300, label=_("Bilden i ord"), help_text=_("Det som en person som inte ser bilden behöver veta.")
    )
    caption = blocks.CharBlock(max_length=300, required=False, label=_("Bildtext"))

    class Meta:
        icon = "image"
        label = _("Bild")
        template = "blocks/image.html"


class AccordionItemBlock(blocks.StructBlock):
    """A heading that opens."""

    title = blocks.CharBlock(max_length=200, label=_("Rubrik"))
    text = blocks.RichTextBlock(features=SIMPLE_TEXT, label=_("Text"))


class AccordionBlock(blocks.StructBlock):
    """Headings that open, for what not everyone needs to read."""

    items = blocks.ListBlock(AccordionItemBlock(), min_num=1, label=_("Delar"))

    class Meta:
        icon = "arrow-down"
        label = _("Utfällbara delar")
        template = "blocks/accordion.html"


class DownloadBlock(blocks.StructBlock):
    """A file to take along."""

    document = DocumentChooserBlock(label=_("Fil"))
    title = blocks.CharBlock(max_length=150, label=_("Rubrik"))
    description = blocks.CharBlock(max_length=300, required=False, label=_("Beskrivning"))

    class Meta:
        icon = "download"
        label = _("Fil att ladda ner")
        template = "blocks/download.html"


class ExerciseBlock(blocks.StructBlock):
    """A reflection exercise: questions that are answered and given together."""

    key = blocks.RegexBlock(
        regex=r"^[a-z0-9-]{1,40}$",
        required=False,
        label=_("Nyckel"),
        help_text=_("Lämna tomt, så får övningen en egen nyckel. Den ändras aldrig: utkast och svar pekar på den."),
    )
    title = blocks.CharBlock(max_length=120, label=_("Rubrik"))
    intro = blocks.TextBlock(required=False, label=_("Inledning"))
    questions = blocks.ListBlock(SnippetChooserBlock("quizzes.Question"), min_num=1, label=_("Frågor"))

    class Meta:
        icon = "edit"
        label = _("Reflektionsövning")
        template = "blocks/exercise.html"


class ChapterBody(blocks.StreamBlock):
    """Everything a chapter can hold."""

    text = TextBlock(features=["h2", "h3", *SIMPLE_TEXT])
    fact_box = FactBoxBlock()
    quote = QuoteBlock()
    model_point = ModelPointBlock()
    film = FilmBlock()
    image = ImageBlock()
    accordion = AccordionBlock()
    download = DownloadBlock()
    exercise = ExerciseBlock()
