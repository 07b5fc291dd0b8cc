"""Layers of a PDF (optional content) that are switched off: what stands on them is not shown."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

_Number = tuple[int, int]
"""What a file calls an object by."""

_Operation = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage

_TEXT = frozenset({"Tj", "TJ"})
_TEXT_ON_NEXT_LINE = frozenset({"'", '"'})
_PAINT = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
_OTHER = frozenset({"Do", "sh", "INLINE IMAGE"})
_BEGIN = frozenset({"BDC", "BMC"})
_END = "EMC"

DEEPEST_FORM = 8
"""Forms inside forms are followed so far."""


def find_hidden_layers(pdf: pikepdf.Pdf) -> frozenset[_Number]:
    """The layers that are off when the file is opened."""
    default = _find(pdf.Root, "/OCProperties", "/D")
    off = _numbers(_find(default, "/OFF"))
    if _find(default, "/BaseState") == "/OFF":
        off |= _numbers(_find(pdf.Root, "/OCProperties", "/OCGs")) - _numbers(_find(default, "/ON"))
    return frozenset(off)


def _numbers(layers: pikepdf.Object | None) -> set[_Number]:
    found = layers if isinstance(layers, pikepdf.Array) else ()
    return {layer.objgen for layer in found if isinstance(layer, pikepdf.Dictionary)}


class HiddenLayers:
    """Leaves out of a PDF what stands on layers that are off."""

    def __init__(self, pdf: pikepdf.Pdf, hidden: frozenset[_Number]) -> None:
        self._pdf = pdf
        self._hidden = hidden
        self._done: set[_Number] = set()

    def leave_out(self) -> None:
        """Write the content of all pages without it."""
        for page in self._pdf.pages:
            resources = page.resources
            kept = pikepdf.unparse_content_stream(list(self._keep_shown(page, resources)))
            page.obj.Contents = self._pdf.make_stream(kept)
            self._leave_out_of_forms(resources, DEEPEST_FORM)

    def _leave_out_of_forms(self, resources: pikepdf.Object, depth: int) -> None:
        found = resources.get("/XObject") if depth else None
        for form in found.as_dict().values() if isinstance(found, pikepdf.Dictionary) else ():
            is_form = isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form"
            if is_form and form.objgen not in self._done:
                self._done.add(form.objgen)
                own = form.get("/Resources", resources)
                kept = list(self._keep_shown(form, own))
                form.write(pikepdf.unparse_content_stream(kept))
                self._leave_out_of_forms(own, depth - 1)

    def _keep_shown(
        self, content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object
    ) -> Iterator[_Operation]:
        """The operations of a content that show something, and those that only move and set."""
        marks: list[bool] = []
        for operation in pikepdf.parse_content_stream(content):
            name = str(operation.operator)
            named = [str(one) for one in operation.operands if isinstance(one, pikepdf.Name)]
            if name in _BEGIN:
                marked = named[:1] == ["/OC"]
                layer = _find(resources, "/Properties", *named[1:]) if marked else None
                marks.append(self._is_hidden(layer))
            elif name == _END and marks:
                marks.pop()
            if name == "Do" and self._is_hidden(_find(resources, "/XObject", *named, "/OC")):
                continue
            if not any(marks):
                yield operation
            elif name in _PAINT:
                yield pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
            elif name in _TEXT_ON_NEXT_LINE:
                yield pikepdf.ContentStreamInstruction([], pikepdf.Operator("T*"))
            elif name not in _TEXT | _OTHER:
                yield operation

    def _is_hidden(self, layer: pikepdf.Object | None) -> bool:
        """Whether a layer is off, or what says which of several layers have to be on."""
        if not isinstance(layer, pikepdf.Dictionary):
            return False
        if layer.get("/Type") != "/OCMD":
            return layer.objgen in self._hidden
        several = layer.get("/OCGs")
        members = _numbers(several) or (
            {several.objgen} if isinstance(several, pikepdf.Dictionary) else set()
        )
        off = [member in self._hidden for member in members]
        policy = str(layer.get("/P", "/AnyOn"))
        shown = {"/AllOn": not any(off), "/AnyOff": any(off), "/AllOff": all(off)}
        return bool(members) and not shown.get(policy, not all(off))


def _find(found: pikepdf.Object | None, *keys: str) -> pikepdf.Object | None:
    """What stands under keys inside each other."""
    for key in keys:
        if not isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            return None
        found = found.get(key)
    return found
