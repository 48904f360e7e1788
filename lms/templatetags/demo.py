"""The front door's "Prova som …", in demo mode."""

from django import template

from lms.demo.personas import Persona
from lms.demo.queries import people_to_try as tryable

register = template.Library()


@register.simple_tag
def people_to_try() -> list[Persona]:
    """Whom one can become."""
    return tryable()
