"""Which mail addresses can belong to nobody. Pure."""

from typing import Final

INVENTED_DOMAIN: Final = "example.org"  # kept for examples (RFC 2606)


def is_invented(email: str) -> bool:
    """True for an address of which everybody sees that it is made up: demo mode knows no others."""
    return email.rpartition("@")[2].strip().lower() == INVENTED_DOMAIN
