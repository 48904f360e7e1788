"""Wagtail's admin as editors meet it: what it refuses, and what it does not show."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from content import protection

# Reports and Wagtail's own handbook (in English) are for those who run the site.
HIDDEN_FROM_EDITORS = frozenset({"reports", "help"})


@hooks.register("before_delete_page")
def refuse_to_delete_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page that answers and progress point at stays."""
    return _refused(request, protection.why_page_stays(page), page)


@hooks.register("before_move_page")
def refuse_to_move_page(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A published chapter stays in its course."""
    return _refused(request, protection.why_chapter_cannot_go(page, destination), page)


@hooks.register("before_copy_page")
def refuse_to_copy_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy to another course is fine; where it goes is known when the form comes back."""
    chosen = request.POST.get("new_parent_page", "")
    destination = Page.objects.filter(pk=chosen).first() if chosen.isdigit() else None
    if request.method != "POST":
        return None
    return _refused(request, protection.why_chapter_cannot_be_copied(page, destination), page)


@hooks.register("before_bulk_action")
def refuse_in_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """The same refusals when several pages are ticked."""
    for page in [item for item in objects if isinstance(item, Page)]:
        reason = ""
        if action_type == "delete":
            reason = protection.why_page_stays(page)
        elif action_type == "move":
            reason = protection.why_chapter_cannot_go(page, action.cleaned_form.cleaned_data["chooser"])
        if reason:
            return _refused(request, reason, page)
    return None


@hooks.register("before_delete_snippet")
def refuse_to_delete_snippet(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """A question that answers point at stays, and so does a set in use."""
    for snippet in instances:
        reason = protection.why_snippet_stays(snippet)
        if reason:
            messages.error(request, reason)
            return redirect(type(snippet).snippet_viewset.get_url_name("edit"), snippet.pk)
    return None


def _refused(request: HttpRequest, reason: str, page: Page) -> HttpResponse | None:
    """Back to the page with the reason; None if there is none."""
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("construct_main_menu")
def show_what_editors_use(request: HttpRequest, items: list[MenuItem]) -> None:
    """A short menu: pages, questions, films, pictures, documents."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in HIDDEN_FROM_EDITORS]


@hooks.register("register_rich_text_features", order=10)
def keep_strong_and_em(features: FeatureRegistry) -> None:
    """Wagtail stores b and i, course packages strong and em: so that saving a text unchanged changes nothing in it."""
    rules = features.converter_rules_by_converter["contentstate"]
    for name, style, element in (("bold", "BOLD", "strong"), ("italic", "ITALIC", "em")):
        rule = rules[name] | {"to_database_format": {"style_map": {style: element}}}
        features.register_converter_rule("contentstate", name, rule)
