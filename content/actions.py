"""What changes in courses besides editing: freezing editions, opening the front door, letting editors in."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site
from wagtailmedia.models import Media

from content import packages
from content.models import CourseEdition, CoursePage, HomePage
from quizzes.models import QUESTION_TYPES, Question, QuestionSet

EDITORS: Final = "Redaktörer"
PAGE_ACTIONS: Final = ("add", "change", "publish", "lock", "unlock")


@transaction.atomic
def freeze_edition(*, course: CoursePage) -> CourseEdition:
    """The course as it is published now, as an edition; the same content gives the same edition."""
    course = CoursePage.objects.select_for_update().get(pk=course.pk)
    package = packages.course_package(course)
    edition, created = CourseEdition.objects.get_or_create(
        course=course,
        digest=packages.digest(package),
        defaults={"package": package, "published_at": timezone.now()},
    )
    if not created:
        CourseEdition.objects.filter(pk=edition.pk).update(published_at=timezone.now())
    return edition


@transaction.atomic
def open_front_door() -> HomePage:
    """The home page at the root of the default site, whose address is BASE_URL. Wagtail's own welcome page goes."""
    root = Page.get_first_root_node()
    home = HomePage.objects.first()
    if home is None:
        home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="start", live=False)
        root.add_child(instance=home)
        home.save_revision().publish()
    address = urlsplit(settings.BASE_URL)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or (443 if settings.HTTPS else 80),
        "root_page_id": home.pk,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    # Wagtail's first migration made it: a plain page, which no other page of this site is.
    for welcome in Page.objects.exact_type(Page).child_of(root).filter(slug="home", numchild=0):
        welcome.delete()
    home.refresh_from_db()
    return home


@transaction.atomic
def set_up_editors(*, home: HomePage) -> Group:
    """The group of editors with its permissions. Run again, it adds what is missing and takes nothing away.

    An editor is no superuser: the group is all they have.
    """
    group, _created = Group.objects.get_or_create(name=EDITORS)
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for question_type in QUESTION_TYPES:
        group.permissions.add(*_permissions(question_type, ("add", "change", "publish", "delete", "view")))
    # The family's own list; nobody adds or deletes through it (quizzes.admin).
    group.permissions.add(*_permissions(Question, ("change", "view")))
    group.permissions.add(*_permissions(QuestionSet, ("add", "change", "view")))
    for permission in _permissions(Page, PAGE_ACTIONS):
        GroupPagePermission.objects.get_or_create(group=group, page_id=home.pk, permission=permission)
    root = Collection.get_first_root_node()
    # wagtailmedia keeps its permissions on its own model, whichever model the films are.
    for model, actions in (
        (get_image_model(), ("add", "change", "choose")),
        (get_document_model(), ("add", "change", "choose")),
        (Media, ("add", "change")),
    ):
        for permission in _permissions(model, actions):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return group


def _permissions(model: type[Model], actions: Iterable[str]) -> list[Permission]:
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    codenames = [f"{action}_{content_type.model}" for action in actions]
    return list(Permission.objects.filter(content_type=content_type, codename__in=codenames))
