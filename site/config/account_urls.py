"""The part of allauth that is used here: a code by mail, and logging out. No passwords, no sign-up form, no mail pages."""

from allauth.account.views import account_inactive, logout
from django.urls import path
from django.views.generic import RedirectView

from lms.accounts.views import ConfirmCodeView, RequestCodeView

urlpatterns = [
    path(
        "login/",
        RedirectView.as_view(pattern_name="account_request_login_code", query_string=True),
        name="account_login",
    ),
    path("login/code/", RequestCodeView.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", ConfirmCodeView.as_view(), name="account_confirm_login_code"),
    path("logout/", logout, name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
    # allauth reverses these two by name; both lead to the code.
    path("signup/", RedirectView.as_view(pattern_name="account_request_login_code"), name="account_signup"),
    path(
        "reauthenticate/",
        RedirectView.as_view(pattern_name="account_request_login_code"),
        name="account_reauthenticate",
    ),
]
