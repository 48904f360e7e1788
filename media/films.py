"""A film as a page shows it: its words, how long it is, and which of its files are there."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media import narration
from media.models import Film


@dataclass(frozen=True)
class FilmView:
    """What components/film.html is made of, addresses excepted: those depend on the course that shows the film."""

    key: str
    title: str
    credit: str
    seconds: int
    transcript: SafeString
    has_file: bool
    has_captions: bool
    has_poster: bool

    @property
    def length(self) -> str:
        """Like "48 sekunder, textad"."""
        words = [duration_in_words(self.seconds), _("textad") if self.has_captions else ""]
        return ", ".join(filter(None, words))


def film_view(film: Film) -> FilmView:
    """The film with its files looked up: one that is gone from the disk is said to be gone."""
    return FilmView(
        key=film.key,
        title=film.title,
        credit=film.credit,
        seconds=round(film.duration or 0),
        transcript=narration.paragraphs(film.transcript),
        has_file=_is_there(film.file),
        has_captions=_is_there(film.captions),
        has_poster=_is_there(film.thumbnail),
    )


def duration_in_words(seconds: int) -> str:
    """Seconds up to a minute and a half, minutes after that; empty where the length is unknown."""
    if seconds <= 0:
        return ""
    if seconds <= 90:
        return ngettext("%(count)s sekund", "%(count)s sekunder", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(count)s minut", "%(count)s minuter", minutes) % {"count": minutes}


def _is_there(file: object) -> bool:
    return bool(file) and file.storage.exists(file.name)  # type: ignore[attr-defined]
