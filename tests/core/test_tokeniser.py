"""How text is cut into words, in many scripts."""

import json

import pytest

from embexplorer.core.tokeniser import Tokeniser


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The king's “crown”, isn’t it?", ["the", "king's", "crown", "isn't", "it"]),
        ("'tis the dogs' life", ["tis", "the", "dogs", "life"]),
        ("3.14 and 1,000 or 5. A 12th", ["3.14", "and", "1,000", "or", "5", "a", "12th"]),
        ("snake_case x-ray e.g. a/b", ["snake", "case", "x", "ray", "e", "g", "a", "b"]),
        ("Привет, мир!", ["привет", "мир"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("العَرَبِيَّة", ["العَرَبِيَّة"]),
        ("cafe\u0301 ÉCOLE", ["café", "école"]),
        ("吾輩は猫である。名前", ["吾輩は猫である", "名前"]),
        ("naïve—yes…no", ["naïve", "yes", "no"]),
        ("… !? ___", []),
        ("", []),
    ],
)
def test_words_are_letters_digits_and_their_marks(text: str, words: list[str]) -> None:
    assert Tokeniser().words(text) == words


@pytest.mark.parametrize(
    ("parameters", "text", "words"),
    [
        ({"lowercase": False}, "The King", ["The", "King"]),
        ({"tokens": "whitespace"}, "A king , <unk> !", ["a", "king", ",", "<unk>", "!"]),
        ({"strip_accents": True}, "Café Ñandú Ørsted ﷺ Ő", ["cafe", "nandu", "ørsted", "ﷺ", "o"]),
        ({"numbers": "mask"}, "In 1990, 3.5 or 2nd", ["in", "0000", "0.0", "or", "0nd"]),
        ({"numbers": "drop"}, "In 1990, 3.5 or 2nd", ["in", "or", "2nd"]),
        ({"stop_words": ("the", "isn't")}, "The king isn’t THE queen", ["king", "queen"]),
        ({"stop_words": ("the",), "lowercase": False}, "The King", ["King"]),
        ({"phrases": ("new_york", "york_city")}, "New York City york city", ["new_york", "city", "york_city"]),
        ({"phrases": ("a_a",)}, "a a a", ["a_a", "a"]),
    ],
)
def test_each_parameter_does_what_it_says(parameters: dict[str, object], text: str, words: list[str]) -> None:
    assert Tokeniser(**parameters).words(text) == words  # type: ignore[arg-type]


def test_a_tokeniser_survives_json() -> None:
    tokeniser = Tokeniser(tokens="whitespace", stop_words=("a",), phrases=("b_c",), numbers="drop")

    assert Tokeniser.from_json(json.loads(json.dumps(tokeniser.to_json()))) == tokeniser
