"""What TAB completes: by keys typed into a real bash and a real zsh, and by what fish answers.

A line is typed with TAB at its end; then `printf` is put before it, and the words that the shell
would have given the command are printed instead.
"""

from __future__ import annotations

import io
import os
import re
import select
import shlex
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interop.processes import TIED
from mediagora.cli import shells
from mediagora.cli.main import mediagora as mediagora_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Command

DEADLINE: Final = 60.0
"""Seconds for what a shell prints to come; then the test fails."""
END: Final = "@END"
"""Typed after TAB: a word of its own where a space was put, else the end of the last word."""

SWITCH_ON: Final = {
    "bash": 'eval "$(_MEDIAGORA_COMPLETE=bash_source mediagora)"',
    "zsh": 'eval "$(_MEDIAGORA_COMPLETE=zsh_source mediagora)"',
    "fish": "_MEDIAGORA_COMPLETE=fish_source mediagora | source",
}
STARTED: Final = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
PREPARED: Final = {
    "bash": "bind 'set completion-query-items 0'; bind 'set page-completions off'",
    "zsh": "autoload -U compinit; compinit -u -D; bindkey -e; LISTMAX=0; unset zle_bracketed_paste",
}

OWN: Final = """\
#+ summary: Where it is
#+ params:
#+   place: {type: string, values: [Korea, United States]}
SELECT ?place { BIND (?_place AS ?place) }
"""
MALFORMED: Final = "#+ params: [\nASK {}\n"
CHIRP: Final = """\
<https://example.org/chirp> a <https://w3id.org/mediagora/ns#SocialMedia> ;
  <http://www.w3.org/2000/01/rdf-schema#label> "Chirp"@en .
"""

LINES: Final = {
    # In bash `=` and `:` end a word, so that only the last part of these is replaced.
    "query who-has-feature --param feature=gro": ["feature=group" + END],
    "query who-has-feature --param feature=job-s": ["feature=job-search", END],
    "query who-has-feature --param feature=feature:job-s": ["feature=feature:job-search", END],
    "query who-has-feature --param=feature=feature:job-s": [
        "--param=feature=feature:job-search",
        END,
    ],
    "query who-has-feature -p 'feature=feature:job-s": ["feature=feature:job-search", END],
    'query who-has-feature -p "feature=job-s': ["feature=job-search", END],
    "query who-has-feature -p feature=https://w3id.org/mediagora/feature/job-s": [
        "feature=https://w3id.org/mediagora/feature/job-search",
        END,
    ],
    # One parameter is completed with its value, one of several is to have its own yet.
    "query who-has-feature -p ": ["feature=" + END],
    "query with-but-without -p f": ["first=" + END],
    "query with-but-without -p first=groups -p s": ["second=" + END],
    "query launched-since -p ": ["year=2010", END],
    "query -e 'ASK { BIND (?_text AS ?t) }' -p te": ["text=" + END],
    "query who-h": ["who-has-feature", END],
    "query features/who-h": ["features/who-has-feature", END],
    "query who-has-feature --inference=r": ["--inference=r" + END],
    "query who-has-feature --format mark": ["markdown", END],
    "query who-has-feature --endpoint who-h": ["who-h" + END],
    "query where": ["where.rq", END],
    "query ./whe": ["./where.rq", END],
    "query where.rq -p place=Uni": ["place=United States", END],
    r"query where.rq -p place=United\ ": ["place=United States", END],
    "query where.rq -p 'place=Uni": ["place=United States", END],
    "query --queries ow": ["own/" + END],
    "query --queries own place-i": ["place-is", END],
    "query --queries broken who-h": ["who-has-feature", END],
    "describe platform:linke": ["platform:linkedin", END],
    "describe --data chirp.ttl chi": ["chirp", END],
    "compare facebook twitt": ["twitter", END],
    "why linkedin ProfessionalN": ["ProfessionalNetwork", END],
    "why linkedin hasPurpose build-rel": ["build-relationships", END],
    "classify --main-purpose=keep-in": ["--main-purpose=keep-in-contact", END],
    "reason chi": ["chirp.ttl", END],
    "validate chirp.ttl --output=chi": ["--output=chirp.ttl", END],
    "diff chirp.ttl chi": ["chirp.ttl", END],
    "why facebook SocialMedia --data chi": ["chirp.ttl", END],
    "rule mg402": ["MG402", END],
    "no-such-command who-h": ["who-h" + END],
}


