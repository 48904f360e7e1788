"""Logging in with a code by mail: allauth's views with our words, status codes and way back."""

import logging
from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accounts import codes
from lms.accounts.codes import one_at_a_time

logger = logging.getLogger(__name__)


class RequestCodeView(RequestLoginCodeView):
    """Asks where to send a code. The answer is the same whether the address has an account or not."""

    def get_initial(self) -> dict[str, Any]:
        asked = codes.asked(self.request)
        return {"email": asked.email if asked else ""}

    def form_valid(self, form: Any) -> HttpResponse:
        email, asked = form.cleaned_data["email"], codes.asked(self.request)
        same = asked is not None and asked.email == email  # another code for the one who came in by a course link
        start = asked.start if asked and same else self.passthrough_next_url(self.request.path)
        codes.remember(self.request, email=email, start=start)
        try:
            return super().form_valid(form)
        except OSError:
            logger.exception("A login code could not be mailed")
            form.add_error("email", _("Mejlet gick inte att skicka just nu. Vänta några minuter och försök igen."))
            return self.render_to_response(self.get_context_data(form=form), status=503)

    def form_invalid(self, form: Any) -> HttpResponse:
        status = 429 if form.has_error("email", "too_many_login_attempts") else 422
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Who comes back here wants another code, or wrote the wrong address."""


class ConfirmCodeView(ConfirmLoginCodeView):
    """Takes the code. After five wrong ones, or a quarter of an hour, the person asks for a new one where they began."""

    reason: Any = gettext_lazy(
        "Koden har gått ut, eller hör till en annan webbläsare. Be om en ny här, så skickar vi den direkt."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse
        if request.method == "POST":
            with one_at_a_time(request):
                response = super().dispatch(request, *args, **kwargs)
        else:
            response = super().dispatch(request, *args, **kwargs)
        ask_here = reverse("account_request_login_code")
        if request.user.is_authenticated or getattr(response, "url", None) != ask_here:
            return response
        messages.warning(request, self.reason)
        asked = codes.asked(request)
        return redirect(asked.start if asked else self.passthrough_next_url(ask_here))

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("code", "required") or self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.reason = _(
            "Koden blev fel fem gånger, så den gäller inte längre. Be om en ny här. Inget du har gjort är borta."
        )
        return redirect("account_request_login_code")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the way back, and whether a mail was sent for certain: logging in does not tell who has an account."""
        asked, ask_here = codes.asked(self.request), reverse("account_request_login_code")
        start = asked.start if asked else self.passthrough_next_url(ask_here)
        certain = not start.startswith(ask_here)
        return super().get_context_data(**kwargs) | {"start_url": start, "certain": certain}
