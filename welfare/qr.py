"""QR codes as drawings, for papers and pages."""

import io

import segno


def qr_svg(text: str, *, border: int = 0) -> str:
    """A QR code of `text` as SVG, readable with up to 15% of it dirty or torn (level M).

    `border` is the width of the empty rim in squares; scanners want one unless the paper leaves it.
    """
    drawing = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing, kind="svg", xmldecl=False, svgns=True, border=border, omitsize=True, nl=False
    )
    return drawing.getvalue().decode()
