"""Formulas: MathML in our theme, the source where that cannot be, other renderers where asked."""

from __future__ import annotations

import pytest

CONF = {"html_theme": "sphinx_paperreview"}
TEXT = """\
# Home

Inline {math}`x^2 < y` and {math}`\\hat{y}_t`.

```{math}
:label: sum
a &= \\sum_i x_i \\\\
b &= 2
```

See {eq}`sum`.

```{math}
\\begin{align} a &= \\operatorname*{argmax} b \\end{align}
```
"""


def test_formulas_are_mathml(site):
    build = site.write({"index.md": TEXT}, **CONF).build()
    assert build.warnings == ""
    page = build.text("index.html")
    assert "<math><msup><mi>x</mi><mn>2</mn></msup><mo>&lt;</mo><mi>y</mi></math>" in page
    # The index stands at the letter, not below its hat.
    assert '<msub><mover accent="true"><mi>y</mi>' in page
    assert page.count('<math display="block"') == 2
    assert page.count('class="ams-align"') == 2
    assert "mathjax" not in page.lower()
    tree = build.html("index.html")
    assert [span.text for span in tree.iter("span") if span.get("class") == "eqno"] == ["(1)"]
    link = next(a for a in tree.iter("a") if "reference" in (a.get("class") or "") and "equation" in a.get("href"))  # fmt: skip
    ids = {element.get("id") for element in tree.iter()}
    assert link.get("href").removeprefix("#") in ids


@pytest.mark.parametrize(
    "source",
    [r"\unknown", r"\frac{1}", "a & b", r"\text{<script>alert(1)</script>} \nope", "{" * 3000, r"\begin{x}"],
)  # fmt: skip
def test_what_cannot_be_mathml_is_shown_as_written(site, source):
    build = site.write({"index.rst": f"Home\n====\n\n.. math::\n\n   {source}\n"}, **CONF).build()
    assert build.warnings.count("[paperreview.math]") == 1
    assert "index.rst:4: WARNING" in build.warnings
    page = build.html("index.html")
    assert next(code.text for code in page.iter("code") if code.get("class") == "math") == source
    assert "<script>alert" not in build.text("index.html")


def test_author_chooses_mathjax(site):
    page = site.write({"index.md": TEXT}, **CONF, html_math_renderer="mathjax").build().text("index.html")  # fmt: skip
    assert "mathjax@" in page
    assert "<math" not in page


def test_another_renderer_that_is_loaded_is_used(site):
    conf = {**CONF, "extensions": ["sphinx_paperreview", "renderer_of_theirs"]}
    other = (
        "def visit(self, node):\n    self.body.append('<tt>other</tt>')\n    raise __import__('docutils').nodes.SkipNode\n\n"
        "def setup(app):\n    app.add_html_math_renderer('other', (visit, None), (visit, None))\n"
    )
    site.write({"index.md": "# Home\n\n{math}`x`\n", "renderer_of_theirs.py": other}, **conf)
    with (site.source / "conf.py").open("a") as text:
        text.write(f"import sys\nsys.path.insert(0, {str(site.source)!r})\n")
    assert "<tt>other</tt>" in site.build().text("index.html")


def test_other_themes_have_mathjax_unless_asked_otherwise(site):
    files = {"index.md": "# Home\n\n{math}`x`\n"}
    assert "mathjax@" in site.write(files, html_theme="alabaster").build().text("index.html")
    conf = {"html_theme": "alabaster", "html_math_renderer": "mathml"}
    assert "<math>" in site.write(files, **conf).build(out="asked").text("index.html")


def test_a_long_formula_in_a_line_scrolls_by_itself(site):
    text = "# Home\n\n{math}`x` and {math}`" + " + ".join(f"x_{{{n}}}" for n in range(20)) + "`\n"
    page = site.write({"index.md": text}, **CONF).build().html("index.html")
    spans = [span for span in page.iter("span") if span.get("class") == "paper-long-math"]
    assert [span.get("tabindex") for span in spans] == ["0"]
