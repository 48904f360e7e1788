"""Every page type in a real browser: nothing for axe-core to find, no sideways scroll at 400 %, no breach of the policy.

A page is shown as a test client got it (tests/page_types.py), at its own address and with its own policy.
"""

import pytest

from tests.e2e.soundness import faults_of
from tests.page_types import GROUPS, Shown


@pytest.fixture
def look(page, live_server):
    """look(shown): what is wrong with the page, in words."""
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def look_at(shown):
        said.clear()
        address = f"{live_server.url}{shown.address}"
        page.context.clear_cookies()
        if shown.session:
            page.context.add_cookies([{"name": "sessionid", "value": shown.session, "url": live_server.url}])
        headers = {"Content-Security-Policy": shown.policy} if shown.policy else {}
        page.route(address, lambda route: route.fulfill(body=shown.html, content_type="text/html", headers=headers))
        page.emulate_media(forced_colors="none")
        page.goto(address)
        page.unroute(address)
        faults = faults_of(page)
        page.emulate_media(forced_colors="active")
        assert len(page.screenshot()) > 2000
        return faults + said

    return look_at


@pytest.mark.parametrize("group", GROUPS)
def test_pages_are_sound(look, course, vta, group):
    wrong = {shown.name: faults for shown in GROUPS[group](course, vta) if (faults := look(shown))}
    assert wrong == {}


BROKEN = {
    "label": '<input name="x">',
    "color-contrast": '<p><font color="#dddddd">Blek</font></p>',
    "too wide": '<img src="/static/img/hero.svg" width="900" height="20" alt="">',
    "Content Security Policy": "<script>alert(1)</script>",
    "summary-name": "<details><summary></summary>Text</details>",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_page_that_is_not_sound_is_found_out(look, fault):
    page = '<!DOCTYPE html><html lang="sv"><head><title>Prov</title></head><body><main><h1>Prov</h1>{}</main></body></html>'
    shown = Shown(fault, 200, page.format(BROKEN[fault]), "script-src 'self'", "/prov/", "")
    assert any(fault in found for found in look(shown))
