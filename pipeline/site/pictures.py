"""Pictures of a plan's pages, drawn by PDFium in a process of its own."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pypdfium2
from PIL import Image

from schemas.errors import InputError

PIXELS_PER_POINT = 1.5
"""Sharp enough to read at the width of a column on a dense screen."""

LARGEST_SIDE = 2400
"""Pixels; a page that would be larger is drawn smaller."""

COLOURS = 32
"""Of a picture: text on white stays as sharp as drawn, in less space and time than WebP takes."""

SECONDS = 120.0
"""So long drawing one file may take."""

WAITING = 4
"""So many drawn pages may wait to be encoded."""

DRAWERS = 2
"""Threads that encode while the next page is drawn."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture.

    Attributes:
        page: 1-based.
        file: its name; equal pictures have one file.
        width: of the page in points.
        height: of the page in points.
        pixels: width and height of the picture.
    """

    page: int
    file: str
    width: float
    height: float
    pixels: tuple[int, int]


Drawn = Callable[[], dict[int, PagePicture]]
"""Waits for the pictures of a file, by page."""


@contextmanager
def start_drawing(
    path: Path,
    pages: Collection[int],
    folder: Path,
    password: str | None = None,
    seconds: float = SECONDS,
) -> Iterator[Drawn]:
    """Draw some pages of a PDF as PNG files while the caller does something else.

    Pages that the file does not have are left out. The process that draws ends with the context.

    Args:
        path: the PDF.
        pages: 1-based.
        folder: the pictures come into it, named after what they show.
        password: of a locked PDF.
        seconds: that drawing may still take when it is waited for.
    """
    ours, theirs = get_context().Pipe(duplex=False)
    work = (theirs, path, sorted(pages), folder, password)
    worker = get_context().Process(target=_draw, args=work, daemon=True)
    worker.start()
    theirs.close()
    try:
        yield partial(_receive, ours, path, seconds)
    finally:
        worker.kill()
        worker.join()
        ours.close()


def _receive(answers: Connection, path: Path, seconds: float) -> dict[int, PagePicture]:
    """The pictures by page.

    Raises:
        InputError: the file cannot be drawn, or drawing it crashed or took too long.
    """
    if not answers.poll(seconds):
        raise InputError(f"{path}: drawing it took longer than {seconds:g} s")
    try:
        answer: list[PagePicture] | InputError = answers.recv()
    except EOFError:
        raise InputError(f"{path}: drawing it crashed; the file is damaged") from None
    if isinstance(answer, InputError):
        raise answer
    return {picture.page: picture for picture in answer}


def _draw(
    answers: Connection, path: Path, pages: Sequence[int], folder: Path, password: str | None
) -> None:
    """In the worker: draw, and send what was drawn or why not."""
    try:
        with (
            pypdfium2.PdfDocument(path, password=password) as document,
            ThreadPoolExecutor(DRAWERS) as pool,
        ):
            there = [number for number in pages if 1 <= number <= len(document)]
            answers.send(list(_draw_each(document, there, folder, pool)))
    except (pypdfium2.PdfiumError, OSError) as error:
        answers.send(InputError(f"{path}: cannot be drawn ({error})"))


def _draw_each(
    document: pypdfium2.PdfDocument, pages: Sequence[int], folder: Path, pool: ThreadPoolExecutor
) -> Iterator[PagePicture]:
    """Draw page after page while some that were drawn before are written."""
    waiting: deque[Future[PagePicture]] = deque()
    for number in pages:
        waiting.append(_draw_page(document, number, folder, pool))
        if len(waiting) > WAITING:
            yield waiting.popleft().result()
    for future in waiting:
        yield future.result()


def _draw_page(
    document: pypdfium2.PdfDocument, number: int, folder: Path, pool: ThreadPoolExecutor
) -> Future[PagePicture]:
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(PIXELS_PER_POINT, LARGEST_SIDE / max(width, height, 1))
    bitmap = page.render(scale=scale, may_draw_forms=False)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    return pool.submit(_save, image, number, folder, (width, height))


def _save(image: Image.Image, number: int, folder: Path, size: tuple[float, float]) -> PagePicture:
    """Write a picture unless one that looks the same is there."""
    shown = hashlib.blake2b(image.tobytes(), digest_size=10)
    shown.update(repr(image.size).encode())
    path = folder / f"{shown.hexdigest()}.png"
    if not path.exists():
        few = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(path, "PNG")
    return PagePicture(number, path.name, round(size[0], 2), round(size[1], 2), image.size)


def find_pages(value: object) -> Iterator[int]:
    """Every page that a document (as plain Python values) points to, as often as it does.

    >>> sorted(set(find_pages({"evidence": [{"page": 3}, {"page": 9}], "cards": [{"page": 3}]})))
    [3, 9]
    """
    if isinstance(value, Mapping):
        if isinstance(page := value.get("page"), int):
            yield page
        for inner in value.values():
            yield from find_pages(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from find_pages(inner)
