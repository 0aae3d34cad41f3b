"""What is stored of a review is told apart by its fields."""

from dataclasses import make_dataclass

from sphinx_paperreview.core.review import find_shape


def test_each_set_of_fields_has_a_number_of_its_own():
    shapes = [("a",), ("a", "b"), ("b", "a")]
    numbers = {find_shape(make_dataclass("Record", names)) for names in shapes}
    assert len(numbers) == len(shapes)
    assert find_shape(make_dataclass("Other", ("a",))) not in numbers
