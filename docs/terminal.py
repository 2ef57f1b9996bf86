"""Draw what `mediagora validate docs/examples/my-platforms.ttl` prints, for the README.

Run `python docs/terminal.py` after a change of the text output, of that example or of its shapes;
`python docs/terminal.py -` prints the picture instead. A test compares it with the output. The time
that the check took is replaced, so that the picture changes only where the output does.
"""

from __future__ import annotations

import contextlib
import dataclasses
import html
import re
import sys
from pathlib import Path
from typing import Final

from mediagora.reporting.forms import render
from mediagora.validation import validate

ROOT: Final = Path(__file__).parent.parent
EXAMPLE: Final = "docs/examples/my-platforms.ttl"
TARGET: Final = ROOT / "docs" / "pictures" / "validate.svg"
WIDTH: Final = 92
SECONDS: Final = 0.04

CELL: Final = 8.43
"""Width of a character at 14 px, in px; `textLength` holds every font to it."""
ROW: Final = 20
MARGIN: Final = 18

STYLES: Final = {
    "1": "bold",
    "34": "frame",
    "1;31": "bold violation",
    "1;33": "bold warning",
    "1;36": "bold info",
}
SHEET: Final = """
  text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d8dee6;
         white-space: pre }
  .prompt { fill: #7a8793 } .bold { font-weight: bold } .frame { fill: #6fa8dc }
  .violation { fill: #ff7b72 } .warning { fill: #e3b341 } .info { fill: #76d9e6 }
"""
PIECES: Final = re.compile(r"\x1b\[([0-9;]+)m([^\x1b]*)\x1b\[0m|([^\x1b]+)")


def output() -> str:
    """Give what the command prints on a terminal with colours."""
    with contextlib.chdir(ROOT):
        report = validate(EXAMPLE)
    summary = dataclasses.replace(report.summary, seconds=SECONDS)
    return render(dataclasses.replace(report, summary=summary), "text", color=True, width=WIDTH)


def piece(text: str, style: str, column: int, row: int) -> str:
    """Place characters of one style."""
    start = len(text) - len(text.lstrip(" "))
    text = text.strip(" ")
    if not text:
        return ""
    x, y = MARGIN + (column + start) * CELL, MARGIN + (row + 1) * ROW - 6
    return (
        f'<text x="{x:.1f}" y="{y}" textLength="{len(text) * CELL:.1f}" class="{style}">'
        f"{html.escape(text, quote=False)}</text>"
    )


def picture(command: str, told: str) -> str:
    """Draw a command and its coloured output as SVG.

    Args:
        command: As typed.
        told: Its output, with the ANSI sequences of the text form.
    """
    pieces = [piece("$", "prompt", 0, 0), piece(command, "bold", 2, 0)]
    lines = told.rstrip("\n").split("\n")
    for row, line in enumerate(lines, start=2):
        column = 0
        for style, painted, plain in PIECES.findall(line):
            text = painted or plain
            pieces.append(piece(text, STYLES.get(style, ""), column, row))
            column += len(text)
    width, height = WIDTH * CELL + 2 * MARGIN, (len(lines) + 2) * ROW + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" '
        f'width="{width:.0f}" height="{height}" role="img">\n'
        f"<title>{html.escape(command)}</title>\n"
        f"<style>{SHEET}</style>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#161b22"/>\n'
        + "\n".join(filter(None, pieces)).replace(' class=""', "")
        + "\n</svg>\n"
    )


def main() -> int:
    """Write the picture, or print it."""
    drawn = picture(f"mediagora validate {EXAMPLE}", output())
    if sys.argv[1:] == ["-"]:
        print(drawn, end="")
    else:
        TARGET.write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
