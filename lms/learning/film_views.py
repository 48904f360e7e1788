"""A course's films, for those who may read the course; the front door's film is everybody's."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from content.models import CoursePage
from content.queries import Edition, current_edition
from lms.accounts.permissions import Visitor
from lms.enrolment.queries import enrolment_of
from lms.learning.permissions import may_read
from lms.learning.queries import Learner
from media.models import Film
from media.serving import ranged

PARTS = {"film": "file", "undertexter": "captions", "bild": "thumbnail"}


@require_safe
def film_part(request: HttpRequest, course: str, film: str, part: str) -> HttpResponseBase:
    """The film, its captions (WebVTT) or its poster. Answers Range; a file that is gone is 404."""
    if part not in PARTS:
        raise Http404
    found = get_object_or_404(Film, key=film)
    edition = current_edition(course)
    in_course = edition is not None and any(film in chapter.films for chapter in edition.course.chapters)
    if not _may_see(request.user, found, course, edition if in_course else None):
        if in_course and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    return ranged(request, getattr(found, PARTS[part]))


def _may_see(user: Visitor, film: Film, course: str, edition: Edition | None) -> bool:
    """Readers see their course's films (`edition` shows this one); editors any, for their previews."""
    if edition and may_read(user, Learner(edition, enrolment_of(user, course))):
        return True
    return CoursePage.objects.live().filter(slug=course, film=film).exists() or user.has_perm(
        "wagtailadmin.access_admin"
    )
