"""A course's films, for those who may read the course; the front door's film is everybody's."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from content.models import CoursePage
from lms.learning.permissions import may_read
from lms.learning.queries import learner_in
from media.models import Film
from media.serving import ranged

PARTS = {"film": "file", "undertexter": "captions", "bild": "thumbnail"}


@require_safe
def film_part(request: HttpRequest, course: str, film: str, part: str) -> HttpResponseBase:
    """The film, its captions (WebVTT) or its poster. Answers Range; a file that is gone is 404."""
    learner = learner_in(request.user, course)
    if learner is None or part not in PARTS:
        raise Http404
    found = get_object_or_404(Film, key=film)
    on_front_door = CoursePage.objects.filter(pk=learner.edition.course_id, film=found).exists()
    in_course = any(film in chapter.films for chapter in learner.course.chapters)
    if not on_front_door and not (in_course and may_read(request.user, learner)):
        if in_course and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    return ranged(request, getattr(found, PARTS[part]))
