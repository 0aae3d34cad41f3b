"""The example site: five real reviews, and everything else that a small site has."""

project = "Paper Review Blog"
html_title = "Paper Review Blog"
copyright = "2025 sphinx-paperreview"  # noqa: A001 - Sphinx's name
language = "ko"

extensions = ["sphinx_paperreview"]
exclude_patterns = ["_build"]

html_theme = "sphinx_paperreview"
html_baseurl = "https://example.org/"
html_theme_options = {
    "always_show_updated": True,
    "header_links": [{"title": "GitHub", "url": "https://github.com/"}],
}

paperreview_timezone = "Asia/Seoul"
