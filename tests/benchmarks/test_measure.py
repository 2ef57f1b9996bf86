"""One process measured: its output, its children, its memory, and its end at the limit."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from benchmarks.measure import measure

_FORTY_MB = "held = bytearray(40_000_000)"


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_output_code_and_complaints(tmp_path: Path) -> None:
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    taken = measure(_python(code), tmp_path)
    assert (taken.output, taken.complaints, taken.code) == ("out\n", "err\n", 3)


def test_children_count(tmp_path: Path) -> None:
    child = f"{_FORTY_MB}; import time; time.sleep(0.3)"
    several = f"""
import subprocess, sys
both = [subprocess.Popen([sys.executable, "-c", {child!r}]) for _ in range(2)]
[each.wait() for each in both]
"""
    taken = measure(_python(several), tmp_path)
    assert 40 < taken.process_mb < 80 < taken.tree_mb < 160


def test_one_core_is_one_core(tmp_path: Path) -> None:
    before = os.sched_getaffinity(0)
    core = max(before)
    taken = measure(_python("import os; print(os.sched_getaffinity(0))"), tmp_path, core=core)
    assert taken.output == f"{{{core}}}\n"
    assert os.sched_getaffinity(0) == before


def test_nothing_outlives_its_limit(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    child = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    taken = measure(_python(code), tmp_path, limit=3)
    assert taken.code is None
    assert taken.wall < 60
    child_state = Path(f"/proc/{note.read_text(encoding='ascii')}/stat")
    give_up = time.monotonic() + 60
    while child_state.exists() and child_state.read_text(encoding="ascii").split()[2] != "Z":
        assert time.monotonic() < give_up
        time.sleep(0.01)
