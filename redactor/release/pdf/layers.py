"""Which layers (optional content) of a PDF are shown when it is opened."""

from __future__ import annotations

import pikepdf


class Layers:
    """The layers of a PDF as its default configuration shows them."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._off: set[tuple[int, int]] = set()
        properties = pdf.Root.get("/OCProperties")
        if not isinstance(properties, pikepdf.Dictionary):
            return
        default = properties.get("/D", pikepdf.Dictionary())
        if default.get("/BaseState") == "/OFF":
            self._off = {g.objgen for g in properties.get("/OCGs", [])}
            self._off -= {g.objgen for g in default.get("/ON", [])}
        self._off |= {g.objgen for g in default.get("/OFF", [])}

    def shows(self, entry: pikepdf.Object | None) -> bool:
        """Whether content marked with this group or membership is shown."""
        if not isinstance(entry, pikepdf.Dictionary):
            return True
        if entry.get("/Type") != "/OCMD":
            return entry.objgen not in self._off
        if isinstance(entry.get("/VE"), pikepdf.Array):
            return self._holds(entry["/VE"], 0)
        groups = entry.get("/OCGs")
        if groups is None:
            return True
        if isinstance(groups, pikepdf.Dictionary):
            groups = pikepdf.Array([groups])
        on = [self.shows(g) for g in groups if isinstance(g, pikepdf.Dictionary)]
        if not on:
            return True
        return {
            "/AllOn": all(on),
            "/AnyOff": not all(on),
            "/AllOff": not any(on),
        }.get(str(entry.get("/P", "/AnyOn")), any(on))

    def _holds(self, expression: pikepdf.Object, depth: int) -> bool:
        """The value of a visibility expression; shown where it makes no sense."""
        if isinstance(expression, pikepdf.Dictionary):
            return self.shows(expression)
        if not isinstance(expression, pikepdf.Array) or not len(expression):
            return True
        if depth > 20:
            return True
        values = [
            self._holds(expression[i], depth + 1) for i in range(1, len(expression))
        ]
        operator = str(expression[0])
        if operator == "/Not":
            return not (values and values[0])
        return all(values) if operator == "/And" else any(values)
