"""Every address of the site. The access matrix test (tests/test_access.py) walks this file."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import views
from media.serving import uploaded

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("konto/", include("config.account_urls")),
    path("sprak/", set_language, name="set_language"),
    path("tillganglighet/", views.accessibility_statement, name="accessibility_statement"),
    path("personuppgifter/", views.privacy, name="privacy"),
    path("halsa/", views.health, name="health"),
    path(settings.MEDIA_URL.lstrip("/") + "<path:name>", uploaded, name="uploaded"),
    path("", include("lms.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "config.views.bad_request"
