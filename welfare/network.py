"""Where a request comes from."""

import ipaddress

from django.conf import settings


def client_address(request) -> str:
    """The address of the client. Behind a proxy it is the last hop, the only one the proxy vouches for."""
    direct = request.META.get("REMOTE_ADDR", "")
    if not settings.BEHIND_PROXY:
        return direct
    last_hop = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(last_hop))
    except ValueError:
        return direct
