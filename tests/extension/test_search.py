"""What the search of a site finds."""

import json

import pytest

POST = "---\ntitle: A\ndate: 2025-10-02\ntags: [Zwitterion, 강화학습]\n---\n\n언어 모델을 씁니다.\n"


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])
def test_tags_without_a_page_are_found(site, theme):
    site.write({"index.md": "# Home\n", "a.md": POST}, html_theme=theme, language="ko")
    build = site.build("dirhtml", paperreview_tag_min_count=2)
    assert not build.has("tags/zwitterion/index.html")
    index = build.text("searchindex.js").removeprefix("Search.setIndex(").removesuffix(")")
    terms = json.loads(index)["terms"]
    assert {"zwitterion", "강화학습", "모델"} <= terms.keys()
    assert "모델을" not in terms
