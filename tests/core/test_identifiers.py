"""Names of papers: every spelling finds the paper, nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_paperreview.core.identifiers import (
    ArxivId,
    acl_pdf_url,
    acl_url,
    doi_url,
    openreview_pdf_url,
    openreview_url,
    paper_key,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_openreview,
    parse_reference,
)

quick = settings(deadline=None, max_examples=200, derandomize=True)
PIECES = (
    "https:// www. export. arxiv.org/ abs/ pdf/ 2510.00931 math.GT/0309136 v2 .pdf ? # doi: "
    "doi.org/ 10.48550/ arXiv. openreview: openreview.net/forum?id= rJ4km2R5t7 acl: P19-1001 "
    "aclanthology.org/ 2024.acl-long.1 / %2F % & < ٢ K \ud800 \x00"
)
FRAGMENTS = st.lists(
    st.sampled_from(PIECES.split(" ")) | st.text(max_size=3),
    max_size=6,
).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        "2510.00931",
        " 2510.00931 ",
        "arXiv:2510.00931",
        "ARXIV: 2510.00931",
        "arXiv:2510.00931 [cs.CL]",
        "https://arxiv.org/abs/2510.00931",
        "http://www.arxiv.org/abs/2510.00931",
        "https://export.arxiv.org/abs/2510.00931",
        "arxiv.org/abs/2510.00931",
        "https://arxiv.org/abs/arXiv:2510.00931",
        "https://arxiv.org/pdf/2510.00931",
        "https://arxiv.org/pdf/2510.00931.pdf",
        "https://arxiv.org/html/2510.00931/#S3",
        "https://arxiv.org/format/2510.00931",
        "https://arxiv.org/src/2510.00931",
        "https://arxiv.org/abs/2510.00931?context=cs#top",
        "10.48550/arXiv.2510.00931",
        "doi:10.48550/ARXIV.2510.00931",
        "https://doi.org/10.48550/arXiv.2510.00931",
        "https://huggingface.co/papers/2510.00931",
        "https://www.alphaxiv.org/abs/2510.00931",
    ],
)
def test_arxiv_spellings_name_one_paper(text: str) -> None:
    assert parse_arxiv(text) == ArxivId(number="2510.00931")
    assert parse_reference(text) == ("arxiv", "2510.00931")


@pytest.mark.parametrize(
    "text",
    [
        "2510.00931v2",
        "arxiv:2510.00931V2",
        "2510.00931v2.pdf",
        "https://arxiv.org/abs/2510.00931v2",
        "https://arxiv.org/pdf/2510.00931v2.pdf?download=1",
        "https://alphaxiv.org/overview/2510.00931v2",
    ],
)
def test_arxiv_version_is_kept(text: str) -> None:
    assert parse_arxiv(text) == ArxivId(number="2510.00931", version=2)
    assert parse_reference(text) == ("arxiv", "2510.00931v2")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("math.GT/0309136", "math/0309136"),
        ("math/0309136", "math/0309136"),
        ("hep-th/9901001v3", "hep-th/9901001"),
        ("cond-mat.mes-hall/0309136", "cond-mat/0309136"),
        ("https://arxiv.org/pdf/math.GT/0309136v1.pdf", "math/0309136"),
        ("10.48550/arXiv.hep-th/9901001", "hep-th/9901001"),
        ("0704.0001", "0704.0001"),
        ("1412.9999", "1412.9999"),
        ("1501.00001", "1501.00001"),
    ],
)
def test_arxiv_number_has_one_spelling(text: str, number: str) -> None:
    arxiv = parse_arxiv(text)
    assert arxiv is not None
    assert arxiv.number == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1706.0376",  # 1706.03760 after YAML made a number of it
        "2510.0093",
        "2510.009311",
        "1412.00001",
        "1501.0001",
        "2513.00931",
        "2500.00931",
        "0703.0001",
        "2510.00000",
        "2510.00931v0",
        "2510.00931v",
        "2510.00931 and more",
        "math/0313136",
        "math/0704001",
        "math/9106001",
        "math/0309000",
        "docs/0309136",
        "https://example.org/abs/2510.00931",
        "https://arxiv.org.example.org/abs/2510.00931",
        "https://arxiv.org/list/2510.00931",
        "https://arxiv.org/html/2510.00931/x1.png",
        "10.48550/arXiv.2510.0093",
        "٢٥١٠.٠٠٩٣١",
    ],
)
def test_what_is_no_arxiv_id(text: str) -> None:
    assert parse_arxiv(text) is None
    assert parse_reference(text) is None


def test_arxiv_addresses() -> None:
    arxiv = ArxivId(number="2510.00931", version=2)
    assert arxiv.name == "2510.00931v2"
    assert arxiv.abs_url == "https://arxiv.org/abs/2510.00931v2"
    assert arxiv.pdf_url == "https://arxiv.org/pdf/2510.00931v2"
    assert arxiv.html_url == "https://arxiv.org/html/2510.00931v2"
    assert ArxivId(number="math/0309136").abs_url == "https://arxiv.org/abs/math/0309136"


@pytest.mark.parametrize(
    ("number", "has_html"),
    [("2312.00001", True), ("2510.00931", True), ("2311.17035", False), ("math/0309136", False)],
)
def test_arxiv_html_exists_since_december_2023(number: str, has_html: bool) -> None:
    assert ArxivId(number=number).has_html is has_html


@pytest.mark.parametrize(
    "text",
    [
        "10.18653/v1/P19-1001",
        "10.18653/V1/p19-1001.",
        "doi:10.18653/v1/p19-1001,",
        "DOI: 10.18653/v1/P19-1001",
        "https://doi.org/10.18653/v1/P19-1001",
        "http://dx.doi.org/10.18653/v1%2FP19-1001?x=1#y",
        "doi.org/10.18653/v1/P19-1001",
    ],
)
def test_doi_has_one_spelling(text: str) -> None:
    assert parse_doi(text) == "10.18653/v1/p19-1001"
    assert parse_reference(text) == ("doi", "10.18653/v1/p19-1001")


@pytest.mark.parametrize(
    "text",
    ["", "10.1/x", "10.1000/", "10.1000/a b", '10.1000/"x"', "11.1000/x", "10.1000/ä", "10.1000/."],
)
def test_what_is_no_doi(text: str) -> None:
    assert parse_doi(text) is None


def test_doi_address_is_encoded() -> None:
    sici = "10.1002/(sici)1096-8644(199601)99:1<1::aid-ajpa1>3.0.co;2-1"
    assert parse_doi(sici) == sici
    assert "<" not in doi_url(sici)
    assert parse_doi(doi_url(sici)) == sici
    assert parse_doi(doi_url("10.1000/a#b?c+d")) == "10.1000/a#b?c+d"


@pytest.mark.parametrize(
    "text",
    [
        "https://openreview.net/forum?id=rJ4km2R5t7",
        "https://openreview.net/forum?id=rJ4km2R5t7&noteId=Abc#discussion",
        "https://openreview.net/forum?referrer=x&id=rJ4km2R5t7",
        "http://www.openreview.net/pdf?id=rJ4km2R5t7",
        "OpenReview: rJ4km2R5t7",
        "openreview:rJ4km2R5t7",
    ],
)
def test_openreview_spellings(text: str) -> None:
    assert parse_openreview(text) == "rJ4km2R5t7"
    assert parse_reference(text) == ("openreview", "rJ4km2R5t7")


def test_bare_openreview_id_counts_only_where_one_is_asked_for() -> None:
    assert parse_openreview("rJ4km2R5t7") == "rJ4km2R5t7"
    assert parse_openreview("ry-TW-WAb") == "ry-TW-WAb"
    assert parse_reference("rJ4km2R5t7") is None


@pytest.mark.parametrize(
    "text",
    [
        "Transformer",
        "transformers",
        "1234567890",
        "rJ4",
        "rJ4km2R5t7 x",
        "https://openreview.net/forum?noteid=rJ4km2R5t7",
        "https://example.org/forum?id=rJ4km2R5t7",
    ],
)
def test_what_is_no_openreview_id(text: str) -> None:
    assert parse_openreview(text) is None


def test_openreview_addresses() -> None:
    assert openreview_url("rJ4km2R5t7") == "https://openreview.net/forum?id=rJ4km2R5t7"
    assert openreview_pdf_url("rJ4km2R5t7") == "https://openreview.net/pdf?id=rJ4km2R5t7"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024.acl-long.1", "2024.acl-long.1"),
        ("2024.ACL-Long.1", "2024.acl-long.1"),
        ("2024.findings-acl.12", "2024.findings-acl.12"),
        ("acl:P19-1001", "P19-1001"),
        ("p19-1001", "P19-1001"),
        ("https://aclanthology.org/2024.acl-long.1/", "2024.acl-long.1"),
        ("https://www.aclanthology.org/2024.acl-long.1.pdf", "2024.acl-long.1"),
        ("https://aclanthology.org/P19-1001v2.pdf#page=2", "P19-1001"),
        ("https://www.aclweb.org/anthology/P19-1001.bib", "P19-1001"),
    ],
)
def test_acl_spellings(text: str, value: str) -> None:
    assert parse_acl(text) == value
    assert parse_reference(text) == ("acl", value)


@pytest.mark.parametrize("text", ["", "2024.acl", "P19-100", "1999.acl-long.1", "PP19-1001"])
def test_what_is_no_acl_id(text: str) -> None:
    assert parse_acl(text) is None


def test_acl_addresses() -> None:
    assert acl_url("2024.acl-long.1") == "https://aclanthology.org/2024.acl-long.1/"
    assert acl_pdf_url("P19-1001") == "https://aclanthology.org/P19-1001.pdf"


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        ("arxiv", "2510.00931v2", "2510.00931"),
        ("arxiv", "2510.00931", "2510.00931"),
        ("doi", "10.48550/arxiv.2510.00931", "2510.00931"),
        ("doi", "10.18653/v1/P19-1001", "10.18653/v1/p19-1001"),
        ("openreview", "rJ4km2R5t7", "openreview:rJ4km2R5t7"),
        ("acl", "P19-1001", "acl:P19-1001"),
    ],
)
def test_key_is_shared_by_all_versions(kind: str, value: str, key: str) -> None:
    assert paper_key(kind, value) == key


@quick
@given(FRAGMENTS)
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_arxiv, parse_doi, parse_openreview, parse_acl):
        parse(text)
    reference = parse_reference(text)
    if reference:
        assert paper_key(*reference)


@quick
@given(FRAGMENTS)
def test_value_is_read_back_from_itself_and_from_its_address(text: str) -> None:
    if arxiv := parse_arxiv(text):
        for again in (arxiv.name, arxiv.abs_url, arxiv.pdf_url, arxiv.html_url):
            assert parse_arxiv(again) == arxiv
    if doi := parse_doi(text):
        assert parse_doi(doi) == parse_doi(doi_url(doi)) == doi
    if forum := parse_openreview(text):
        assert parse_openreview(openreview_url(forum)) == forum
        assert parse_openreview(openreview_pdf_url(forum)) == forum
    if acl := parse_acl(text):
        assert parse_acl(acl) == parse_acl(acl_url(acl)) == parse_acl(acl_pdf_url(acl)) == acl
