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
