"""The command `kg`: each subcommand parses its arguments, calls one function of the package and prints.

Nothing heavy is imported before a command needs it. Results go to standard output or files, progress and errors to
standard error; an error is one clear line and exit code 2.
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from kg.cli import base
from kg.cli.base import complain
from kg.cli.language import LANGUAGES, asked, chinese, fold_help, speak, told, translate
from kg.shown import visible

if TYPE_CHECKING:
    app: typer.Typer

__all__ = ["app", "main"]

COMMANDS = {
    "build": "build",
    "query": "query",
    "show": "show",
    "view": "show",
    "corpus": "corpus",
    "same": "same",
    "discover": "discover",
    "check": "check",
    "export": "export",
    "ontology": "ontology",
    "vocabulary": "vocabulary",
    "serve": "serve",
    "timeline": "over_time",
    "trends": "over_time",
    "network": "over_time",
    "search": "over_time",
}
"""Each command and the module that registers it, in the order of the help; a command needs its own module alone."""


def __getattr__(name: str) -> Any:
    """The application, with all commands: they are loaded when it is asked for."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _registered(COMMANDS)


def _registered(commands: Iterable[str]) -> typer.Typer:
    """The application with these commands, and those that were registered before, in the order of the help."""
    for command in commands:
        import_module(f"{__name__}.{COMMANDS[command]}")
    place = [*COMMANDS]
    base.app.registered_commands.sort(key=lambda c: place.index(str(c.name or getattr(c.callback, "__name__", ""))))
    base.app.registered_groups.sort(key=lambda group: place.index(str(group.name)))
    return base.app


def main() -> NoReturn:
    """Run the command; what a user can mend is one line on standard error and exit code 2, an interrupt is 130."""
    _mend_streams()
    _log_to_stderr()
    code = _run()
    with suppress(OSError, ValueError):  # a reader that has gone must not make the end of the process loud
        sys.stderr.flush()
    atexit.register(gc.freeze)  # what is held goes with the process: to look for garbage in it takes a while
    sys.exit(code)


def _mend_streams() -> None:
    """UTF-8 for what is written; nothing to read where standard input is closed. Ends where no result can be given."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (for the life of the process)
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        complain("standard output is closed")
        sys.exit(2)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _log_to_stderr() -> None:
    """Say what the package warns of, one line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    logging.getLogger("kg").handlers = [handler]


class _Line(logging.Formatter):
    """A warning as the command says it."""

    def format(self, record: logging.LogRecord) -> str:
        return f"kg: {visible(told(record.getMessage()))}"


def _run() -> int:
    usage_error: type[BaseException] = typer.BadParameter.__mro__[2]  # of all that can be wrong with a command line
    try:
        code = _command()(standalone_mode=False)
        if code == 130:  # what typer makes of an interrupt
            raise KeyboardInterrupt
        sys.stdout.flush()
    except usage_error as error:
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        return _said(message.replace("\n", " "))
    except (KeyboardInterrupt, typer.Abort):
        return _said("stopped", 130)
    except (BrokenPipeError, SystemExit):  # typer makes a SystemExit of a reader that has gone
        return _reader_gone()
    except (ValueError, OSError, ImportError, RecursionError) as error:
        return _said(_told(error))
    return code if isinstance(code, int) else 0


def _command() -> Any:
    """The command in the language that the command line or the environment asks for."""
    language, sys.argv[1:] = asked(sys.argv[1:])
    speak(language if language in LANGUAGES else None)
    if language is not None and language not in LANGUAGES:
        raise ValueError(f"--lang {language}: expected {' or '.join(LANGUAGES)}")
    first = sys.argv[1] if len(sys.argv) > 1 else ""
    command = typer.main.get_command(_registered([first] if first in COMMANDS else COMMANDS))
    if chinese():
        translate(command)
        if "--help" in sys.argv or len(sys.argv) <= 2:
            fold_help()
    return command


def _reader_gone() -> int:
    """The exit code of a process that a closed pipe ended, as a shell gives it; nothing more is written."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


def _told(error: Exception) -> str:
    """The message of an error that a user can mend."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}" if error.filename else error.strerror
    return str(error)


def _said(message: str, code: int = 2) -> int:
    complain(message)
    return code
