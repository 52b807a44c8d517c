"""The command `kg`: each subcommand parses its arguments, calls one function of the package and prints.

Nothing heavy is imported before a command needs it. Results go to standard output or files, progress and errors to
standard error; an error is one clear line and exit code 2.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import typer

# each registers its commands, and the help lists them in this order
# isort: off
from kg.cli import build as build
from kg.cli import query as query
from kg.cli import show as show
from kg.cli import corpus as corpus
from kg.cli import same as same
from kg.cli import discover as discover
from kg.cli import check as check
from kg.cli import export as export
from kg.cli import ontology as ontology
from kg.cli import vocabulary as vocabulary
from kg.cli import serve as serve
from kg.cli import over_time as over_time

# isort: on
from kg.cli.base import app, complain
from kg.cli.language import LANGUAGES, asked, chinese, fold_help, speak, told, translate
from kg.shown import visible

__all__ = ["app", "main"]


def main() -> NoReturn:
    """Run the command; what a user can mend is one line on standard error and exit code 2, an interrupt is 130."""
    _mend_streams()
    _log_to_stderr()
    code = _run()
    with suppress(OSError, ValueError):  # a reader that has gone must not make the end of the process loud
        sys.stderr.flush()
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
    command = typer.main.get_command(app)
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
