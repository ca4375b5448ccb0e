"""Addresses of the web: taken apart, shown without secrets, and judged before anything connects. Not for: fetching.

The guard against server-side request forgery is here: a source may name only hosts of the public internet, whatever
it calls them (decimal numbers, IPv4 inside IPv6, names that point home), unless the settings allow private ones.
"""

import ipaddress
import queue
import re
import socket
import threading
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from wiredesk.errors import SourceRejected
from wiredesk.pages.reasons import Reason, scheme_of, shown

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_.])?|[0-9a-f:.]+(?:%[\w.-]+)?", re.IGNORECASE)
_MAX_ADDRESS = 8_000
_SAFE = "/%:@!$&'()*+,;=~?-._[]|"
# IPv4 inside IPv6: mapped, NAT64 (RFC 6052, RFC 8215); 6to4 and Teredo are unwrapped by `ipaddress`.
_NAT64 = tuple(ipaddress.IPv6Network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48"))
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out as global unicast
# Special blocks that `ipaddress` before Python 3.11.10 takes for global. Source: IANA special-purpose address registries.
_SPECIAL = tuple(
    ipaddress.ip_network(network) for network in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20")
)
_CLOUD = ipaddress.ip_address("168.63.129.16")  # Azure's host and metadata service, the one with a public number


@dataclass(frozen=True, slots=True)
class Address:
    """Hold one http(s) address as it is asked for: no name, password or fragment; `host` in ASCII."""

    scheme: str
    host: str
    port: int
    target: str
    had_credentials: bool = False

    @property
    def url(self) -> str:
        """Return the address in one piece."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        is_usual = self.port == (443 if self.scheme == "https" else 80)
        return f"{self.scheme}://{host}{'' if is_usual else f':{self.port}'}{self.target}"


def _bad(source: str, why: str) -> SourceRejected:
    return SourceRejected(shown(source), Reason.BAD_ADDRESS, f"is no usable address ({why})", "check it, or save the page")


def parsed_address(source: str) -> Address:
    """Take an http(s) address apart.

    :raises SourceRejected: for another scheme, and for what is no address.
    """
    scheme = scheme_of(source) or ""
    if scheme not in ("http", "https"):
        what = f"has the scheme {scheme or 'none'}, which is not read"
        raise SourceRejected(shown(source), Reason.UNSUPPORTED_SCHEME, what, "give an http or https address, or a path")
    if len(source) > _MAX_ADDRESS:
        raise _bad(source, f"longer than {_MAX_ADDRESS} characters")
    try:
        parts = urlsplit(source)
        host, port = _ascii_host(parts.hostname or ""), parts.port or (443 if scheme == "https" else 80)
    except (ValueError, UnicodeError) as error:
        raise _bad(source, str(error)[:80]) from error
    if not _HOST.fullmatch(host):
        raise _bad(source, "no host name in it" if not host else "its host name cannot be")
    # As UTF-8 with lone surrogates replaced: quote() would fail on those.
    query = f"?{parts.query}" if parts.query else ""
    target = quote(f"{parts.path or '/'}{query}".encode("utf-8", "replace"), safe=_SAFE)
    return Address(scheme, host, port, target, had_credentials="@" in parts.netloc)


def _ascii_host(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def redirected(address: Address, location: str) -> Address:
    """Return where a redirect from `address` leads.

    :raises SourceRejected: for what cannot be followed.
    """
    try:
        return parsed_address(urljoin(address.url, location.strip()))
    except ValueError as error:
        raise _bad(location, str(error)[:80]) from error


def _unwrapped(ip: _IP) -> _IP:
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour or ip
    if ip.teredo:
        return ip.teredo[1]
    if any(ip in network for network in _NAT64):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def is_public(number: str) -> bool:
    """Tell whether an IP address belongs to the public internet; False for what is no IP address."""
    try:
        ip = _unwrapped(ipaddress.ip_address(number))
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _GLOBAL_V6:
        return False
    if any(ip in network for network in _SPECIAL if network.version == ip.version):
        return False
    is_special = ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified
    return ip.is_global and not is_special and ip != _CLOUD


def resolved(host: str, port: int, *, timeout_s: float) -> list[str]:
    """Return the IP addresses of `host`, IPv4 first; empty when it has none.

    The system's resolver knows no deadline, so it runs in a thread of its own.

    :raises TimeoutError: when it takes longer than `timeout_s`.
    """
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.sort(key=lambda one: one[0] != socket.AF_INET)
            answers.put([str(one[4][0]) for one in found])
        except (OSError, ValueError, OverflowError):
            answers.put([])

    threading.Thread(target=ask, daemon=True, name="wiredesk-resolver").start()
    try:
        return list(dict.fromkeys(answers.get(timeout=timeout_s)))
    except queue.Empty as error:
        raise TimeoutError(host) from error
