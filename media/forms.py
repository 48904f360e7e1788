"""What the film form checks beyond the model."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtailmedia.forms import BaseMediaForm

from media.duration import mp4_seconds


class FilmForm(BaseMediaForm):
    """A film keeps its key, which stands in its address; captions must be WebVTT; the length is read from the film."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True
            self.fields["key"].help_text = _("Går inte att ändra: filmens adress innehåller nyckeln.")

    def clean_captions(self) -> Any:
        captions = self.cleaned_data["captions"]
        if isinstance(captions, UploadedFile):
            start = captions.read(20).removeprefix(b"\xef\xbb\xbf")
            captions.seek(0)
            if not start.startswith(b"WEBVTT"):
                raise ValidationError(_("Filen är inte WebVTT. Den ska börja med ordet WEBVTT."))
        return captions

    def clean(self) -> dict[str, Any]:
        """Fills in the length when the editor has not."""
        cleaned: dict[str, Any] = super().clean()
        film = cleaned.get("file")
        if isinstance(film, UploadedFile) and not cleaned.get("duration"):
            cleaned["duration"] = mp4_seconds(film) or 0
            film.seek(0)
        return cleaned
