"""Points by OpenGL as the flat map has them: discs and symbols with smooth edges and outlines, the nearest in front."""

import re
from typing import Any

import numpy as np
import pyqtgraph.opengl as gl
from PySide6.QtGui import QColor, QOpenGLContext

from embexplorer.gui.map.point_style import LEAST, PLAIN
from embexplorer.gui.map.symbols import APEX, ARM, BASE, EXTENT, HOLE, LONG, RIM, SIDE, TIP, WAIST, WIDE
from embexplorer.gui.map3d.cloud import Cloud

SHARP = (TIP**-2 + WAIST**-2) ** -0.5
SLANT = (WIDE**2 + (APEX + BASE) ** 2) ** -0.5

VERTEX = """
uniform mat4 u_mvp;
uniform float u_ratio;
uniform float u_outline;
IN vec4 a_position;
IN vec4 a_color;
IN float a_size;
OUT vec4 v_color;
OUT float v_radius;
OUT float v_side;

void main() {
    gl_Position = u_mvp * a_position;
    v_color = a_color;
    v_radius = max(0.5 * a_size * u_ratio, LEAST);
    float reach = a_color.a < 0.002 ? 1.0 : EXTENT;
    v_side = 2.0 * (reach * v_radius + u_outline * u_ratio + 0.5);
    gl_PointSize = v_side;
}
"""

FRAGMENT = """
#ifdef GL_ES
precision highp float;
#endif
uniform float u_ratio;
uniform float u_outline;
uniform vec4 u_ground;
IN vec4 v_color;
IN float v_radius;
IN float v_side;
RESULT

float plus(vec2 p, float r) {
    return max(min(LONG * r - p.x, ARM * r - p.y), min(ARM * r - p.x, LONG * r - p.y));
}

float triangle(vec2 p, float r) {
    return min(BASE * r - p.y, (p.y + APEX * r) * WIDE * SLANT - (APEX + BASE) * SLANT * abs(p.x));
}

float inside(float shape, vec2 p, float r) {
    vec2 away = abs(p);
    if (shape < 0.5 || r < PLAIN) return r - length(p);
    if (shape < 1.5) return SIDE * r - max(away.x, away.y);
    if (shape < 2.5) return triangle(p, r);
    if (shape < 3.5) return (r - away.y / TIP) * SHARP - away.x * SHARP / WAIST;
    if (shape < 4.5) return plus(away, r);
    if (shape < 5.5) return plus(abs(vec2(p.x + p.y, p.x - p.y)) * 0.70710678, r);
    if (shape < 6.5) return min(RIM * r - length(p), length(p) - HOLE * r);
    return triangle(vec2(p.x, -p.y), r);
}

void main() {
    float depth = inside(v_color.a * 255.0, (gl_PointCoord - 0.5) * v_side, v_radius);
    float own = clamp(depth + 0.5, 0.0, 1.0);
    float whole = clamp(depth + u_outline * u_ratio + 0.5, 0.0, 1.0);
    if (whole < 0.35) discard;
    COLOR = vec4(mix(u_ground.rgb, v_color.rgb, own / whole), whole);
}
"""
LENGTHS = {
    "APEX": APEX, "ARM": ARM, "BASE": BASE, "EXTENT": EXTENT, "HOLE": HOLE, "LONG": LONG, "RIM": RIM, "SIDE": SIDE,
    "TIP": TIP, "WAIST": WAIST, "WIDE": WIDE, "SHARP": SHARP, "SLANT": SLANT, "LEAST": LEAST, "PLAIN": PLAIN,
}  # fmt: skip
WORD = re.compile(r"\b[A-Z]+\b")


class Spots(gl.GLScatterPlotItem):
    """`over` all that was drawn before, whatever lies nearer. The alpha of a colour holds the number of the symbol."""

    def __init__(self, program: "Program", over: bool = False) -> None:
        super().__init__(glOptions="translucent")
        self._over = over
        self._ground: Any = (1.0, 1.0, 1.0, 1.0)
        self._outline = 0.0
        self._ratio = 1.0
        self.painted = True  # whether the last painting went well: what goes wrong is only printed by pyqtgraph
        self._program = program
        self.setDepthValue(int(over))

    def show_cloud(self, cloud: Cloud, around: QColor, outline: float) -> None:
        """Draw these points from now on, with so many pixels of the colour `around` each."""
        self._ground, self._outline = around.getRgbF(), outline
        colors = np.column_stack([cloud.colors, cloud.shapes / 255]).astype(np.float32)
        self.setData(pos=cloud.places, color=colors, size=2 * cloud.radii, pxMode=True)

    def set_ratio(self, ratio: float) -> None:
        """So many device pixels to a pixel."""
        self._ratio = ratio

    def getShaderProgram(self) -> Any:
        return self._program.compiled()

    def paint(self) -> None:
        from OpenGL import GL

        if self.pos is None or not len(self.pos):
            return
        self.painted = False
        if self._over:
            GL.glClear(GL.GL_DEPTH_BUFFER_BIT)
        program = self.getShaderProgram()
        with program:
            GL.glUniform1f(GL.glGetUniformLocation(program, "u_ratio"), self._ratio)
            GL.glUniform1f(GL.glGetUniformLocation(program, "u_outline"), self._outline)
            GL.glUniform4f(GL.glGetUniformLocation(program, "u_ground"), *self._ground)
        super().paint()
        self.painted = True


class Program:
    """The shaders of the items of one view, compiled when the first of them is drawn."""

    def __init__(self) -> None:
        self._program: Any = None  # PyOpenGL has no types

    def compiled(self) -> Any:
        """For the context in use."""
        if self._program is None:
            self._program = _compiled()
        return self._program


def _compiled() -> Any:
    from OpenGL import GL
    from OpenGL.GL import shaders

    context = QOpenGLContext.currentContext()
    version, es = context.format().version(), context.isOpenGLES()
    modern = version >= ((3, 0) if es else (3, 1))
    first = ("300 es" if modern else "100") if es else ("140" if modern else "120")
    sources = ((VERTEX, GL.GL_VERTEX_SHADER), (FRAGMENT, GL.GL_FRAGMENT_SHADER))
    compiled = [shaders.compileShader(_source(text, first, modern), kind) for text, kind in sources]
    program = shaders.compileProgram(*compiled)
    for place, name in enumerate(("a_position", "a_color", "a_size")):
        GL.glBindAttribLocation(program, place, name)
    GL.glLinkProgram(program)
    return program


def _source(text: str, version: str, modern: bool) -> str:
    """The shader in the words of this version, with the lengths of the symbols."""
    vertex = text is VERTEX
    words = {
        "IN": ("in" if modern else "attribute" if vertex else "varying"),
        "OUT": "out" if modern else "varying",
        "RESULT": "out vec4 f_color;" if modern else "",
        "COLOR": "f_color" if modern else "gl_FragColor",
        **{name: f"{value:.6f}" for name, value in LENGTHS.items()},
    }
    return f"#version {version}\n" + WORD.sub(lambda found: words.get(found[0], found[0]), text)
