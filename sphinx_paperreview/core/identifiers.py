"""Names of papers (arXiv, DOI, OpenReview, ACL Anthology): read, spelled one way, addressed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

# Names of old arXiv ids (info.arxiv.org/help/arxiv_identifier.html): the list keeps "docs/0309136"
# from being read as a paper.
_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas "
    "cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math-ph math mtrl-th nlin "
    "nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con"
)
# ASCII, or IGNORECASE would take the Kelvin sign for a "k".
_FLAGS = re.ASCII | re.IGNORECASE
_SITE = r"(?:https?://)?(?:www\.)?"
_TAIL = r"/?(?:\?[^#\s]*)?(?:#\S*)?"

_ARXIV_ID = (
    r"(?:(?P<month>[0-9]{4})\.(?P<serial>[0-9]{4,5})"
    rf"|(?P<archive>{_ARCHIVES.replace(' ', '|')})(?:\.[a-z]{{2,}}(?:-[a-z]+)?)?"
    r"/(?P<old_month>[0-9]{4})(?P<old_serial>[0-9]{3}))"
    r"(?:v(?P<version>[1-9][0-9]{0,3}))?"
)
_ARXIV_BARE = re.compile(
    rf"(?:arxiv:\s*)?{_ARXIV_ID}(?:\.pdf)?(?:\s*\[[a-z-]+(?:\.[a-z-]+)?\])?", _FLAGS
)
_ARXIV_ADDRESS = re.compile(
    r"(?:(?:https?://)?(?:(?:www|export)\.)?arxiv\.org/(?:abs|pdf|html|format|src|e-print|ps)"
    rf"|{_SITE}huggingface\.co/papers|{_SITE}alphaxiv\.org/(?:abs|pdf|html|overview))"
    rf"/(?:arxiv:)?{_ARXIV_ID}(?:\.pdf)?{_TAIL}",
    _FLAGS,
)
_ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.{_ARXIV_ID}", _FLAGS)

# The DOI Handbook allows more; what is left out here would end an address or a line of BibTeX.
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[a-z0-9!#$&'()*+,\-./:;<=>?@\[\]_~]+", _FLAGS)
_DOI_PREFIX = re.compile(r"doi:\s*", _FLAGS)
_DOI_SITE = re.compile(rf"{_SITE}(?:dx\.)?doi\.org/", _FLAGS)

_OPENREVIEW_ID = r"[A-Za-z0-9_-]"
_OPENREVIEW_PREFIXED = re.compile(
    rf"(?i:openreview):\s*({_OPENREVIEW_ID}{{4,64}})|"
    rf"(?i:{_SITE}openreview\.net/(?:forum|pdf|attachment|references/pdf|revisions))"
    rf"\?(?:[^#\s]*&)?id=({_OPENREVIEW_ID}{{4,64}})(?:[&#]\S*)?",
    re.ASCII,
)
# Forum ids mix their letters: "rJ4km2R5t7". A word or a number alone is none.
_OPENREVIEW_BARE = re.compile(rf"(?=.*[a-z])(?=.+[A-Z0-9]){_OPENREVIEW_ID}{{9,20}}", re.ASCII)

_ACL = re.compile(
    rf"(?:acl:\s*|{_SITE}(?:aclanthology\.org|aclweb\.org/anthology)/)?"
    r"(?P<id>20[2-9][0-9]\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]+|[a-z][0-9]{2}-[0-9]{4})"
    rf"(?:(?:v[0-9]+)?\.(?:pdf|bib|xml|endf))?{_TAIL}",
    _FLAGS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArxivId:
    """A paper on arXiv, or one version of it."""

    #: The number without version: ``2510.00931``, ``math/0309136``.
    number: str
    #: The version that was named, if one was.
    version: int | None = None

    @property
    def name(self) -> str:
        """The number, with ``v2`` where a version was named."""
        return self.number if self.version is None else f"{self.number}v{self.version}"

    @property
    def abs_url(self) -> str:
        """The address of the abstract page."""
        return f"https://arxiv.org/abs/{self.name}"

    @property
    def pdf_url(self) -> str:
        """The address of the PDF."""
        return f"https://arxiv.org/pdf/{self.name}"

    @property
    def html_url(self) -> str:
        """The address of arXiv's own HTML, which exists only where :attr:`has_html` says so."""
        return f"https://arxiv.org/html/{self.name}"

    @property
    def has_html(self) -> bool:
        """Whether the paper is of December 2023 or later, when arXiv began to publish HTML."""
        return "/" not in self.number and int(self.number[:4]) >= 2312


