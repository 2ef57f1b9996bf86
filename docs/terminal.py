"""Draw what commands print on a terminal, for the README.

Run `python docs/terminal.py` after a change of what they print, or of what they are asked about;
`python docs/terminal.py validate -` prints one picture instead. A test compares each with the
output. The time that a check took is replaced: a picture changes only where the output does.
"""

from __future__ import annotations

import html
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "docs" / "pictures"
COMMANDS: Final = {
    "validate": "mediagora validate docs/examples/my-platforms.ttl",
    "query": "mediagora query facts-with-sources -p platform=kakaotalk --labels en",
}
"""Commands by the name of their picture."""
WIDTH: Final = 92
SECONDS: Final = "in 0.04 s"

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
PIECES: Final = re.compile(r"\x1b\[([0-9;]+)m([^\x1b]*)\x1b\[0?m|([^\x1b]+)")


def output(command: str) -> str:
    """Give what a command prints on a terminal with colours."""
    terminal, printer = os.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment |= {"COLUMNS": str(WIDTH), "LINES": "200", "TERM": "xterm", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=printer,
        stderr=subprocess.DEVNULL,
    ):
        os.close(printer)
        told = b"".join(iter(lambda: _read(terminal), b""))
    os.close(terminal)
    return re.sub(r"in [\d.]+ s\b", SECONDS, told.decode().replace("\r\n", "\n"))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # on Linux, the end: nobody prints there any more
        return b""


def piece(text: str, style: str, column: int, row: int) -> str:
    """Place characters of one style, what stands in columns each by itself."""
    placed = []
    for part in re.finditer(r"\S+(?: \S+)*", text):
        x, y = MARGIN + (column + part.start()) * CELL, MARGIN + (row + 1) * ROW - 6
        placed.append(
            f'<text x="{x:.1f}" y="{y}" textLength="{len(part[0]) * CELL:.1f}" class="{style}">'
            f"{html.escape(part[0], quote=False)}</text>"
        )
    return "\n".join(placed)


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
    """Write the pictures, or print one."""
    if sys.argv[2:] == ["-"]:
        command = COMMANDS[sys.argv[1]]
        print(picture(command, output(command)), end="")
        return 0
    for name, command in COMMANDS.items():
        drawn = picture(command, output(command))
        (FOLDER / f"{name}.svg").write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
