"""The example site: five real reviews, and everything else that a small site has."""

from docutils.writers.latex2e import Babel

project = "Paper Review Blog"
version = "1.0"
author = "sphinx-paperreview"
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

epub_show_urls = "no"
latex_engine = "xelatex"
latex_elements = {"preamble": r"\usepackage{kotex}"}
# LaTeX's babel has no Korean, and Sphinx warns of it; kotex is what prints it.
Babel.language_codes.setdefault("ko", "english")
linkcheck_ignore = [r"https?://"]  # no build of this site needs a network
