"""The ruling lines of a page: stroked paths and thin filled rectangles, also inside forms."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2_raw.bindings as pdfium

from extractors.pdfium.calls import (
    count_segments,
    get_object_type,
    get_page_object,
    get_segment,
    get_segment_close,
    get_segment_point,
    get_segment_type,
    handle_to_address,
)
from extractors.pdfium.colours import is_white
from extractors.pdfium.space import PageSpace
from extractors.shapes import is_dot, is_fill, is_rule
from schemas.geometry import Box

SIMPLE_SEGMENTS = 2
"""A path of so many points is one line: its bounds say all."""

DEEPEST_FORM = 8
"""Forms inside forms are followed so far; deeper ones are an attack."""

MOST_OBJECTS = 200_000
"""A page with more objects is no page of a plan but an attack or a map; dotted rules have fewer."""


class TooManyObjectsError(Exception):
    """A page has more objects than a reader will look at."""


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Point = tuple[float, float]


@dataclass
class Shapes:
    """The drawn shapes of a page, in the page's space."""

    rules: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)


def read_shapes(page: Any, space: PageSpace) -> Shapes:
    """The ruling lines, shaded rows and drawn bullets of a page.

    Args:
        page: PDFium's handle.
        space: where the page shows user space.

    Raises:
        TooManyObjectsError: the page has more than ``MOST_OBJECTS``.
    """
    count = pdfium.FPDFPage_CountObjects(page)
    if count > MOST_OBJECTS:
        raise TooManyObjectsError(count)
    shapes = Shapes()
    address = handle_to_address(page)
    for at in range(count):
        if get_object_type(get_page_object(address, at)) != pdfium.FPDF_PAGEOBJ_TEXT:
            _add_object(shapes, pdfium.FPDFPage_GetObject(page, at), space, _IDENTITY, 0)
    return shapes


def has_images(page: Any) -> bool:
    """Whether a page shows anything that is no text: pictures, shadings, drawings, forms."""
    kinds = (
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at))
        for at in range(pdfium.FPDFPage_CountObjects(page))
    )
    return any(kind != pdfium.FPDF_PAGEOBJ_TEXT for kind in kinds)


def read_grounds(page: Any, space: PageSpace) -> list[Box]:
    """What white text on a page can be seen on: pictures, shadings, forms, paths with a colour."""
    grounds: list[Box] = []
    edges = [ctypes.c_float() for _ in range(4)]
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        found = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or (
            kind == pdfium.FPDF_PAGEOBJ_PATH and not _is_tinted(found)
        ):
            continue
        if pdfium.FPDFPageObj_GetBounds(found, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            grounds.append(space.box(left, bottom, right, top))
    return grounds


def _add_object(shapes: Shapes, found: Any, space: PageSpace, outer: _Matrix, depth: int) -> None:
    kind = pdfium.FPDFPageObj_GetType(found)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _add_path(shapes, found, space, outer)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
        inner = _multiply(_read_matrix(found), outer)
        for at in range(pdfium.FPDFFormObj_CountObjects(found)):
            part = pdfium.FPDFFormObj_GetObject(found, at)
            _add_object(shapes, part, space, inner, depth + 1)


def _add_path(shapes: Shapes, path: Any, space: PageSpace, outer: _Matrix) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = _multiply(_read_matrix(path), outer)
    for points, curved in _path_to_figures(path, matrix):
        corners = [space.point(x, y) for x, y in points]
        xs, ys = zip(*corners, strict=True)
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if is_rule(box):
            shapes.rules.append(box)
        elif fill.value and is_dot(box):
            shapes.dots.append(box)
        elif not curved:
            if stroke.value:
                shapes.rules.extend(_corners_to_edges(corners))
            if fill.value and is_fill(box, space.width, space.height) and _is_tinted(path):
                shapes.fills.append(box)


def _is_tinted(path: Any) -> bool:
    """Whether a path's fill can be told from white paper."""
    return not is_white(handle_to_address(path))


def _path_to_figures(path: Any, matrix: _Matrix) -> Iterator[tuple[list[_Point], bool]]:
    """The figures of a path as lists of points, and whether a curve is among their edges."""
    points: list[_Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    address = handle_to_address(path)
    for at in range(count_segments(address)):
        segment = get_segment(address, at)
        kind = get_segment_type(segment)
        get_segment_point(segment, to_x, to_y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(_apply(matrix, x.value, y.value))
        if get_segment_close(segment) and len(points) > SIMPLE_SEGMENTS:
            points.append(points[0])
    if len(points) > 1:
        yield points, curved


def _corners_to_edges(corners: list[_Point]) -> Iterator[Box]:
    """The level and upright edges of a stroked figure."""
    for (ax, ay), (bx, by) in pairwise(corners):
        box = Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if is_rule(box):
            yield box


def _read_matrix(found: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(found, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _multiply(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The transformation that first applies ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _apply(matrix: _Matrix, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
