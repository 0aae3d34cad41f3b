"""The contents of a post, where its author asks for them."""

CONF = {"html_theme": "sphinx_paperreview", "language": "ko"}
TEXT = "## 첫째 *제목*\n\nText.\n\n### 안쪽\n\nText.\n\n## 둘째\n\nText.\n"


def post(toc: str, text: str = TEXT) -> dict[str, str]:
    front = f"---\ntitle: A\ndate: 2025-10-02\n{toc}---\n\n"
    return {"index.md": "# Home\n", "a.md": front + text}


def test_the_headings_are_listed_and_lead_to_their_places(site):
    page = site.write(post("toc: true\n"), **CONF).build("dirhtml").html("a/index.html")
    links = page.findall(".//details//a")
    assert [link.text for link in links] == ["첫째 제목", "안쪽", "둘째"]
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    assert {link.get("href").removeprefix("#") for link in links} <= ids
    assert page.find(".//details/summary").text == "목차"


def test_there_are_no_contents_unless_asked_for(site):
    page = site.write(post(""), **CONF).build("dirhtml").html("a/index.html")
    assert page.find(".//details") is None


def test_one_heading_needs_no_contents(site):
    files = post("toc: true\n", "## Only one\n\nText.\n")
    page = site.write(files, **CONF).build("dirhtml").html("a/index.html")
    assert page.find(".//details") is None


REVIEW = "## 핵심 연구 목표\n\nA.\n\n## 핵심 방법론\n\nB.\n\n## 주요 결과\n\nC.\n\n## AI 실무자를 위한 시사점\n\nD.\n"


def test_the_headings_of_every_review_need_no_contents(site):
    files = post("toc: true\n", REVIEW)
    page = site.write(files, **CONF).build("dirhtml").html("a/index.html")
    assert page.find(".//details") is None


def test_two_headings_more_bring_contents_with_all_of_them(site):
    files = post("toc: true\n", REVIEW + "\n## 한계\n\nE.\n\n### 데이터\n\nF.\n")
    page = site.write(files, **CONF).build("dirhtml").html("a/index.html")
    assert len(page.findall(".//details//a")) == 6
    # The same list stands beside the page area, for windows that are wide enough.
    beside = page.find(".//div[@class='page__contents']")
    assert [a.get("href") for a in beside.iter("a")] == [a.get("href") for a in page.findall(".//details//a")]  # fmt: skip


def test_the_headings_of_every_review_are_the_authors_to_name(site):
    conf = {**CONF, "paperreview_sections": ["첫째 제목", "둘째"]}
    page = site.write(post("toc: true\n"), **conf).build("dirhtml").html("a/index.html")
    assert page.find(".//details") is None


def test_documents_have_contents_where_they_ask_for_them(site):
    files = {"index.md": "# Home\n", "doc.md": f"---\ntoc: true\norphan: true\n---\n\n# Doc\n\n{TEXT}"}  # fmt: skip
    page = site.write(files, **CONF).build("dirhtml").html("doc/index.html")
    assert len(page.findall(".//details//a")) == 3
