"""What a chapter makes a browser fetch before it can be read: style, script and type, at most 35 kB in five files."""

import gzip

from content.models import ChapterPage

LIMIT = 35_000  # bytes, as sent: style and script gzipped, fonts as they are
FILES = 5


def test_style_script_and_type_of_a_chapter_are_light(journey, vta):
    fetched = {}
    wanted = ("stylesheet", "script", "font")
    journey.page.on(
        "response",
        lambda answer: fetched.update({answer.url: answer}) if answer.request.resource_type in wanted else None,
    )
    journey.go(f"/vta/{ChapterPage.objects.child_of(vta).order_by('path')[3].slug}/")
    journey.page.wait_for_load_state("networkidle")
    sent = {
        url.removeprefix(journey.base): len(body if url.endswith(".woff2") else gzip.compress(body, 9))
        for url, body in ((url, answer.body()) for url, answer in fetched.items())
    }
    print(sent)
    assert len(sent) <= FILES
    assert sum(sent.values()) <= LIMIT
