"""Sphinx's search: off where a site has none; in Korean, words are found without particles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.search import SearchLanguage

from sphinx_paperreview.links import is_page_builder
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Particles that end a word, the longest first, so that one pass takes all of one.
PARTICLES = tuple(
    "으로부터 에서부터 이라고는 으로써 으로서 에게서 이라는 에서는 에서도 으로는 으로도 "
    "까지는 부터는 이라고 이라도 로부터 라는 라고 에는 에도 에서 에게 한테 까지 부터 처럼 "
    "보다 마다 조차 마저 이나 이며 이고 이란 으로 로서 로써 로는 로도 과는 와는 과의 와의 "
    "은 는 이 가 을 를 의 에 로 와 과 도 만 나 란".split()
)
_SHORTEST = 2
_FIRST, _LAST = "가", "힣"


class SearchKorean(SearchLanguage):
    """Words of Hangul without their particle; other words as they are."""

    lang = "ko"
    language_name = "Korean"
    js_stemmer_code = f"""
var Stemmer = function () {{
  const particles = "{" ".join(PARTICLES)}".split(" ");
  this.stemWord = function (word) {{
    for (const particle of particles) {{
      const stem = word.slice(0, -particle.length);
      if (word.endsWith(particle) && stem.length >= {_SHORTEST}
          && stem.at(-1) >= "{_FIRST}" && stem.at(-1) <= "{_LAST}") {{
        return stem;
      }}
    }}
    return word;
  }};
}};
"""

    def stem(self, word: str) -> str:
        """Return *word* without its particle, where a word of two syllables remains."""
        for particle in PARTICLES:
            stem = word.removesuffix(particle)
            if stem != word and len(stem) >= _SHORTEST and _FIRST <= stem[-1] <= _LAST:
                return stem
        return word


def on_builder_inited(app: Sphinx) -> None:
    """Build no index that nobody asks."""
    if is_page_builder(app.builder) and read_settings(app.config).search == "none":
        app.builder.search = False  # type: ignore[attr-defined] # a page builder has it


def on_html_collect_pages(app: Sphinx) -> tuple[()]:
    """Forget words that no page has any more, so that a rebuild's index is a clean build's."""
    # Sphinx keeps them with empty lists, in attributes that may have other names one day.
    indexer = getattr(app.builder, "indexer", None)
    for name in ("_mapping", "_title_mapping"):
        words = getattr(indexer, name, None)
        if isinstance(words, dict):
            for word in [word for word, docnames in words.items() if not docnames]:
                del words[word]
    return ()


def setup(app: Sphinx) -> None:
    """Make the language known."""
    app.add_search_language(SearchKorean)
    app.connect("builder-inited", on_builder_inited)
    app.connect("html-collect-pages", on_html_collect_pages)
