"""Reading interactions: tables and baskets, ratings and strengths, titles, and what is refused."""

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.corpora.interactions import Interactions, hold_out, numbered, read_interactions
from embexplorer.corpora.interactions_step import InteractionsStep


def read(
    folder: Path, text: str | bytes, name: str = "seen.tsv", rates: bool = True, **parameters: Any
) -> Interactions:
    """The interactions of a file with this text."""
    content = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return read_interactions(InteractionsStep(path=folder / name, **parameters), rates)


def pairs(data: Interactions) -> dict[tuple[str, str], float]:
    """What each user gave each item."""
    cells = zip(data.owners.tolist(), data.items.tolist(), data.ratings.tolist(), strict=True)
    return {(data.users[user], data.ids[item]): rating for user, item, rating in cells}


@pytest.mark.parametrize("separator", ["\t", ",", " ", "::", "|"])
def test_two_columns_are_user_and_item(tmp_path: Path, separator: str) -> None:
    data = read(tmp_path, f"anna{separator}tea\nben{separator}tea\nanna{separator}milk\n")

    assert pairs(data) == {("anna", "tea"): 1, ("anna", "milk"): 1, ("ben", "tea"): 1}
    assert not data.rated


def test_a_third_column_is_the_rating(tmp_path: Path) -> None:
    data = read(tmp_path, "user,item,rating\n1,10,4.5\n2,10,3\n")

    assert pairs(data) == {("1", "10"): 4.5, ("2", "10"): 3}
    assert data.rated


def test_items_are_numbered_by_popularity(tmp_path: Path) -> None:
    data = read(tmp_path, "a x\na y\nb y\nc y\nb z\nc z\n")

    assert data.ids == ("y", "z", "x")
    assert data.popularity.tolist() == [3, 2, 1]


def test_a_user_with_all_items_in_a_line_is_recognised_and_said(tmp_path: Path) -> None:
    data = read(tmp_path, "user\tareas\n1\t7 8 9\n2\t8\n")

    assert set(pairs(data)) == {("1", "7"), ("1", "8"), ("1", "9"), ("2", "8")}
    assert "Each line was read as a user with all items (baskets)." in data.notes


def test_baskets_may_be_parted_by_commas(tmp_path: Path) -> None:
    data = read(tmp_path, "anna,tea,milk,bread,jam\nben,tea\n")

    assert set(pairs(data)) == {("anna", "tea"), ("anna", "milk"), ("anna", "bread"), ("anna", "jam"), ("ben", "tea")}


def test_baskets_can_be_asked_for_and_users_without_an_item_are_counted(tmp_path: Path) -> None:
    data = read(tmp_path, "1\t7 8\n1\t9\n2\t\n", layout="baskets")

    assert set(pairs(data)) == {("1", "7"), ("1", "8"), ("1", "9")}
    assert "1 users without an item were left out." in data.notes


def test_titles_with_blanks_are_single_items_where_users_repeat(tmp_path: Path) -> None:
    data = read(tmp_path, "1\tThe Matrix\n1\tStar Wars\n2\tStar Wars\n")

    assert set(data.ids) == {"The Matrix", "Star Wars"}


def test_repeated_interactions_add_up_and_that_is_said(tmp_path: Path) -> None:
    data = read(tmp_path, "a x\na x\na y\nb y\n")

    assert pairs(data)["a", "x"] == 2
    assert "1 interactions are repeated: they add up." in data.notes


def test_of_repeated_ratings_the_latest_counts(tmp_path: Path) -> None:
    data = read(tmp_path, "user,item,rating,timestamp\na,x,5,300\na,x,1,100\nb,x,2,200\n")

    assert pairs(data)["a", "x"] == 5
    assert "1 interactions are repeated: the last counts." in data.notes


def test_a_column_of_times_is_no_rating(tmp_path: Path) -> None:
    data = read(tmp_path, "user,item,timestamp\na,x,300\nb,x,100\n")

    assert not data.rated


def test_ratings_that_are_all_equal_say_no_more_than_what_was_seen(tmp_path: Path) -> None:
    data = read(tmp_path, "a x 5\nb y 5\nb x 5\n")

    assert not data.rated
    assert set(data.ratings.tolist()) == {1.0}
    assert "All ratings are 5: they say no more than what was seen (implicit feedback)." in data.notes


def test_low_ratings_can_be_left_out(tmp_path: Path) -> None:
    data = read(tmp_path, "a x 5\nb y 2\nb x 4\n", least_rating=3, feedback="implicit")

    assert set(pairs(data)) == {("a", "x"), ("b", "x")}
    assert "1 interactions rated below 3 were left out." in data.notes


