"""Reading units in templates."""

from django import template
from django.utils.safestring import SafeString

from media import narration

register = template.Library()


@register.simple_tag
def say(text: str) -> SafeString:
    """The attribute that makes an element a reading unit: <h2 {% say title %}>{{ title }}</h2>."""
    return narration.say(str(text))


@register.filter
def said(html: str) -> SafeString:
    """Safe HTML with its reading units marked."""
    return narration.mark(html)


@register.filter
def said_paragraphs(text: str) -> SafeString:
    """Plain text as paragraphs, each a reading unit."""
    return narration.paragraphs(str(text))
