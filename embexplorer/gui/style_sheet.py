"""The one style sheet: what a palette alone cannot say of Fusion's tabs, buttons, fields, headers and separators."""

from embexplorer.gui.tokens import Tokens

CHEVRONS = {"chevron": "field-chevron", "closed": "tree-closed", "opened": "tree-open"}

SHEET = """
QTabBar {{ background: transparent; border: 0; }}
QTabBar::tab {{ background: transparent; color: {secondary}; border: 0; padding: 0; margin: 0 12px;
  min-height: {tab}px; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:hover:!selected {{ color: {text}; }}
QTabBar::tab:focus {{ background: {hover}; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 3px; padding: 3px 7px;
  color: {text}; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:checked {{ background: {accent_tint}; color: {accent}; }}
QToolButton:disabled {{ color: {disabled}; }}
QToolButton:focus {{ border: 2px solid {accent}; padding: 2px 6px; }}
QToolButton[small="true"] {{ padding: 2px; }}
QToolButton[small="true"]:focus {{ padding: 1px; }}
QToolButton[fold="true"], QToolButton[fold="true"]:checked {{ padding-left: 0; background: transparent;
  color: {secondary}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[field="true"] {{ background: {base}; border: 1px solid {control_line}; color: {secondary}; }}
QToolButton[field="true"]:focus {{ border: 2px solid {accent}; }}
QPushButton {{ background: {button}; border: 1px solid {control_line}; border-radius: 3px; padding: 0 13px;
  min-height: {push}px; color: {text}; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {faint}; }}
QPushButton:disabled {{ color: {disabled}; border-color: {line}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 0 12px; min-height: {push_focus}px; }}
QPushButton[primary="true"] {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {text}; }}
QPushButton[primary="true"]:disabled {{ background: {faint}; border-color: {line}; color: {disabled}; }}
QPushButton[link="true"] {{ background: transparent; border: 1px solid transparent; color: {accent}; padding: 0; }}
QPushButton[link="true"]:focus {{ border: 1px solid {accent}; padding: 0; }}
QComboBox, QLineEdit, QAbstractSpinBox {{ background: {base}; border: 1px solid {control_line}; border-radius: 3px;
  padding: 0 7px; min-height: {field}px; selection-background-color: {accent_tint}; selection-color: {text}; }}
QComboBox:hover, QLineEdit:hover, QAbstractSpinBox:hover {{ background: {hover}; }}
QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus {{ border: 2px solid {accent}; padding: 0 6px;
  min-height: {field_focus}px; background: {base}; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: 0; padding: 0; min-height: 0;
  background: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: 0; }}
QRadioButton::indicator, QCheckBox::indicator {{ width: 12px; height: 12px; border: 1px solid {tertiary};
  background: {base}; }}
QRadioButton::indicator {{ border-radius: 7px; }}
QCheckBox::indicator {{ border-radius: 2px; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {accent}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url({check}-{theme}.svg); }}
QRadioButton:focus, QCheckBox:focus {{ color: {accent}; }}
QComboBox QAbstractItemView {{ background: {base}; border: 1px solid {control_line}; }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox::down-arrow {{ image: url({chevron}); width: 12px; height: 12px; }}
QComboBox:disabled, QLineEdit:disabled, QAbstractSpinBox:disabled {{ background: {alt}; color: {disabled}; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{ background: {window}; color: {secondary}; border: 0; border-bottom: 1px solid {line};
  padding: 0 6px; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{ width: 0; height: 0; }}
QTreeView, QTableView, QListView {{ background: {window}; border: 0; outline: 0; }}
QListView[ground="base"] {{ background: {base}; }}
QListView[popup="true"], QListView[lines="true"] {{ background: {base}; border: 1px solid {control_line};
  padding: 2px 0; }}
QListView[lines="true"] {{ border-radius: 3px; }}
QListView[popup="true"]::item, QListView[lines="true"]::item {{ padding: 3px 7px; border: 0; }}
QListView[popup="true"]::item:selected, QListView[lines="true"]::item:selected {{ background: {accent_tint};
  color: {text}; }}
QListView[popup="true"]::item:hover:!selected, QListView[lines="true"]::item:hover:!selected {{ background: {hover}; }}
QListView[lines="true"]::item:disabled {{ color: {secondary}; background: {base}; }}
QPlainTextEdit {{ background: {base}; border: 1px solid {control_line}; border-radius: 3px; padding: 0 2px;
  selection-background-color: {accent_tint}; selection-color: {text}; }}
QPlainTextEdit:focus {{ border: 2px solid {accent}; padding: 0 1px; }}
QTreeView::branch {{ background: transparent; }}
QTreeView::branch:has-children:closed {{ image: url({closed}); }}
QTreeView::branch:has-children:open {{ image: url({opened}); }}
QTableView::item:focus, QTreeView::item:focus, QListView::item:focus {{ border: 1px solid {accent}; }}
QDialogButtonBox, QMessageBox, QFileDialog {{ dialogbuttonbox-buttons-have-icons: 0; }}
QScrollArea {{ background: transparent; border: 0; }}
QStatusBar {{ background: {window}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: 0; }}
QMenuBar {{ background: {window}; border-bottom: 1px solid {line}; }}
QMenuBar::item {{ padding: {menu}px 8px; background: transparent; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {base}; border: 1px solid {control_line}; padding: 4px 0; }}
QMenu::item {{ padding: 4px 24px 4px 24px; }}
QMenu::item:selected {{ background: {accent_tint}; color: {text}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QMenu::indicator {{ width: 12px; height: 12px; left: 6px; }}
QMenu::indicator:checked {{ image: url({check}-{opposite}.svg); }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 0; }}
QSplitter::handle, QMainWindow::separator {{ background: {line}; width: 1px; height: 1px; }}
QScrollBar {{ background: transparent; border: 0; margin: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {control_line}; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {tertiary}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSlider::groove:horizontal {{ height: 2px; background: {control_line}; }}
QSlider::sub-page:horizontal {{ background: {accent}; }}
QSlider::handle:horizontal {{ width: 6px; margin: -6px 0; border: 1px solid {accent}; border-radius: 2px;
  background: {base}; }}
QSlider::handle:horizontal:focus {{ border: 2px solid {accent}; width: 4px; }}
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled {{ border-color: {control_line}; }}
QProgressBar {{ background: {faint}; border: 0; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; }}
QToolTip {{ background: {base}; color: {text}; border: 1px solid {control_line}; padding: 3px 6px; }}
"""


def sheet(colors: Tokens, scale: float, icons: str) -> str:
    """The style sheet in these colours; `scale` is the user's font over the 13-px base, `icons` their folder."""
    sizes = {"tab": 29, "push": 26, "push_focus": 24, "field": 22, "field_focus": 20, "menu": 8}
    pixels = {name: round(size * scale) for name, size in sizes.items()}
    plain = {name: value for name, value in vars(colors).items() if isinstance(value, str)}
    icons_of = {name: f"{icons}/{file}.svg" for name, file in CHEVRONS.items()}
    opposite = "dark" if colors.theme == "light" else "light"
    return SHEET.format(**plain, **pixels, **icons_of, check=f"{icons}/field-check", opposite=opposite)
