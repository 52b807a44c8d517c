"""The command `kg`: each subcommand parses its arguments, calls one function of the package and prints.

Nothing heavy is imported before a command needs it. Results go to standard output or files, progress and errors to
standard error; an error is one clear line and exit code 2.
"""

from __future__ import annotations

import sys
from typing import NoReturn

import typer

# each registers its commands, and the help lists them in this order
# isort: off
from kg.cli import build as build
from kg.cli import query as query
from kg.cli import show as show
from kg.cli import discover as discover
from kg.cli import check as check
from kg.cli import export as export
from kg.cli import ontology as ontology
from kg.cli import vocabulary as vocabulary
from kg.cli import serve as serve

# isort: on
from kg.cli.base import app

__all__ = ["app", "main"]


def main() -> NoReturn:
    """Run the command; what a user can mend is one line on standard error and exit code 2, an interrupt is 130."""
    usage_error: type[BaseException] = typer.BadParameter.__mro__[
        2
    ]  # the base of all that a command line can get wrong
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(standalone_mode=False)
        if code == 130:  # what typer makes of an interrupt
            raise KeyboardInterrupt
        sys.stdout.flush()
    except usage_error as error:
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        code = _said(message.replace("\n", " "))
    except (KeyboardInterrupt, typer.Abort):
        code = _said("stopped", 130)
    except BrokenPipeError:
        sys.stderr.close()
        code = 141
    except (ValueError, OSError) as error:
        code = _said(_told(error))
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> str:
    """The message of an error that a user can mend."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}" if error.filename else error.strerror
    return str(error)


def _said(message: str, code: int = 2) -> int:
    print(f"kg: {message}", file=sys.stderr)
    return code
