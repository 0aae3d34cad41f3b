"""Where each point of the design's checklist is tried: a map from points to tests.

Points 24, 33 and 34 are replaced by "no raw emphasis outside code; bold is what is bold in the
source", 45 by one link an entry.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
POINTS = {
    # frame
    1: ["boxes_of_the_design", "styles_of_the_design", "stays_below_the_masthead"],
    2: ["boxes_of_the_design", "point_04_"],
    3: ["styles_of_the_design", "point_03_"],
    4: ["boxes_of_the_design", "point_04_"],
    5: ["styles_of_the_design"],
    6: ["boxes_of_the_design"],
    7: ["columns_change_at_their_widths", "follows_the_article_in_one_column"],
    8: ["boxes_of_the_design"],
    9: ["boxes_of_the_design"],
    10: ["boxes_of_the_design"],
    11: ["stays_below_the_masthead", "leaves_with_the_end_of_its_column", "point_11_"],
    12: ["follows_the_article_in_one_column"],
    13: ["no_page_is_wider_than_the_viewport"],
    14: ["boxes_of_the_design", "styles_of_the_design", "as_far_apart_as_in_the_design"],
    15: ["columns_change_at_their_widths"],
    # sidebar
    16: ["point_16_"],
    17: ["point_17_"],
    18: ["styles_of_the_design", "as_far_apart_as_in_the_design"],
    19: ["boxes_of_the_design", "styles_of_the_design"],
    20: ["boxes_of_the_design"],
    21: ["point_21_"],
    22: ["the_same_on_every_kind_of_page"],
    # article
    23: ["boxes_of_the_design", "styles_of_the_design", "point_23_"],
    24: ["longest_seed_fits_its_lines", "as_high_as_its_lines", "point_24_"],
    25: ["as_far_apart_as_in_the_design", "styles_of_the_design", "point_25_"],
    26: ["point_26_"],
    27: ["as_far_apart_as_in_the_design"],
    28: ["styles_of_the_design", "point_28_"],
    29: ["point_29_"],
    30: ["styles_of_the_design", "as_far_apart_as_in_the_design", "point_30_"],
    31: ["styles_of_the_design", "point_31_"],
    32: ["styles_of_the_design", "point_32_"],
    33: ["point_33_"],
    34: ["point_34_"],
    35: ["styles_of_the_design", "point_35_"],
    36: ["styles_of_the_design", "point_36_"],
    37: ["point_37_"],
    38: ["styles_of_the_design", "as_far_apart_as_in_the_design", "point_38_"],
    39: ["point_39_"],
    40: ["point_40_", "place_of_comments_is_that_of_the_design"],
    41: ["point_41_"],
    42: ["no_heading_level_is_skipped", "one_h1_before_any_other_heading"],
    43: ["one_h1_before_any_other_heading", "first_stop_of_the_keyboard", "point_43_"],
    # lists
    44: ["as_far_apart_as_in_the_design", "point_44_"],
    45: ["styles_of_the_design", "as_far_apart_as_in_the_design", "point_45_", "whole_entry_leads"],
    46: ["point_46_"],
    47: ["point_47_"],
    48: ["the_row_of_page_numbers", "one_page_has_no_row", "point_48_"],
    49: ["styles_of_the_design", "page_numbers_stay_inside_their_column", "point_49_"],
    50: ["page_numbers_stay_inside_their_column", "point_50_"],
    # not found, script
    55: ["card_that_fits_the_window", "boxes_of_the_design", "point_55_"],
    56: ["point_56_"],
    57: ["scripts_of_an_article", "nothing_comes_from_another_host"],
    58: ["no_content_widens_the_page"],
    # elements of text
    59: ["elements_of_text_have_the_styles", "no_content_widens_the_page", "point_59_"],
    60: ["point_60_", "dark_scheme_is_dark", "print_holds_the_article", "all_text_stands_out"],
}
#: Addresses, words for programs, feeds and search have suites of their own.
ELSEWHERE = {51, 52, 53, 54}
#: What was wrong in the original and is right here.
DEFECTS = {
    1: ["titles_are_distinct", "one_description", "its_own_title_description_and_address"],
    2: ["distinct_canonical_addresses", "canonical_addresses_lead_to_their_pages"],
    3: ["a_review_says_what_its_author_wrote"],
    4: ["point_26_", "doubled_offset_is_repaired"],
    5: ["point_24_", "point_33_"],
    6: ["point_34_"],
    7: ["point_36_", "point_37_"],
    8: ["one_h1_before_any_other_heading", "no_heading_level_is_skipped"],
    9: ["one_main_with_one_h1"],
    10: ["first_stop_of_the_keyboard", "point_43_", "axe_finds_nothing"],
    11: ["point_04_", "search_of_the_masthead_leads", "point_56_"],
    13: ["scripts_of_an_article"],
    14: ["defect_14_"],
    15: ["defect_15_"],
    16: ["nothing_comes_from_another_host", "comments_wait_until", "nothing_is_counted_before"],
    17: ["no_content_widens_the_page"],
    18: ["page_numbers_stay_inside", "point_50_"],
    19: ["point_60_"],
    20: ["point_41_"],
    21: ["elements_of_text_have_the_styles", "point_41_", "every_token_of_code"],
    22: ["higher_than_the_viewport_scrolls"],
    23: ["point_21_"],
    24: ["card_that_fits_the_window", "point_55_", "defect_24_"],
    25: ["cannot_be_read_is_named_and_left_out"],
    26: ["the_order_of_lists_and_neighbours", "point_46_"],
    27: ["defect_27_", "nothing_comes_from_another_host"],
    28: ["dark_scheme_is_dark", "print_holds_the_article", "all_text_stands_out"],
    29: ["its_own_title_description_and_address"],
    30: ["an_unknown_category_is_reported"],
    31: ["defect_31_"],
    32: ["targets_are_large_enough", "longest_seed_fits_its_lines"],
    33: ["point_28_"],
}
#: The index of the search has its own suite; leftovers in texts are nobody's but their authors'.
NOT_HERE = {12, 34}


@pytest.fixture(scope="module")
def names() -> list[str]:
    """The names of all tests."""
    trees = [ast.parse(path.read_text("utf-8")) for path in TESTS.rglob("test_*.py")]
    return [
        node.name.removeprefix("test_")
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def test_every_point_is_on_the_map():
    assert sorted(POINTS.keys() | ELSEWHERE) == list(range(1, 61))


def test_every_defect_is_on_the_map():
    assert sorted(DEFECTS.keys() | NOT_HERE) == list(range(1, 35))


@pytest.mark.parametrize("point", POINTS)
def test_the_tests_of_a_point_are_there(names, point):
    assert find_missing(names, POINTS[point]) == []


@pytest.mark.parametrize("defect", DEFECTS)
def test_the_tests_of_a_defect_are_there(names, defect):
    assert find_missing(names, DEFECTS[defect]) == []


def find_missing(names: list[str], parts: list[str]) -> list[str]:
    return [part for part in parts if not any(part in name for name in names)]
