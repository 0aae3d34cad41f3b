"""What a page says in the words of schema.org: a review, the way to it, the site."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx_paperreview.core import identifiers
from sphinx_paperreview.core.review import find_paper_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_paperreview.core.about import AboutView
    from sphinx_paperreview.core.review import Paper
    from sphinx_paperreview.core.views import ArticleView

#: Data of JSON-LD.
Data: TypeAlias = dict[str, Any]
_SCHEMA = "https://schema.org"
#: What ends a script element or a line of JavaScript, and what no HTML document may hold.
_MARKUP = re.compile("[<>&]")
_UNSAFE = re.compile(
    "[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T\S+)?)?)?", re.ASCII)
#: How schema.org names the part that an AI had in a text.
_SOURCES = {
    "ai-generated": f"{_SCHEMA}/TrainedAlgorithmicMediaDigitalSource",
    "ai-assisted": f"{_SCHEMA}/CompositeWithTrainedAlgorithmicMediaDigitalSource",
    "ai-translated": f"{_SCHEMA}/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What all pages of a site say of it; addresses are empty where the site has none."""

    name: str
    language: str
    home: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of itself beyond its view; addresses are empty where the site has none."""

    title: str = ""
    url: str = ""
    image: str = ""
    description: str = ""
    #: name and words of the notice on an AI's part
    notice: tuple[str, str] = ("", "")


def build_review_data(
    article: ArticleView, about: AboutView, site: SiteFacts, page: PageFacts
) -> Data:
    """Return a ``Review`` of a paper, a ``BlogPosting`` where a post reviews none."""
    organisation = build_organisation(site)
    people = [{"@type": "Person", "name": name} for name in about.reviewers]
    name, words = page.notice
    paper = about.paper
    return _compact(
        {
            "@type": "Review" if paper else "BlogPosting",
            "name": page.title,
            "url": page.url,
            "inLanguage": (article.language or site.language).replace("_", "-"),
            "datePublished": article.date.datetime if article.date else "",
            "dateModified": about.modified,
            "author": people or organisation,
            "description": page.description,
            "keywords": [term.title for term in article.tags],
            "image": page.image,
            "publisher": organisation,
            "isPartOf": _compact({"@type": "WebSite", "name": site.name, "url": site.home}),
            "reviewRating": _build_rating(about),
            "creditText": words,
            "digitalSourceType": _SOURCES.get(name, ""),
            "itemReviewed": build_paper(paper, page.title) if paper else None,
        }
    )


def build_organisation(site: SiteFacts) -> Data:
    """Return who publishes a site."""
    return _compact({"@type": "Organization", "name": site.name, "url": site.home})


def build_paper(paper: Paper, title: str) -> Data:
    """Return the reviewed work.

    :param title: the review's, for a paper that says no other
    """
    arxiv = identifiers.parse_arxiv(paper.arxiv)
    names = (("arXiv", arxiv.number if arxiv else ""), ("DOI", paper.doi))
    addresses = [
        arxiv.abs_url if arxiv else "",
        identifiers.doi_url(paper.doi) if paper.doi else "",
        identifiers.openreview_url(paper.openreview) if paper.openreview else "",
        identifiers.acl_url(paper.acl) if paper.acl else "",
    ]
    known = [address for address in addresses if address]
    return _compact(
        {
            "@type": "ScholarlyArticle",
            "name": find_paper_title(paper, title),
            "author": [{"@type": "Person", "name": person.name} for person in paper.authors],
            "identifier": [
                {"@type": "PropertyValue", "propertyID": kind, "value": value}
                for kind, value in names
                if value
            ],
            "sameAs": known,
            "url": paper.url or next(iter(known), ""),
            "datePublished": next((d for d in (paper.date, paper.year) if _DAY.fullmatch(d)), ""),
        }
    )


def build_breadcrumbs(steps: Iterable[tuple[str, str]]) -> Data:
    """Return the way to a page: names and absolute addresses, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def build_website(site: SiteFacts, description: str) -> Data:
    """Return the site, with its search where that has an address."""
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{site.search}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return _compact(
        {
            "@type": "WebSite",
            "name": site.name,
            "url": site.home,
            "description": description,
            "inLanguage": site.language.replace("_", "-"),
            "potentialAction": search if site.search else None,
        }
    )


def build_graph(items: Iterable[Data]) -> Data:
    """Return all that a page says as one piece of data."""
    return {"@context": _SCHEMA, "@graph": list(items)}


def render_jsonld(data: Data) -> str:
    """Return *data* as text that can stand in a script element, whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # What is unsafe beside markup cannot be printed, and looking for each of it takes long.
    return (_MARKUP if text.isprintable() else _UNSAFE).sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return f"\\u{ord(character):04x}" if character < "\x80" else json.dumps(character)[1:-1]


def _build_rating(about: AboutView) -> Data | None:
    rating = about.rating
    if rating is None:
        return None
    return {
        "@type": "Rating",
        "ratingValue": rating.value,
        "bestRating": rating.best,
        "worstRating": rating.worst,
    }


def _compact(data: Data) -> Data:
    """Return *data* without what is empty."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}
