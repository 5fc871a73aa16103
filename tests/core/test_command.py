"""A recipe as the shell command that makes the same result."""

import shlex

import pytest

import embexplorer.core.command as command
from embexplorer.core.errors import UserError
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.registry import step_named
from embexplorer.core.step import build

FILE = RecipeStep(name="word2vec-text", parameters={"path": "/data/my vectors.txt", "take": "all"})


def recipe(*steps: RecipeStep) -> Recipe:
    return Recipe((FILE, *steps))


def test_the_file_and_the_words_stand_before_the_flags() -> None:
    asked = RecipeStep(name="neighbors", parameters={"words": ["king"], "k": 5, "metric": "cosine"})

    line = command.command_line(recipe(asked))

    assert shlex.split(line) == ["embexplorer", "neighbors", "/data/my vectors.txt", "king", "-k", "5"]


def test_defaults_are_not_written() -> None:
    asked = RecipeStep(name="neighbors", parameters={"words": ["king"], "k": 10, "metric": "cosine"})

    line = command.command_line(recipe(asked))

    assert shlex.split(line)[-1] == "king"


def test_a_formula_is_one_argument() -> None:
    asked = RecipeStep(name="neighbors", parameters={"formula": "king - man + woman"})

    line = command.command_line(recipe(asked))

    assert shlex.split(line)[-2:] == ["--formula", "king - man + woman"]


def test_words_that_begin_with_a_dash_stand_behind_two_dashes() -> None:
    asked = RecipeStep(name="neighbors", parameters={"words": ["-x"], "k": 5})

    line = command.command_line(recipe(asked))

    assert shlex.split(line)[2:] == ["-k", "5", "--", "/data/my vectors.txt", "-x"]


def test_a_word_that_looks_like_a_file_of_words_is_read_as_itself() -> None:
    asked = RecipeStep(name="neighbors", parameters={"words": ["@towns.txt", "king"]})

    line = command.command_line(recipe(asked))

    assert shlex.split(line)[-2:] == ["@@towns.txt", "king"]


def test_a_question_about_a_map_names_the_map_and_its_parameters() -> None:
    drawn = RecipeStep(name="tsne", parameters={"perplexity": 50.0, "seed": 3})

    line = command.command_line(recipe(drawn, RecipeStep(name="trust", parameters={"k": 15})))

    expected = ["--projection", "tsne", "--map-perplexity", "50.0", "--map-seed", "3"]
    assert expected == shlex.split(line)[3:9]


def test_the_readers_options_are_said() -> None:
    part = RecipeStep(name="word2vec-text", parameters={"path": "v.txt", "take": "first", "count": 500})

    line = command.command_line(Recipe((part, RecipeStep(name="pca", parameters={}))))

    assert shlex.split(line) == ["embexplorer", "pca", "v.txt", "--take", "first", "--count", "500"]


def test_what_was_made_by_hand_has_no_command() -> None:
    with pytest.raises(UserError, match="not made from a file"):
        command.command_line(Recipe())


def test_a_step_can_be_written_before_it_is_run() -> None:
    step = build(step_named("umap"), {"seed": 4})

    line = command.command_of_step(step, recipe())

    assert shlex.split(line) == ["embexplorer", "umap", "/data/my vectors.txt", "--seed", "4"]


def test_a_question_that_needs_no_map_is_asked_without_one() -> None:
    drawn = RecipeStep(name="umap", parameters={"seed": 3})
    asked = RecipeStep(name="neighbors", parameters={"words": ["king"], "k": 5})

    line = command.command_line(recipe(drawn, asked))

    assert shlex.split(line) == ["embexplorer", "neighbors", "/data/my vectors.txt", "king", "-k", "5"]


def test_a_layout_that_goes_on_names_the_one_it_goes_on_from() -> None:
    first = RecipeStep(name="tsne", parameters={"seed": 3})

    line = command.command_line(recipe(first, RecipeStep(name="tsne", parameters={"seed": 3})))

    assert shlex.split(line)[3:] == ["--projection", "tsne", "--map-seed", "3", "--seed", "3"]


def test_a_second_space_is_named_by_its_file() -> None:
    second = Recipe((RecipeStep(name="word2vec-text", parameters={"path": "/data/b.txt"}),)).to_json()

    words = command._other(RecipeStep(name="neighbors", other=second))

    assert ["/data/b.txt"] == words


def test_a_second_space_that_was_made_is_kept_in_a_folder_first() -> None:
    trained = RecipeStep(name="word2vec", parameters={"path": "/data/kjv.txt", "epochs": 7})
    last = RecipeStep(name="neighbors", parameters={"words": ["king"]}, other=Recipe((trained,)).to_json())

    line = command.command_line(recipe(last))

    first, then = line.split(" && ")
    assert (
        ["embexplorer", "train-word2vec", "/data/kjv.txt", "--epochs", "7", "-o", "other"],
        ["embexplorer", "neighbors", "/data/my vectors.txt", "other", "king"],
    ) == (shlex.split(first), shlex.split(then))


def test_a_second_space_that_was_read_in_another_way_is_kept_in_a_folder_first() -> None:
    read = RecipeStep(name="word2vec-text", parameters={"path": "/data/b.txt", "take": "first", "count": 5})
    last = RecipeStep(name="neighbors", parameters={"words": ["king"]}, other=Recipe((read,)).to_json())

    line = command.command_line(recipe(last))

    assert line.startswith("embexplorer word2vec-text /data/b.txt --take first --count 5 -o other && ")


READ, READ_OTHER = (RecipeStep(name="word2vec-text", parameters={"path": f"{name}.txt"}) for name in ("a", "b"))
DRAWN = RecipeStep(name="pca")


def test_new_rows_are_placed_on_a_map_by_one_command() -> None:
    placed = RecipeStep(name="placed-map", other=Recipe((READ_OTHER, DRAWN)).to_json())

    assert "embexplorer placed-map a.txt b.txt --projection pca" == command.command_line(Recipe((READ, placed)))


def test_two_maps_of_one_kind_are_aligned_by_one_command() -> None:
    aligned = RecipeStep(name="aligned-map", other=Recipe((READ_OTHER, DRAWN)).to_json())

    assert "embexplorer aligned-map a.txt b.txt --projection pca" == command.command_line(
        Recipe((READ, DRAWN, aligned))
    )


def test_maps_that_were_made_in_different_ways_have_no_one_command() -> None:
    aligned = RecipeStep(name="aligned-map", other=Recipe((READ_OTHER, RecipeStep(name="umap"))).to_json())

    with pytest.raises(UserError, match="made in different ways"):
        command.command_line(Recipe((READ, DRAWN, aligned)))


def test_a_map_that_began_at_another_has_no_command() -> None:
    begun = RecipeStep(name="tsne", other=Recipe((READ_OTHER, DRAWN)).to_json())

    with pytest.raises(UserError, match="from the map of another space"):
        command.command_line(Recipe((READ, begun)))
