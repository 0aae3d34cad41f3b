"""Counting visits and proving whose site it is: what an author writes of both, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_paperreview.core.fields import propose

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Names of services as people know them.
SERVICES = {"google": "Google Analytics", "plausible": "Plausible", "goatcounter": "GoatCounter"}
#: Search engines, and the names of their meta elements.
VERIFICATIONS = {
    "google": "google-site-verification",
    "naver": "naver-site-verification",
    "bing": "msvalidate.01",
}
_KEYS = (*SERVICES, "consent", "verification")
_GOOGLE = re.compile(r"[A-Z]{1,4}-[A-Z0-9-]+", re.ASCII)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[a-z0-9._/-]*)?", re.ASCII | re.IGNORECASE)
_CODE = re.compile(r"[a-z0-9-]+", re.ASCII | re.IGNORECASE)
_COUNT = re.compile(r"https://[^\s/\"'<>]+/count", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analytics:
    """The services that count a site's visits, and what search engines want to read."""

    google: str = ""
    plausible: str = ""
    #: address that counts
    goatcounter: str = ""
    #: services without cookies wait for a reader's consent, too
    asks_always: bool = True
    #: names and contents of meta elements
    verifications: tuple[tuple[str, str], ...] = ()

    @property
    def services(self) -> tuple[str, ...]:
        """The names of the services that are used."""
        return tuple(name for name in SERVICES if getattr(self, name))

    @property
    def asked(self) -> tuple[str, ...]:
        """The services that wait for consent; one with cookies always does."""
        return tuple(name for name in self.services if self.asks_always or name == "google")


class AnalyticsError(ValueError):
    """What an author wrote cannot be used; the message says what to write."""


def parse_analytics(option: object) -> Analytics:
    """Return what a theme option names.

    :raises AnalyticsError: where it cannot be used
    """
    if option in ("", None, False):
        return Analytics()
    if not isinstance(option, dict) or not all(isinstance(key, str) for key in option):
        raise AnalyticsError("write a dict like {'plausible': 'example.org'}")
    _check_keys(option, _KEYS)
    asks_always = option.get("consent", True)
    if not isinstance(asks_always, bool):
        raise AnalyticsError("consent: write True or False")
    return Analytics(
        google=_read(option, "google", _GOOGLE, "a measurement id like 'G-ABC123'"),
        plausible=_read(option, "plausible", _HOST, "the site's name there, like 'example.org'"),
        goatcounter=_read_goatcounter(option),
        asks_always=asks_always,
        verifications=_read_verifications(option.get("verification", {})),
    )


def _read(option: Mapping[str, object], key: str, shape: re.Pattern[str], wanted: str) -> str:
    value = option.get(key, "")
    if value == "" or (isinstance(value, str) and shape.fullmatch(value)):
        return str(value)
    raise AnalyticsError(f"{key} {value!r}: write {wanted}")


def _read_goatcounter(option: Mapping[str, object]) -> str:
    value = option.get("goatcounter", "")
    if isinstance(value, str) and _COUNT.fullmatch(value):
        return value
    code = _read(option, "goatcounter", _CODE, "a code like 'mysite', or 'https://…/count'")
    return f"https://{code}.goatcounter.com/count" if code else ""


def _read_verifications(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise AnalyticsError("verification: write a dict like {'google': '…', 'naver': '…'}")
    _check_keys(value, tuple(VERIFICATIONS))
    if not all(isinstance(code, str) and code for code in value.values()):
        raise AnalyticsError("verification: write the codes as texts")
    return tuple((name, value[key]) for key, name in VERIFICATIONS.items() if key in value)


def _check_keys(option: Mapping[str, object], known: tuple[str, ...]) -> None:
    for key in option:
        if key not in known:
            raise AnalyticsError(f"unknown key {key!r}" + propose(str(key), known))
