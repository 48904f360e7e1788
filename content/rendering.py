"""A chapter's body as chunks: HTML that is the same for everyone, and slots that a learner's own answers fill.

Rendered once for each edition and language and process; a page then costs what the learner's own rows cost.
"""

from dataclasses import dataclass

from django.core.cache import caches
from django.utils.translation import get_language

from content.models import ChapterPage
from media.narration import mark


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
            anchor = f"del-{number}"
            chunks.append(Chunk("html", anchor, html=mark(block.render(context={"anchor": anchor}))))
    return chunks


def published_chunks(edition_id: int, page_id: int) -> list[Chunk]:
    """The published page's body, rendered once for the edition."""
    cache = caches["published"]
    key = f"chunks:{edition_id}:{page_id}:{get_language()}"
    chunks: list[Chunk] | None = cache.get(key)
    if chunks is None:
        chunks = chapter_chunks(ChapterPage.objects.get(pk=page_id))
        cache.set(key, chunks, timeout=None)
    return chunks
