"""Every colour of the program, light and dark, as plain values: the one table; no hex stands anywhere else."""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Tokens:
    """The colours of one theme as `#RRGGBB`; `classes` are 8, the scales run from low to high."""

    theme: Theme
    window: str
    base: str
    map: str
    alt: str
    button: str
    text: str
    secondary: str
    tertiary: str
    map_label: str
    disabled: str
    line: str
    control_line: str
    faint: str
    hover: str
    accent: str
    accent_tint: str
    on_accent: str
    bar: str
    point: str
    good: str
    warn: str
    error: str
    warn_tint: str
    shadow: str
    classes: tuple[str, ...]
    other: str
    sequential: tuple[str, ...]
    heat: tuple[str, str]
    agreement: tuple[str, ...]
    diverging: tuple[str, ...]
    cividis: tuple[str, ...]
    batlow: tuple[str, ...]


# The classes are Okabe and Ito's colours (2008), moved as little as lets each stand out from the map (3:1) and any two
# differ by 10 in CAM02-UCS, in all three kinds of colour blindness too; grey and "other" are told from them likewise.
# Crameri's vik, managua from blue to yellow, which is dark in the middle, batlow (Crameri et al. 2020) and cividis
# (Nuñez et al. 2018), at 13 even steps
VIK = (
    "#001261", "#023376", "#06548B", "#307DA6", "#71A8C4", "#B3D1DF", "#ECE5E0",
    "#E4BFAA", "#D39774", "#C27041", "#A94512", "#7E1D06", "#590008",
)  # fmt: skip
MANAGUA = (
    "#81E7FF", "#72BEE6", "#6498CE", "#5877B5", "#4E5593", "#4C396B", "#572949",
    "#712F3A", "#92463B", "#B16243", "#CC824D", "#E5A659", "#FFCF67",
)  # fmt: skip
BATLOW = (
    "#011959", "#0E375E", "#144D62", "#226061", "#3C6D56", "#5D7844", "#828231",
    "#AB8C2D", "#D29343", "#F29D6D", "#FDAC9E", "#FDBCCB", "#FACCFA",
)  # fmt: skip
CIVIDIS = (
    "#00224E", "#003170", "#2A3F6D", "#434E6C", "#575D6D", "#6A6C71", "#7D7C78",
    "#918B78", "#A59C74", "#BCAE6C", "#D2C060", "#E9D34E", "#FEE838",
)  # fmt: skip

LIGHT = Tokens(
    theme="light",
    window="#F3F4F6",
    base="#FFFFFF",
    map="#FFFFFF",
    alt="#F8F9FA",
    button="#FFFFFF",
    text="#1A1E24",
    secondary="#5A636F",
    tertiary="#65707B",
    map_label="#65707B",
    disabled="#9AA1AA",
    line="#DFE2E6",
    control_line="#C3C8CF",
    faint="#EBEDF0",
    hover="#ECEEF1",
    accent="#2F5BD7",
    accent_tint="#E6ECFB",
    on_accent="#FFFFFF",
    bar="#C9D6F5",
    point="#BCC2CA",
    good="#1B7F4B",
    warn="#9A5B00",
    error="#B3261E",
    warn_tint="#FDF3E1",
    shadow="#000000",
    classes=("#0472B3", "#C65802", "#139971", "#B66998", "#CE8504", "#169BE5", "#848645", "#494C51"),
    other="#5A636F",
    sequential=("#C9CFD8", "#A9B9CF", "#7C9BC4", "#4E7AB4", "#2A5796", "#163A70"),
    heat=("#F7F9FC", "#2654A8"),
    agreement=("#B9C2CE", "#DCC3B5", "#B5403A"),
    diverging=VIK,
    cividis=CIVIDIS,
    batlow=BATLOW,
)

DARK = Tokens(
    theme="dark",
    window="#1F2124",
    base="#17191B",
    map="#141618",
    alt="#1B1D20",
    button="#26292D",
    text="#E6E8EB",
    secondary="#A2A9B2",
    tertiary="#8A919B",
    map_label="#8D949E",
    disabled="#5E656E",
    line="#303338",
    control_line="#484C53",
    faint="#26292D",
    hover="#292C30",
    accent="#86A3FF",
    accent_tint="#28324F",
    on_accent="#10131A",
    bar="#34436F",
    point="#4A4F57",
    good="#5CC48D",
    warn="#E5B05A",
    error="#F2837A",
    warn_tint="#332A1A",
    shadow="#000000",
    classes=("#3B95EE", "#EF7A39", "#05BF94", "#D096D4", "#EFAE3A", "#89D4FF", "#E8DF64", "#CACDD2"),
    other="#A2A9B2",
    sequential=("#3A4048", "#46566F", "#55739F", "#6E95CC", "#93B6E8", "#C6DCFF"),
    heat=("#1B1E23", "#6894F0"),
    agreement=("#B9C2CE", "#DCC3B5", "#B5403A"),
    diverging=MANAGUA,
    cividis=CIVIDIS,
    batlow=BATLOW,
)


def tokens(theme: Theme) -> Tokens:
    """The colours of this theme."""
    return DARK if theme == "dark" else LIGHT