def needed(shell: str) -> str:
    """Tell where a shell is; without it the test is skipped, and fails in CI."""
    found = shutil.which(shell)
    if found is None:
        reason = f"there is no {shell}: apt-get install {shell}"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where lines are typed: questions and data of one's own."""
    folder = tmp_path_factory.mktemp("typed")
    (folder / "own").mkdir()
    (folder / "own" / "place-is.rq").write_text(OWN)
    (folder / "broken").mkdir()
    (folder / "broken" / "place-is.rq").write_text(MALFORMED)
    (folder / "where.rq").write_text(OWN)
    (folder / "malformed.rq").write_text(MALFORMED)
    (folder / "chirp.ttl").write_text(CHIRP)
    return folder


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home that holds nothing but `mediagora` as a command of this Python."""
    home = tmp_path_factory.mktemp("home")
    command = home / "mediagora"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m mediagora "$@"\n')
    command.chmod(0o755)
    homes = dict.fromkeys(("HOME", "ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(home))
    return {
        **os.environ,
        **homes,
        "PATH": os.pathsep.join([str(home), os.environ.get("PATH", "")]),
        "INPUTRC": os.devnull,
        "HISTFILE": os.devnull,
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "PS1": "> ",
    }


class Terminal:
    """A shell in a terminal, with the completion of `mediagora` switched on."""

    def __init__(self, process: subprocess.Popen[bytes], shell: str) -> None:
        assert process.stdin
        assert process.stdout
        self._keys, self._screen = process.stdin, process.stdout.fileno()
        self._type(f"{PREPARED[shell]}\n{SWITCH_ON[shell]}\necho REA''DY\n")
        self._read("READY\r\n")

    def words(self, line: str) -> list[str]:
        """Type a line and TAB, and give the words that the shell then makes of it."""
        self._type(f"{line}\t{END}\x01printf '<%s>\\n' \n")
        told = self._read(f"{END}>\r\n")
        return re.findall(r"^<(.*)>\r$", told, re.MULTILINE)

    def listed(self, line: str, last: str) -> str:
        """Type a line and TAB twice, and give what is listed until the last is."""
        self._type(f"{line}\t\t")
        told = self._read(last)
        self._type("\x15")
        return told

    def _type(self, keys: str) -> None:
        self._keys.write(keys.encode())
        self._keys.flush()

    def _read(self, until: str) -> str:
        told, deadline = b"", time.monotonic() + DEADLINE
        while until.encode() not in told:
            left = max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([self._screen], [], [], left)
            more = os.read(self._screen, 1 << 16) if ready else b""
            assert more, f"{until!r} did not come: {told.decode(errors='replace')}"
            told += more
        return told.decode(errors="replace")


@contextmanager
def terminal(shell: str, environment: dict[str, str], folder: Path) -> Iterator[Terminal]:
    """Start a shell in a pseudo-terminal, which ends with the process that holds it."""
    needed(shell)
    holder = [sys.executable, "-c", "import pty, sys; pty.spawn(sys.argv[1:])", *STARTED[shell]]
    with subprocess.Popen(
        [*TIED, *holder],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            yield Terminal(process, shell)
        finally:
            process.kill()


@pytest.fixture(scope="module", params=["bash", "zsh"])
def typing(
    request: pytest.FixtureRequest, environment: dict[str, str], folder: Path
) -> Iterator[Terminal]:
    with terminal(request.param, environment, folder) as opened:
        yield opened


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_completed(typing: Terminal, line: str) -> None:
    words = typing.words(f"mediagora {line}")

    assert words[-len(LINES[line]) :] == LINES[line]
    assert words[0] == "mediagora"


def test_the_line_before_a_command_is_none_of_its_own(typing: Terminal) -> None:
    words = typing.words("X=1 mediagora query who-h")

    assert words == ["X=1", "mediagora", "query", "who-has-feature", END]


def test_zsh_says_what_each_is(environment: dict[str, str], folder: Path) -> None:
    with terminal("zsh", environment, folder) as typing:
        assert "Platforms that have a feature" in typing.listed("mediagora query who-", "a feature")
        assert "live video" in typing.listed("mediagora classify --feature li", "live video")


def in_fish(line: str, environment: dict[str, str], folder: Path) -> list[str]:
    """What fish would offer for a line, each with what is told of it behind a tab."""
    run = subprocess.run(
        [needed("fish"), "--no-config", "-c", f"{SWITCH_ON['fish']}; complete -C $argv[1]", line],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    assert run.stderr == ""
    return run.stdout.splitlines()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("query who-h", ["who-has-feature\tPlatforms that have a feature"]),
        ("query who-has-feature -p feature=job-s", ["feature=job-search\tjob search"]),
        ("query who-has-feature --param=feature=feature:job-s",
         ["--param=feature=feature:job-search\tjob search"]),
        ("query where.rq -p place=U", ["place=United States"]),
        ("query who-has-feature --endpoint who-h", []),
        ("query ./whe", ["./where.rq"]),
        ("query --queries ow", ["own/\tDirectory"]),
        ("rule mg402", ["MG402\tTarget that matches nothing"]),
        ("no-such-command who-h", []),
    ],
)  # fmt: skip
def test_fish_offers(
    line: str, offered: list[str], environment: dict[str, str], folder: Path
) -> None:
    assert in_fish(f"mediagora {line}", environment, folder) == offered


def test_every_question_is_offered(mediagora: Command, folder: Path) -> None:
    done = mediagora("queries", "--format", "json")
    line = {"COMP_LINE": "mediagora query ", "COMP_WORD": ""}
    offered = mediagora(environment={**line, shells.VARIABLE: "bash_complete"}, cwd=folder)

    slugs = set(re.findall(r'"slug": "(.+)"', done.stdout))
    assert slugs
    assert set(offered.stdout.split()) == {f"plain,{each}" for each in [*slugs, "where.rq"]} | {
        "plain,malformed.rq"
    }


@pytest.mark.parametrize(
    "line",
    [
        "qurey ",
        "query no-such-question -p f",
        "query malformed.rq -p ",
        "query -e 'SELECT' -p ",
        "query -p ",
        "query who-has-feature -p frature=g",
        "query --queries no-such-folder -p x",
        "describe --data malformed.rq xyzzy",
        "describe --data - xyzzy",
    ],
)
def test_what_cannot_be_completed_is_met_with_silence(
    line: str, mediagora: Command, folder: Path
) -> None:
    typed = {"COMP_LINE": f"mediagora {line}", "COMP_WORD": line.rpartition(" ")[2]}
    done = mediagora(environment={**typed, shells.VARIABLE: "bash_complete"}, cwd=folder)

    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


PARTS: Final = [
    *("query", "who-has-feature", "describe", "why", "rule", "--data", "--", "-", "-e", "ASK {"),
    *("-p", "--param=", "feature=", "feature:", "$(", "*", "é", "'", '"', "\\", "=", ":", "\n"),
    *(" ", " ", " ", " "),
]


@given(
    st.lists(st.sampled_from(PARTS), max_size=8).map("".join),
    st.sampled_from(["bash", "zsh", "fish"]),
)
@settings(max_examples=60)
def test_no_line_makes_it_speak(typed: str, shell: str) -> None:
    line = f"mediagora {typed}"
    asked = {
        "COMP_LINE": line,
        "COMP_WORD": typed.rpartition(" ")[2],
        "COMP_WORDS": line,
        "COMP_CWORD": typed.rpartition(" ")[2] if shell == "fish" else str(len(line.split()) - 1),
    }
    printed = io.TextIOWrapper(io.BytesIO())
    with (
        patch.dict(os.environ, asked),
        redirect_stdout(printed),
        redirect_stderr(io.StringIO()) as said,
    ):
        code = shells.complete(mediagora_group, f"{shell}_complete")

    assert (code, said.getvalue()) == (0, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_reads(
    shell: str, mediagora: Command, tmp_path: Path
) -> None:
    done = mediagora(environment={shells.VARIABLE: f"{shell}_source"})
    script = tmp_path / "script"
    script.write_text(done.stdout)
    read = subprocess.run([needed(shell), "-n", script], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert (read.returncode, read.stderr) == (0, b"")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_guide_tells_how_to_switch_it_on(shell: str) -> None:
    """The lines are those that these tests put into each shell."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "query.md").read_text("utf-8")

    assert f"\n{SWITCH_ON[shell]} " in page


def test_another_shell_is_told_that_there_is_nothing(mediagora: Command) -> None:
    done = mediagora(environment={shells.VARIABLE: "tcsh_source"})

    assert (done.returncode, done.stdout) == (1, "")


def test_commands_that_complete_start_no_slower() -> None:
    """What only a completion needs is loaded by none but a completion."""
    code = "import sys, mediagora.cli.completing; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not {"click.shell_completion", "pyoxigraph", "yaml"} & set(run.stdout.split())
