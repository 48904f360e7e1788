"""What keeps a demo apart from people: it answers this machine alone. Pure."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """True for this machine's own names and addresses, port or not: `localhost`, `127.0.0.1:8000`, `[::1]`."""
    try:
        name = urlsplit(f"//{host}" if host.count(":") < 2 or host.startswith("[") else f"//[{host}]").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:  # a malformed address, or a name: anywhere
        return False
