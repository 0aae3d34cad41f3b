"""Markup of texts in our theme: nothing inline, wide parts reachable, sizes kept."""

from __future__ import annotations

import pytest

CONF = {"html_theme": "sphinx_paperreview", "extensions": ["sphinx_paperreview", "sphinx.ext.autodoc"]}  # fmt: skip
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
TEXT = """\
Sizes
=====

.. image:: x.svg
   :width: 50%

.. image:: x.svg
   :width: 120px
   :height: 3em

.. image:: x.svg
   :scale: 50

.. image:: x.svg

.. figure:: x.svg
   :figwidth: 70%

   Words

.. table:: The *first*
   :widths: 25 75
   :width: 60%

   == ==
   a  b
   == ==
   1  2
   == ==

== ==
a  b
== ==

.. code-block:: python
   :linenos:

   x = 1

.. py:function:: f(x)

   :param x: number

.. py:module:: amodule
.. index:: word; <b>
"""


@pytest.fixture
def build(site):
    return site.write({"index.md": "# Home\n", "a.rst": TEXT, "x.svg": SVG}, **CONF).build(
        "dirhtml"
    )


def test_no_page_has_a_style_attribute_or_an_inline_script(build):
    for name in build.files:
        if not name.endswith(".html"):
            continue
        for element in build.html(name).iter():
            assert not element.get("style"), (name, element.tag, element.get("style"))
            assert not [key for key in element.keys() if key.startswith("on")], name  # noqa: SIM118
            assert element.tag != "style", name
            if element.tag == "script" and element.get("type") != "application/ld+json":
                assert element.get("src"), name
    assert {"genindex/index.html", "py-modindex/index.html", "search/index.html"} <= set(
        build.files
    )


def test_sizes_are_attributes_or_classes(build):
    page = build.html("a/index.html")
    half, exact, scaled, free = [
        (img.get("width"), img.get("height"), img.get("class")) for img in page.iter("img")
    ][:4]
    assert half == (None, None, "paper-width-50 paper-sized")
    assert exact == ("120", "48", "paper-sized")
    assert scaled == ("20", "10", "paper-sized")
    # A picture without a size has that of its file, so that nothing moves when it comes.
    assert free == ("40", "20", None)
    assert "paper-width-70" in page.find(".//figure").get("class")
    tables = list(page.iter("table"))
    assert "paper-width-60" in tables[0].get("class")
    assert [col.get("class") for col in tables[0].iter("col")] == [
        "paper-width-25",
        "paper-width-75",
    ]
    sheet = build.text("_static/paper-widths.css")
    for name in ("paper-width-25", "paper-width-70", "paper-width-100"):
        assert f".{name}{{width:{name.rpartition('-')[2]}%" in sheet


def test_tables_stand_in_parts_that_scroll_and_have_names_of_their_own(build):
    page = build.html("a/index.html")
    regions = [div for div in page.iter("div") if div.get("class") == "paper-scroll"]
    assert [region.get("aria-label") for region in regions] == ["Table 1: The first", "Table 2"]
    for region in regions:
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.find("table") is not None
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_code_is_reached_by_the_keyboard(build):
    blocks = [pre.get("tabindex") for pre in build.html("a/index.html").iter("pre")]
    assert blocks
    assert set(blocks) == {"0"}


def test_tasks_say_whether_they_are_done(site):
    conf = {**CONF, "myst_enable_extensions": ["tasklist"]}
    page = site.write({"index.md": "# Home\n\n- [x] one\n- [ ] two\n"}, **conf).build().html("index.html")  # fmt: skip
    boxes = list(page.find(".//article").iter("input"))
    assert [(box.get("aria-label"), box.get("checked") is not None) for box in boxes] == [
        ("Done", True),
        ("To do", False),
    ]


def test_names_of_the_index_are_text(build):
    page = build.html("genindex/index.html")
    assert [h1.text for h1 in page.iter("h1")] == ["Index"]
    links = {a.text: a.get("href") for a in page.find(".//article").iter("a")}
    assert links["<b>"].startswith("../a/#index-")
    modules = build.html("py-modindex/index.html").find(".//article")
    assert [code.text for code in modules.iter("code")] == ["amodule"]


def test_an_index_of_several_pages_has_one_for_each_letter(site):
    files = {"index.rst": "Home\n====\n\n.. index:: alpha\n.. index:: beta\n"}
    build = site.write(files, **CONF, html_split_index=True).build("dirhtml")
    links = [a.get("href") for a in build.html("genindex/index.html").find(".//article").iter("a")]
    assert links == ["../genindex-A/", "../genindex-B/", "../genindex-all/"]
    assert [a.text for a in build.html("genindex-A/index.html").find(".//article").iter("a")] == ["alpha"]  # fmt: skip
    assert len(list(build.html("genindex-all/index.html").iter("h2"))) == 2


def test_other_themes_keep_the_markup_of_docutils(site):
    files = {"index.md": "# Home\n", "a.rst": TEXT, "x.svg": SVG}
    page = site.write(files, **{**CONF, "html_theme": "alabaster"}).build().text("a.html")
    assert 'style="width: 50%;"' in page
    assert "paper-scroll" not in page


def test_a_translator_of_another_extension_keeps_its_part(site):
    extension = (
        "from sphinx.writers.html5 import HTML5Translator\n\n"
        "class Theirs(HTML5Translator):\n"
        "    def visit_emphasis(self, node):\n"
        "        self.body.append('<i class=theirs>')\n"
        "    def depart_emphasis(self, node):\n"
        "        self.body.append('</i>')\n\n"
        "def setup(app):\n    app.set_translator('html', Theirs)\n"
    )
    site.write(
        {"index.md": "# Home\n\n*one*\n\n| a |\n|---|\n", "translator_of_theirs.py": extension},
        **CONF,
    )
    with (site.source / "conf.py").open("a") as conf:
        conf.write(f"import sys\nsys.path.insert(0, {str(site.source)!r})\n")
        conf.write("extensions = [*extensions, 'translator_of_theirs']\n")
    page = site.build().text("index.html")
    assert "<i class=theirs>one</i>" in page
    assert "paper-scroll" in page
