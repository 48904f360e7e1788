"""Films with captions and transcript."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia


class Film(AbstractMedia):
    """A film or sound: the file, its captions (WebVTT) and its transcript. wagtailmedia has no field for the last two."""

    key = models.SlugField(_("nyckel"), max_length=60, unique=True, help_text=_("Står i filmens adress."))
    captions = models.FileField(
        _("undertexter"),
        upload_to="media",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text=_("WebVTT-fil."),
    )
    transcript = models.TextField(_("texten i filmen"), blank=True)
    credit = models.CharField(_("vem som talar"), max_length=200, blank=True)

    admin_form_fields = (
        "title",
        "key",
        "file",
        "captions",
        "transcript",
        "credit",
        "thumbnail",
        "duration",
        "collection",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("film")
        verbose_name_plural = _("filmer")

    def clean(self, *args: object, **kwargs: object) -> None:
        """A film with speech needs captions and transcript (DOS-lagen, WCAG 1.2.2)."""
        super().clean(*args, **kwargs)
        if self.type == "video" and not (self.captions and self.transcript):
            raise ValidationError(_("En film behöver både undertexter och texten i filmen."))
