"""The verify page: anyone with a number sees what the diploma says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.diplomas.forms import NumberForm
from lms.diplomas.models import Diploma
from lms.diplomas.rules import hours_text, is_well_formed, normalised


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Asks for a number and goes to its page."""
    form = NumberForm(request.GET or None)
    if request.GET and form.is_valid():
        return redirect("diploma_facts", normalised(form.cleaned_data["number"]).replace("/", "") or "-")
    return render(request, "lms/verify.html", {"form": form}, status=400 if request.GET else 200)


@require_safe
@never_cache
def facts(request: HttpRequest, number: str) -> HttpResponse:
    """Every fact that is printed on the diploma, and whether it is valid. A mistyped number is told from an unknown one."""
    printed = normalised(number)
    if printed != number and is_well_formed(printed):
        return redirect("diploma_facts", printed)
    mistyped = not is_well_formed(printed)
    diploma = None if mistyped else Diploma.objects.filter(number=printed).select_related("course").first()
    context = {
        "number": printed,
        "mistyped": mistyped,
        "diploma": diploma,
        "hours": diploma and hours_text(diploma.minutes),
        "form": NumberForm(initial={} if diploma else {"number": printed}),
    }
    return render(request, "lms/verify_facts.html", context, status=200 if diploma else 404)
