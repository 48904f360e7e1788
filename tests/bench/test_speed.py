"""How long a chapter takes beside the least a page can do: read session and user, and answer. Printed, never a reason to fail.

Both are measured in turns within one run, because the same machine is twice as fast a minute later.
Run it with: ./test tests/bench/test_speed.py -s
"""

import statistics
import time

from django.http import HttpResponse
from django.urls import path

from config import urls as site_urls

ROUNDS, CALLS = 15, 10


def floor(request):
    """The least: whose session is it?"""
    return HttpResponse(f"{request.user.pk}: {request.user.email}")


urlpatterns = [path("floor/", floor), *site_urls.urlpatterns]


def test_a_chapter_beside_the_floor(ask, chapter, settings):
    settings.ROOT_URLCONF = __name__
    times = {"/floor/": [], chapter: [], "/vta/": []}
    for _ in range(ROUNDS):
        for address, taken in times.items():
            begun = time.perf_counter()
            for _ in range(CALLS):
                ask(address)
            taken.append((time.perf_counter() - begun) / CALLS)
    least = statistics.median(times["/floor/"])
    print()
    for address, taken in times.items():
        ratio = statistics.median(now / base for now, base in zip(taken, times["/floor/"], strict=True))
        print(f"{address:45} {statistics.median(taken) * 1000:6.2f} ms, {ratio:4.1f} × the floor")
    assert least > 0
