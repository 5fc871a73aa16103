"""Forms made from steps."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from embexplorer.core.errors import UserError
from embexplorer.core.registry import steps
from embexplorer.core.step import Parameter, Step, build, parameters_of, to_json
from embexplorer.core.table import Table
from embexplorer.gui.style import apply
from embexplorer.gui.widgets.choice import Combo
from embexplorer.gui.widgets.form import StepForm
from embexplorer.gui.widgets.form_row import range_of, tooltip_of


@dataclass(frozen=True, kw_only=True)
class Every(Step):
    """A step with every type of parameter."""

    name = "every"
    kind = "probe"
    title = "Every"
    makes = Table

    from embexplorer.core.step import param as _param

    count: int = _param(15, "How many", low=1, high=100, unit="rows")
    share: float = _param(0.5, "How much", low=0.0, high=1.0)
    rate: float | None = _param(None, "How quick", low=0.0)
    metric: Literal["cosine", "euclidean"] = _param("cosine", "How near")
    words: tuple[str, ...] = _param((), "Which words")
    sizes: tuple[int, ...] = _param((1, 2), "Which sizes")
    file: Path | None = _param(None, "Which file")
    centre: bool = _param(True, "Whether to centre")
    text: str = _param("a b", "What")
    fine: int = _param(3, "How fine", advanced=True)


REQUIRED = {"path": Path("/v.txt"), "word": "king", "query": "king", "words": ("king",)}


@pytest.fixture
def form(qtbot, qapp: QApplication) -> StepForm:
    apply(qapp, "light")
    form = StepForm(Every)
    qtbot.addWidget(form)
    form.show()
    return form


def line(form: StepForm, name: str):
    return form.rows()[name].field.focusProxy()


@pytest.mark.parametrize("name", list(steps()))
def test_an_untouched_form_gives_the_defaults_of_every_step(qtbot, qapp, name: str) -> None:
    step = steps()[name]
    needed = {p.name: REQUIRED.get(p.name, "x") for p in parameters_of(step) if p.required}
    form = StepForm(step)
    qtbot.addWidget(form)
    form.set_values(needed)

    assert to_json(form.values()) == to_json(build(step, needed))


def test_every_type_of_value_is_shown_and_read_back(form: StepForm) -> None:
    values = {
        "count": 7, "share": 0.125, "rate": 200.0, "metric": "euclidean", "words": ("a", "<b>x</b>"), "sizes": (3,),
        "file": Path("/a b.txt"), "centre": False, "text": "c", "fine": 9,
    }  # fmt: skip

    form.set_values(values)

    assert form.values() == Every(**values)


def test_an_empty_optional_number_is_none(form: StepForm) -> None:
    line(form, "rate").clear()

    assert form.values().rate is None


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("count", "many", "‘many’ is not a whole number."),
        ("count", "1.5", "‘1.5’ is not a whole number."),
        ("count", "", "Count is empty."),
        ("count", "101", "Count is 101, above its greatest value 100."),
        ("share", "-1", "Share is -1.0, below its least value 0."),
        ("sizes", "1 two", "‘two’ is not a whole number."),
    ],
)
def test_what_is_wrong_is_said_below_its_field(form: StepForm, name: str, typed: str, said: str) -> None:
    line(form, name).setText(typed)

    with pytest.raises(UserError):
        form.values()

    assert (form.rows()[name].problem.text(), line(form, name).wrong) == (said, True)


def test_changing_the_field_takes_the_complaint_away(form: StepForm, qtbot) -> None:
    line(form, "count").setText("many")
    with pytest.raises(UserError):
        form.values()

    qtbot.keyClicks(line(form, "count"), "x")

    assert form.rows()["count"].problem.isHidden() and not line(form, "count").wrong


def test_commas_and_a_true_minus_are_numbers(form: StepForm) -> None:
    line(form, "fine").setText("−1,000")

    assert form.values().fine == -1000


def test_a_changed_row_says_its_default_and_can_be_reset(form: StepForm, qtbot) -> None:
    row = form.rows()["count"]
    qtbot.keyClick(line(form, "count"), Qt.Key.Key_Up)
    assert (form.changed_names(), row.note.text(), row._reset.isHidden()) == (("count",), "default 15", False)

    row._reset.click()

    assert (form.values().count, form.changed_names(), row._reset.isHidden()) == (15, (), True)


def test_arrow_keys_step_and_are_the_users_change(form: StepForm, qtbot) -> None:
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(line(form, "share"), Qt.Key.Key_Down)

    assert form.values().share == 0.49


def test_the_wheel_leaves_a_field_alone_that_is_not_in_use(form: StepForm, qapp) -> None:
    field = line(form, "count")
    line(form, "share").setFocus()
    none, over = QPoint(), QPointF(4, 4)
    buttons, keys, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase

    qapp.sendEvent(field, QWheelEvent(over, over, none, QPoint(0, 120), buttons, keys, phase, False))

    assert form.values().count == 15


def test_the_wheel_passes_over_a_choice_that_is_not_in_use(qtbot, qapp) -> None:
    combo = Combo()
    qtbot.addWidget(combo)
    combo.addItems(["gensim", "torch"])
    none, over = QPoint(), QPointF(4, 4)
    buttons, keys, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase

    qapp.sendEvent(combo, QWheelEvent(over, over, none, QPoint(0, -120), buttons, keys, phase, False))

    assert "gensim" == combo.currentText()


def test_a_range_is_written_with_digits_and_true_minus() -> None:
    rate = Parameter(name="rate", type=float, default=0.1, help="", low=1e-5, high=1)
    exponent = Parameter(name="exponent", type=float, default=0.1, help="", low=-2, high=2)

    assert ("0.00001–1", "−2 to 2") == (range_of(rate), range_of(exponent))


def test_setting_values_is_silent(form: StepForm, qtbot) -> None:
    with qtbot.assertNotEmitted(form.changed):
        form.set_values({"count": 3})


def test_changed_means_changed_since_the_last_run(form: StepForm) -> None:
    form.mark_run(Every(count=20))

    assert form.changed_names() == ("count",) and form.rows()["count"].note.text() == "ran with 20"


def test_advanced_parameters_are_folded_away(form: StepForm) -> None:
    assert form.rows()["fine"].isVisible() is False

    form._more.click()

    assert form.rows()["fine"].isVisible() is True


def test_a_folded_mistake_is_unfolded(form: StepForm) -> None:
    line(form, "fine").setText("x")

    with pytest.raises(UserError):
        form.values()

    assert form.rows()["fine"].isVisible() is True


def test_a_parameter_that_is_left_out_is_given_by_the_caller(qtbot) -> None:
    form = StepForm(Every, leave_out=("count",))
    qtbot.addWidget(form)

    assert form.values(count=3).count == 3


def test_every_field_has_a_name_and_its_effect_for_assistive_tools(form: StepForm) -> None:
    named = {name: row.field.focusProxy() for name, row in form.rows().items()}

    assert all(field.accessibleName() and field.accessibleDescription() for field in named.values())


def test_the_tooltip_says_effect_range_unit_and_default() -> None:
    assert tooltip_of(parameters_of(Every)[0]) == "How many\n1–100 · rows · default 15"


def test_words_may_have_commas_between_and_quotes_around(form) -> None:
    line(form, "words").setText('king, "new york" "king - man"')

    assert ("king", "new york", "king - man") == form.values().words


def test_words_are_shown_so_that_they_are_read_again(form) -> None:
    form.set_values({"words": ("king", "new york")})

    assert ("king", "new york") == form.values().words
