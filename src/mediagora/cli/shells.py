"""What bash, zsh and fish are told of a line: click's own mechanism, with scripts of our own.

A shell asks the command itself, by the variable `_MEDIAGORA_COMPLETE`. Of what click does with the
answer three things are done in another way here. Bash breaks words at `=` and `:`, so that
`feature=feature:gr` is four of them: its script hands over the line, and gets back only what stands
after the last break. A name that a value is to follow, `feature=`, gets no space behind it. And
whatever goes wrong, nothing is printed into the line that the user types.
"""

from __future__ import annotations

import os
import re
import shlex
from typing import Any, ClassVar, Final

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    shell_complete,
    split_arg_string,
)

VARIABLE: Final = "_MEDIAGORA_COMPLETE"
"""Set by a shell that asks what completes a line, to `bash_complete` and the like."""

_BASH: Final = """\
%(complete_func)s() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            open,*) compopt -o nospace; COMPREPLY+=("${line#*,}") ;;
            plain,*) COMPREPLY+=("${line#*,}") ;;
        esac
    done <<<"$(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORD="$2" \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)"
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_ZSH: Final = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local kind value told
    local -a lines plain open
    lines=("${(@f)$(COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT - 1)) \\
        %(complete_var)s=zsh_complete $words[1] 2>/dev/null)}")
    for kind value told in "${(@)lines}"; do
        case $kind in
            dir) compset -P '-*='; _path_files -/ ;;
            file) compset -P '-*='; _path_files ;;
            open) open+=("$value:$told") ;;
            plain) plain+=("$value:$told") ;;
        esac
    done
    (( $#plain )) && _describe -V %(prog_name)s plain -U
    (( $#open )) && _describe -V %(prog_name)s open -U -S ''
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH: Final = """\
function %(complete_func)s
    for line in (env COMP_WORDS=(commandline -cp) COMP_CWORD=(commandline -ct) \\
            %(complete_var)s=fish_complete %(prog_name)s 2>/dev/null)
        set -l told (string split -m 1 , -- $line)
        switch $told[1]
            case dir
                __fish_complete_directories $told[2]
            case file
                __fish_complete_path $told[2]
            case '*'
                printf '%%s\\n' $told[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""

_TO_ESCAPE: Final = re.compile(r"([^\w@%+=:,./~-])")


class _Quiet(ShellComplete):
    """Answers for lines that make no sense as well: with nothing, and in silence."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        """Complete `--option=value` as a whole, which click does for the value alone."""
        _take_files(self.cli, args)
        option, equals, _ = incomplete.partition("=")
        items = super().get_completions(args, incomplete)
        if equals and option.startswith("-"):
            for item in items:
                item.value = f"{option}={item.value}"
        return items

    def complete(self) -> str:
        try:
            return super().complete()
        except Exception:  # whatever is wrong, the user is still typing
            return ""


class _Bash(_Quiet, BashComplete):
    source_template: ClassVar[str] = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        # What is typed last is at hand as a word even if a space, or a quote, is the end of it.
        *words, last = split_arg_string(f"{os.environ['COMP_LINE']}x")
        return words[1:], last.removesuffix("x")

    def format_completion(self, item: CompletionItem[Any]) -> str:
        line = os.environ["COMP_LINE"]
        *_, word = split_arg_string(f"{line}x")
        replaced = "".join(split_arg_string(os.environ["COMP_WORD"]))
        value = str(item.value)[len(word) - 1 - len(replaced) :]
        if not _is_quoted(line):
            value = _TO_ESCAPE.sub(r"\\\1", value)
        return f"{item.type},{value}"


class _Zsh(_Quiet, ZshComplete):
    source_template: ClassVar[str] = _ZSH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        value = str(item.value).replace("\\", r"\\").replace(":", r"\:")
        return f"{item.type}\n{value}\n{item.help or ''}"


class _Fish(_Quiet, FishComplete):
    source_template: ClassVar[str] = _FISH


def complete(command: click.Command, instruction: str) -> int:
    """Do what a shell asks for: print its script, or what completes a line.

    Args:
        command: The whole of the command line.
        instruction: The value of `VARIABLE`, such as `bash_source` or `zsh_complete`.

    Returns:
        The exit code; 1 where there is no such instruction.

    Example:
        >>> import click
        >>> complete(click.Command("mediagora"), "tcsh_source")
        1
    """
    for each in (_Bash, _Zsh, _Fish):
        add_completion_class(each)
    return shell_complete(command, {}, "mediagora", VARIABLE, instruction)


def _take_files(group: click.Command, args: list[str]) -> None:
    """Let files be completed wherever the command on the line takes a PATH or a FILE."""
    name = next((each for each in args if not each.startswith("-")), "")
    if isinstance(group, click.Group) and (
        command := group.get_command(click.Context(group), name)
    ):
        for parameter in command.params:
            if {"PATH", "FILE"} & set(re.findall("[A-Z]+", parameter.metavar or "")):
                parameter.type = click.Path()


def _is_quoted(line: str) -> bool:
    """Whether a quote is open at the end of a line, so that nothing after it needs a backslash."""
    try:
        shlex.split(line)
    except ValueError as error:
        return "quotation" in str(error)
    return False