@lru_cache(maxsize=1 << 16)
def parse_arxiv(text: str) -> ArxivId | None:
    """Return the arXiv id in a text (id, address or arXiv's DOI), or ``None``; never raises.

    The grammar is that of arXiv's page on identifiers: four digits from 0704 to 1412, five from
    1501 on, so that a number cut short is no id instead of another paper's.
    """
    found = text.strip()
    match = _ARXIV_BARE.fullmatch(found) or _ARXIV_ADDRESS.fullmatch(found)
    if match is None:
        match = _ARXIV_DOI.fullmatch(parse_doi(found) or "")
    number = _build_number(match) if match else None
    if match is None or number is None:
        return None
    return ArxivId(number=number, version=int(match["version"]) if match["version"] else None)


def parse_doi(text: str) -> str | None:
    """Return the DOI in a text (bare, ``doi:`` or address) in lower case, or ``None``.

    Case carries no meaning in a DOI (ISO 26324). A full stop or comma at the end is the sentence's.
    """
    found = text.strip()
    if site := _DOI_SITE.match(found):
        found = unquote(re.split("[?#]", found[site.end() :], maxsplit=1)[0])
    elif prefix := _DOI_PREFIX.match(found):
        found = found[prefix.end() :]
    found = found.rstrip(".,")
    return found.lower() if _DOI.fullmatch(found) else None


def doi_url(doi: str) -> str:
    """Return the address of a DOI at doi.org, percent-encoded."""
    return f"https://doi.org/{quote(doi, safe='/:;()')}"


def parse_openreview(text: str) -> str | None:
    """Return the OpenReview forum id in a text (address, ``openreview:``, bare), or ``None``."""
    found = text.strip()
    return _parse_named_openreview(found) or (found if _OPENREVIEW_BARE.fullmatch(found) else None)


def openreview_url(forum: str) -> str:
    """Return the address of a forum, the page of the paper and its official reviews."""
    return f"https://openreview.net/forum?id={forum}"


def openreview_pdf_url(forum: str) -> str:
    """Return the address of the PDF of a forum's paper."""
    return f"https://openreview.net/pdf?id={forum}"


def parse_acl(text: str) -> str | None:
    """Return the ACL Anthology id in a text (address, ``acl:``, bare), or ``None``."""
    match = _ACL.fullmatch(text.strip())
    if match is None:
        return None
    # Ids since 2020 are lower-case, the older ones begin with a capital.
    return match["id"].lower() if "." in match["id"] else match["id"].upper()


def acl_url(anthology_id: str) -> str:
    """Return the address of a paper's page in the ACL Anthology."""
    return f"https://aclanthology.org/{anthology_id}/"


def acl_pdf_url(anthology_id: str) -> str:
    """Return the address of the PDF of a paper in the ACL Anthology."""
    return f"https://aclanthology.org/{anthology_id}.pdf"


def parse_reference(text: str) -> tuple[str, str] | None:
    """Return kind (``arxiv``, ``doi``, ``openreview``, ``acl``) and value of what a text names.

    Each value has one spelling, whichever was read. arXiv's own DOIs count as ``arxiv``; one with
    an impossible number names nothing.
    """
    if arxiv := parse_arxiv(text):
        return ("arxiv", arxiv.name)
    if (parse_doi(text) or "").startswith("10.48550/arxiv."):
        return None
    for kind, parse in (
        ("doi", parse_doi),
        ("acl", parse_acl),
        ("openreview", _parse_named_openreview),
    ):
        if value := parse(text.strip()):
            return (kind, value)
    return None


def paper_key(kind: str, value: str) -> str:
    """Return the name that all versions and spellings of one paper share."""
    if kind in ("arxiv", "doi") and (arxiv := parse_arxiv(value)):
        return arxiv.number
    if kind == "doi":
        return parse_doi(value) or value
    return value if kind == "arxiv" else f"{kind}:{value}"


def _build_number(match: re.Match[str]) -> str | None:
    """Return the number of a matched id, or ``None`` where arXiv has no such number."""
    if match["archive"]:
        month, serial = match["old_month"], match["old_serial"]
        is_known = month >= "9107" or month <= "0703"
        # Without the subject class: math.GT/0309136 and math/0309136 are one paper.
        number = f"{match['archive'].lower()}/{month}{serial}"
    else:
        month, serial = match["month"], match["serial"]
        is_known = month >= "0704" and len(serial) == (4 if month <= "1412" else 5)
        number = f"{month}.{serial}"
    return number if is_known and "01" <= month[2:] <= "12" and int(serial) else None


def _parse_named_openreview(text: str) -> str | None:
    match = _OPENREVIEW_PREFIXED.fullmatch(text)
    return (match[1] or match[2]) if match else None
