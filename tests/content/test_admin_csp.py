"""The admin's Content-Security-Policy: what it lets through, and that nothing else slips in beside it."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from config.admin_csp import policy, starters

CALENDAR = 'initDateChooser("id_approved_on", {"dayOfWeekStart": 1, "format": "Y-m-d"});'
CHOOSER = 'new ImageChooser("id_issuer_mark", {"modalUrl": "/admin/images/chooser/"});'


@pytest.mark.parametrize("script", [CALENDAR, CHOOSER])
def test_a_script_that_starts_a_chooser_is_let_through_by_its_digest(script):
    (digest,) = starters(f"<p><script>{script}</script></p>")
    assert digest.startswith("'sha256-")
    assert digest in policy(HttpResponse(f"<script>{script}</script>"))


@pytest.mark.parametrize(
    "script",
    [
        "alert(1)",
        'initDateChooser("id", {"a": alert(1)});',
        'initDateChooser("id", {"a": 1}); alert(1);',
        'initDateChooser("id", {"a": 1}, alert(1));',
        'initDateChooser("id", {"a": "</script><script>alert(1)"});',
        'new ImageChooser("x"+alert(1), {});',
        'new ImageChooser("id", {"a": `${alert(1)}`});',
        'new Function("id", {"a": 1});',
        'window.initDateChooser("id", {"a": 1});',
    ],
)
def test_no_other_script_is_let_through(script):
    assert list(starters(f"<script>{script}</script>")) == []
    assert "script-src 'self';" in policy(HttpResponse(f"<script>{script}</script>"))


def test_only_pages_are_looked_through():
    text = HttpResponse(f"<script>{CALENDAR}</script>", content_type="application/json")
    assert "sha256" not in policy(text)
    assert "script-src 'self';" in policy(StreamingHttpResponse([b"x"]))


def test_the_admin_has_its_own_policy_and_the_site_keeps_the_strict_one(client, editor, course):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    admin = client.get("/admin/")
    assert admin.status_code == 200
    said = admin["Content-Security-Policy"]
    assert "unsafe-eval" not in said
    assert "script-src 'self'" in said
    assert "'unsafe-inline'" not in said.split("script-src")[1].split(";")[0]
    assert "frame-ancestors 'self'" in said

    site = client.get("/admin-finns-inte/")
    assert "unsafe-inline" not in site["Content-Security-Policy"]
