"""A form handed in after the session ended: kept until the same person has logged in again, so that nothing is lost.

The form names its person in a signed field, because a device may be shared: somebody else's log-in never gets the text.
"""

from collections.abc import Mapping

from django.core import signing
from django.http import HttpRequest

from lms.accounts.models import User

SESSION_KEY = "kept_post"
LARGEST = 200_000  # characters kept in an anonymous session
SALT = "lms.learning.kept_posts"


def person_signature(user: User) -> str:
    """The hidden field's value: who the form was made for."""
    return signing.dumps(user.pk, salt=SALT)


def keep(request: HttpRequest, where: str) -> bool:
    """Keeps a visitor's posted fields in the session; False if they name nobody or are too long."""
    person = _person(request.POST.get("person", ""))
    fields = {name: values for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", "person")}
    if person is None or sum(len(v) for values in fields.values() for v in values) > LARGEST:
        return False
    request.session[SESSION_KEY] = {"person": person, "where": where, "fields": fields}
    return True


def take(request: HttpRequest, where: str) -> Mapping[str, list[str]] | None:
    """What was kept for this form, once; None if nothing was, or it was somebody else's."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["where"] != where:
        return None
    del request.session[SESSION_KEY]
    return kept["fields"] if kept["person"] == request.user.pk else None


def _person(signed: str) -> int | None:
    try:
        return int(signing.loads(signed, salt=SALT, max_age=60 * 60 * 24 * 60))
    except (signing.BadSignature, ValueError, TypeError):
        return None