def test_rare_items_can_be_left_out_with_the_users_that_have_nothing_else(tmp_path: Path) -> None:
    data = read(tmp_path, "a x\nb x\nb y\nc z\n", min_count=2)

    assert set(pairs(data)) == {("a", "x"), ("b", "x")}
    assert "2 items of fewer than 2 users were left out." in data.notes
    assert "1 users have none of the other items and were left out." in data.notes


def test_columns_are_chosen_by_the_names_in_the_header(tmp_path: Path) -> None:
    data = read(tmp_path, "when,what,who,how\n1,x,a,good\n2,y,b,bad\n", columns=("who", "what"))

    assert set(pairs(data)) == {("a", "x"), ("b", "y")}


def test_items_get_their_titles_and_the_other_columns_of_that_table(tmp_path: Path) -> None:
    (tmp_path / "titles.tsv").write_text(
        "area\ttitle\turl\n7\tNews\t/news\n8\tHelp\t/help\n9\tNews\t/more\n5\tOld\t/old\n"
    )

    data = read(tmp_path, "a 7\nb 7\na 8\nb 9\na 6\n", titles=tmp_path / "titles.tsv")

    assert dict(zip(data.ids, data.titles, strict=True)) == {"7": "News", "8": "Help", "9": "News (9)", "6": "6"}
    assert data.columns["url"].to_pylist()[0] == "/news"
    assert "titles.tsv says nothing of 1 of 4 ids." in data.notes
    assert "1 items of titles.tsv have no user here." in data.notes


def test_a_compressed_file_is_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, "a x\nb x\n", "seen.tsv.gz")) == 2


@pytest.mark.parametrize(
    ("text", "parameters", "sentence"),
    [
        ("a x\nb\n", {}, "seen.tsv, line 2: 1 column (‘b’), expected user, item, and a rating if there is one."),
        ("a x 1\nb x good\n", {}, "seen.tsv, line 2: the rating ‘good’, expected a number."),
        ("a x 1\na y\nb x 2\n", {}, "seen.tsv, line 2: no rating, expected a number."),
        ("a x 1 2 3\na y 1 2 3\n", {}, "seen.tsv, line 1: 5 columns"),
        ("", {}, "seen.tsv is empty, expected an interaction in each line"),
        (b"PK\x03\x04\0\0", {}, "seen.tsv is a zip archive"),
        ("a x\nb x\n", {"feedback": "explicit"}, "seen.tsv has no ratings, expected a third column of numbers."),
        ("a x 3\nb x 3\n", {"feedback": "explicit"}, "All 2 ratings of seen.tsv are 3: nothing differs."),
        ("a x\nb x\n", {"least_rating": 2}, "seen.tsv has no ratings to be at least 2."),
        ("a x 1\nb x 2\n", {"least_rating": 9}, "No interaction is rated at least 9."),
        ("a x\nb y\n", {"min_count": 2}, "No item of seen has 2 users."),
    ],
)
def test_what_is_no_table_of_interactions_is_refused_in_a_sentence(
    tmp_path: Path, text: str | bytes, parameters: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, text, **parameters)

    assert refused.value.message.startswith(sentence)


def some(users: int = 40, items: int = 9) -> Interactions:
    """Users with one to four items."""
    codes = [user * items + (user * step) % items for user in range(users) for step in range(1, 2 + user % 4)]
    found = np.unique(codes)
    return numbered(
        "some", tuple(map(str, range(users))), tuple(map(str, range(items))), found, np.ones(len(found)), False
    )


def test_one_interaction_of_some_users_is_held_out() -> None:
    data = some()

    learned, held = hold_out(data, 0.5, seed=0)

    assert len(learned) + len(held) == len(data)
    assert len(set(data.owners[held].tolist())) == len(held) > 5


def test_nobody_and_nothing_is_left_without_an_interaction() -> None:
    data = some()

    learned, _ = hold_out(data, 1.0, seed=0)

    assert np.diff(learned.starts).min() >= 1
    assert learned.popularity.min() >= 1


def test_the_same_seed_holds_out_the_same() -> None:
    assert np.array_equal(hold_out(some(), 0.5, seed=3)[1], hold_out(some(), 0.5, seed=3)[1])


def test_the_visits_of_the_web_site_have_their_known_size(shared_data: Path) -> None:
    folder = shared_data / "interactions"

    data = read_interactions(
        InteractionsStep(path=folder / "msweb_visits.tsv.gz", titles=folder / "msweb_areas.tsv"), rates=True
    )

    assert (len(data.users), len(data.ids), len(data)) == (32_711, 285, 98_654)
