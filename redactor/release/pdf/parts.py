"""What content streams use: fonts, images, forms, patterns and graphics states."""

from __future__ import annotations

import pikepdf
from pikepdf.models import PdfParsingError

from redactor.release.pdf import pictures
from redactor.release.pdf.canvas import Scope
from redactor.release.pdf.colors import Colors, numbers, put
from redactor.release.pdf.content import Rewriter
from redactor.release.pdf.fonts import Fonts
from redactor.release.pdf.geometry import EVERYWHERE, Matrix, matrix, multiply
from redactor.release.pdf.haze import haze
from redactor.release.pdf.layers import Layers
from redactor.release.pdf.paint import Fate
from redactor.release.pdf.unsafe import Unsafe
from redactor.release.pdf.usage import Usage

_STATE = (
    "/LW", "/LC", "/LJ", "/ML", "/SA", "/CA", "/ca", "/AIS", "/TK", "/OP", "/op",
    "/OPM", "/FL", "/SM",
)  # fmt: skip
_BLEND = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken",
    "/Lighten", "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight",
    "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
_MASKS = {"/Alpha", "/Luminosity"}


class Parts:
    """Copies what pages are made of from one PDF into another."""

    def __init__(self, new: pikepdf.Pdf, layers: Layers) -> None:
        self.new = new
        self.layers = layers
        self.usage = Usage()
        self.colors = Colors(new)
        self._fonts = Fonts(self.colors)
        self._images = pictures.Images(self.colors)

    def font(self, source: pikepdf.Object, user: Rewriter) -> pikepdf.Object:
        """A font of any kind. Raises Unsafe."""
        if source.get("/Subtype") == "/Type3":
            made = self.colors.once("font", source, lambda: self._drawn(source, user))
        else:
            made = self._fonts.font(source)
        if not made.is_indirect:
            made = self.new.make_indirect(made)
        self.usage.enter(made)
        return made

    def _drawn(self, source: pikepdf.Object, user: Rewriter) -> pikepdf.Object:
        """A Type 3 font: each glyph is a content stream and gets a neutral name."""
        made = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3)
        put(made, source, ("/FontBBox", "/FontMatrix", "/FirstChar", "/LastChar"))
        put(made, source, ("/Widths",))
        resources = source.get("/Resources", user.source)
        space = matrix([float(n) for n in source.FontMatrix])
        renamed: dict[str, pikepdf.Name] = {}
        glyphs, needed = pikepdf.Dictionary(), pikepdf.Dictionary()
        for number, (name, glyph) in enumerate(source.CharProcs.items(), 1):
            scope = Scope(space, EVERYWHERE, (), "glyph", user.scope.depth + 1)
            writer = Rewriter(self, resources, scope)
            writer.resources = needed
            data = writer.rewrite(pikepdf.parse_content_stream(glyph))
            renamed[name] = pikepdf.Name(f"/g{number}")
            glyphs[renamed[name]] = self.new.make_indirect(self.colors.stream(data))
        made.CharProcs = glyphs
        made.Resources = needed
        differences = source.Encoding.get("/Differences", pikepdf.Array())
        made.Encoding = pikepdf.Dictionary(
            Type=pikepdf.Name.Encoding,
            Differences=pikepdf.Array(
                renamed.get(str(d), pikepdf.Name("/.notdef"))
                if isinstance(d, pikepdf.Name)
                else numbers(d)
                for d in differences
            ),
        )
        self._fonts.put_unicode(made, source)
        return made

    def image(
        self,
        source: pikepdf.Object,
        named: pikepdf.Object | None,
        placed: Matrix,
        fate: Fate,
    ) -> tuple[pikepdf.Object, bool]:
        """An image without pixels that can't be seen, and whether it had none.

        Raises Unsafe.
        """
        return self._images.image(source, named, placed, fate)

    def haze(self, source: pikepdf.Object, placed: Matrix) -> pikepdf.Object:
        """A picture in a soft mask, coarse. Raises Unsafe."""
        return haze(self.colors, source, placed)

    def promoted(self, inline: pikepdf.PdfInlineImage) -> pikepdf.Object:
        """An inline image as a stream like any other's, still to be copied."""
        return pictures.promoted(self.new, inline)

    def form(
        self, source: pikepdf.Object, outer: pikepdf.Object, scope: Scope
    ) -> pikepdf.Object:
        """A form as it is drawn at one place. Raises Unsafe."""
        resources = source.get("/Resources", outer)
        writer = Rewriter(self, resources, scope)
        data = writer.rewrite(pikepdf.parse_content_stream(source))
        made = self.colors.stream(data)
        made.Type = pikepdf.Name.XObject
        made.Subtype = pikepdf.Name.Form
        put(made, source, ("/BBox", "/Matrix"))
        made.Resources = writer.resources
        group = source.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and group.get("/S") == "/Transparency":
            made.Group = self.group(group, resources)
        return self.new.make_indirect(made)

    def group(
        self, source: pikepdf.Object, resources: pikepdf.Object
    ) -> pikepdf.Object:
        """The entry that says how transparent content is mixed."""
        made = pikepdf.Dictionary(Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency)
        put(made, source, ("/I", "/K"))
        if (space := source.get("/CS")) is not None:
            made.CS = self.colors.space(space, resources.get("/ColorSpace"))
        return made

    def pattern(self, source: pikepdf.Object, user: Rewriter) -> pikepdf.Object:
        """A tiling or shading pattern. Raises Unsafe."""
        named = user.source.get("/ColorSpace")
        if int(source.get("/PatternType", 0)) == 2:

            def make() -> pikepdf.Object:
                made = pikepdf.Dictionary(Type=pikepdf.Name.Pattern, PatternType=2)
                put(made, source, ("/Matrix",))
                made.Shading = self.colors.shading(source.Shading, named)
                return made

            return self.colors.once("pattern", source, make)
        if not isinstance(source, pikepdf.Stream):
            raise Unsafe("an unknown pattern")
        return self.colors.once("pattern", source, lambda: self._tile(source, user))

    def _tile(self, source: pikepdf.Object, user: Rewriter) -> pikepdf.Object:
        scope = Scope(kind="pattern", depth=user.scope.depth + 1)
        writer = Rewriter(self, source.get("/Resources", user.source), scope)
        made = self.colors.stream(writer.rewrite(pikepdf.parse_content_stream(source)))
        made.Type = pikepdf.Name.Pattern
        made.PatternType = 1
        put(made, source, ("/PaintType", "/TilingType", "/XStep", "/YStep"))
        put(made, source, ("/BBox", "/Matrix"))
        made.Resources = writer.resources
        return made

    def graphics_state(self, source: pikepdf.Object, user: Rewriter) -> pikepdf.Object:
        """Line styles, opacity and masks. Raises Unsafe."""
        made = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState)
        put(made, source, _STATE)
        if (dash := source.get("/D")) is not None:
            made.D = numbers(dash)
        if (blend := source.get("/BM")) is not None:
            first = blend[0] if isinstance(blend, pikepdf.Array) else blend
            if str(first) not in _BLEND:
                raise Unsafe("an unknown way to mix colours")
            made.BM = pikepdf.Name(str(first))
        if isinstance(font := source.get("/Font"), pikepdf.Array):
            made.Font = pikepdf.Array([self.font(font[0], user), numbers(font[1])])
        for key in ("/TR", "/TR2"):
            if str(source.get(key, "/Default")) not in ("/Default", "/Identity"):
                raise Unsafe("a transfer function")
        if (mask := source.get("/SMask")) is not None:
            made.SMask = self._soft_mask(mask, user)
        return made

    def _soft_mask(self, source: pikepdf.Object, user: Rewriter) -> pikepdf.Object:
        if isinstance(source, pikepdf.Name):
            return pikepdf.Name("/None")
        kind = str(source.get("/S"))
        if kind not in _MASKS:
            raise Unsafe("an unknown soft mask")
        form = source.G
        placed = multiply(
            matrix([float(n) for n in form.get("/Matrix", (1, 0, 0, 1, 0, 0))]),
            user.current_matrix,
        )
        boxes = user.scope.boxes
        scope = Scope(placed, EVERYWHERE, boxes, "mask", user.scope.depth + 1)
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Mask,
            S=pikepdf.Name(kind),
            G=self.form(form, user.source, scope),
        )
        put(made, source, ("/BC",))
        if (transfer := source.get("/TR")) is not None:
            made.TR = self.colors.function(transfer)
        return made


def page_data(page: pikepdf.Page) -> list[object]:
    """The instructions of a page. Raises Unsafe where they can't be read."""
    try:
        return list(pikepdf.parse_content_stream(page))
    except (pikepdf.PdfError, PdfParsingError) as error:
        raise Unsafe("content that can't be read") from error
