"""Every address of the site. The access matrix test (tests/test_access.py) walks this file."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("konto/", include("allauth.account.urls")),
    path("", include("lms.urls")),
    path("", include(wagtail_urls)),
]
