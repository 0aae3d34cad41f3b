"""The tree of documents: places, neighbours, and what a sidebar shows of it."""

from sphinx_paperreview.core.outline import MOST_ENTRIES, Entry, build_outline, build_place


def outline(**children):
    names = {"index", *children, *(name for names in children.values() for name in names)}
    entries = {
        parent: tuple(Entry(title=name.upper(), page=name) for name in names)
        for parent, names in children.items()
    }
    return build_outline("index", entries, {name: name.upper() for name in names})


def shown(entries):
    return [(e.page, shown(e.children)) if e.children else e.page for e in entries]


def test_a_place_names_what_is_above_before_and_after():
    tree = outline(index=["a", "b"], a=["a1", "a2"])
    place = build_place(tree, "a2")
    assert [link.page for link in place.parents] == ["a"]
    assert (place.previous.page, place.next.page) == ("a1", "b")
    assert build_place(tree, "b").next is None
    assert build_place(tree, "index") is None
    assert build_place(tree, "elsewhere") is None


def test_only_branches_that_lead_to_the_page_are_open():
    tree = outline(index=["a"], a=["a1", "a2"], a1=["x"], a2=["y", "z"], y=["deep"])
    section = build_place(tree, "a2").section
    assert (section.page, shown(section.entries)) == ("a", ["a1", ("a2", ["y", "z"])])
    assert shown(build_place(tree, "y").section.entries) == ["a1", ("a2", [("y", ["deep"]), "z"])]


def test_a_document_on_its_own_belongs_to_what_the_first_one_lists():
    section = build_place(outline(index=["a", "b"], a=["a1"]), "b").section
    assert (section.page, shown(section.entries)) == ("", ["a", "b"])


def test_rings_and_doubles_come_to_an_end():
    tree = outline(index=["a"], a=["b"], b=["a", "index", "c"], c=["b"])
    assert [link.page for link in build_place(tree, "c").parents] == ["a", "b"]
    assert shown(build_place(tree, "c").section.entries) == [("b", ["a", "index", ("c", ["b"])])]


def test_a_long_level_shows_what_is_around_the_page():
    names = [f"n{number}" for number in range(1000)]
    entries = build_place(outline(index=["a"], a=names), "n500").section.entries
    assert len(entries) == MOST_ENTRIES
    assert [e.page for e in entries if e.is_current] == ["n500"]
