"""A chapter's body as chunks: HTML that is the same for everyone, and slots that a learner's own answers fill.

Rendered once for each edition, language and process; a page then costs what the learner's own rows cost. It also depends
on a few things that no edition holds (a picture's file, a download's size), so it is made anew now and then.
"""

from dataclasses import dataclass

from django.core.cache import caches
from django.utils.translation import get_language

from content.models import ChapterPage, CoursePage
from content.queries import Edition
from media.narration import mark, stamp

KEPT_FOR = 15 * 60  # seconds


@dataclass(frozen=True)
class Chunk:
    """Ready HTML, the slot of an exercise, or the slot of a film (its second is the learner's own)."""

    kind: str  # html, exercise or film
    anchor: str
    html: str = ""
    key: str = ""
    film_id: int = 0


def chapter_chunks(page: ChapterPage) -> list[Chunk]:
    """The page's body, rendered now (previews use this)."""
    chunks: list[Chunk] = []
    for number, block in enumerate(page.body, 1):
        if block.block_type == "exercise":
            chunks.append(Chunk("exercise", f"ovning-{block.value['key']}", key=block.value["key"]))
        elif block.block_type == "film":
            if block.value:
                chunks.append(Chunk("film", f"film-{block.value.key}", key=block.value.key, film_id=block.value.pk))
        else:
            anchor = (
                f"del-{(block.id or str(number))[:8]}"  # stays when other blocks come and go: "Fortsätt" leads there
            )
            chunks.append(Chunk("html", anchor, html=mark(block.render(context={"anchor": anchor}))))
    return chunks


def published_chunks(edition: Edition, chapter_key: str) -> list[Chunk]:
    """The published chapter's body, rendered once for the edition. Raises ChapterPage.DoesNotExist if it is gone."""
    cache = caches["published"]
    key = f"chunks:{edition.id}:{edition.digest}:{chapter_key}:{get_language()}:{stamp()}"
    chunks: list[Chunk] | None = cache.get(key)
    if chunks is None:
        course = CoursePage.objects.only("path", "depth").get(pk=edition.course_id)
        chunks = chapter_chunks(ChapterPage.objects.child_of(course).live().get(key=chapter_key))
        cache.set(key, chunks, KEPT_FOR)
    return chunks
