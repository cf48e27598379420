"""The `quorate` command: reads which subcommand is meant and hands over to its module.

Nothing but the module asked for is imported, so that `quorate when` answers without waiting for Django.

Exit codes: 0 done; 1 refused, or could not be done (with one sentence on the error stream); 2 the line was
not understood; 130 stopped with Ctrl-C. Only a fault in Quorate itself ends with a traceback.
"""

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import quorate

DONE = 0
REFUSED = 1
NOT_UNDERSTOOD = 2
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its name, a line of help, and the module that has it."""

    name: str
    help: str
    module: str


class CommandModule(Protocol):
    """What a subcommand's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the words that may follow the subcommand."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it and give the exit code."""


ALL_COMMANDS = (
    Command("demo", "make the demonstration and serve it", "quorate.cli.demo"),
    Command("serve", "serve the pages", "quorate.cli.serve"),
    Command("work", "send what is owed and render what was asked for", "quorate.cli.work"),
    Command("when", 'work out a date, such as "10 working days before" 2026-01-08', "quorate.cli.when"),
    Command("import", "read a Word or Excel plan", "quorate.cli.import_"),
    Command("terms", "read a board's terms of reference", "quorate.cli.terms"),
    Command("init", "set up a partnership with its first coordinator", "quorate.cli.init_"),
    Command("audit", "verify the record of events", "quorate.cli.audit"),
    Command("migrate", "bring the database to this version", "quorate.cli.migrate"),
    Command("check", "say whether this installation is sound", "quorate.cli.check"),
    Command("docs", "print the tables that the documents hold", "quorate.cli.docs"),
)


_CHECKS = "In the folder Quorate came in, `./quorate test` sets up and runs the checks."


def commands() -> tuple[Command, ...]:
    """List the subcommands this installation carries."""
    return tuple(command for command in ALL_COMMANDS if importlib.util.find_spec(command.module))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one line; `arguments` are the words after `quorate`, by default those of this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quorate.config.settings")
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return dispatch(words)
    except SystemExit as left:  # argparse has said what was wrong, or printed its help
        return exit_code(left)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        print(f"quorate: {sentence}", file=sys.stderr)
        return REFUSED


def dispatch(words: Sequence[str]) -> int:
    """Find the subcommand's module, let it read the rest of the line, and run it."""
    known = {command.name: command for command in commands()}
    chosen = main_parser(known).parse_args(words[:1]).command
    if chosen is None:
        main_parser(known).print_help(sys.stderr)
        return NOT_UNDERSTOOD
    command = known[chosen]
    module = cast(CommandModule, importlib.import_module(command.module))
    description = getattr(module, "DESCRIPTION", sentence(command.help))
    parser = argparse.ArgumentParser(prog=f"quorate {command.name}", description=description)
    module.add_arguments(parser)
    return module.run(parser.parse_args(words[1:]))


def main_parser(known: dict[str, Command]) -> argparse.ArgumentParser:
    """Read the first word: `--help`, `--version` or a subcommand."""
    width = max((len(name) for name in known), default=0)
    lines = "\n".join(f"  {command.name:<{width}}  {command.help}" for command in known.values())
    parser = argparse.ArgumentParser(
        prog="quorate",
        usage="quorate [--help] [--version] COMMAND ...",
        description="Runs a multi-agency domestic abuse partnership.",
        epilog=f"commands:\n{lines}\n\n`quorate COMMAND --help` says more about one of them.\n{_CHECKS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"quorate {quorate.__version__}")
    parser.add_argument("command", nargs="?", choices=tuple(known), help=argparse.SUPPRESS)
    return parser


def sentence(line: str) -> str:
    """Turn a line of help into a sentence."""
    return f"{line[0].upper()}{line[1:]}."


def exit_code(left: SystemExit) -> int:
    """Read the code out of a `SystemExit`, whose code may be absent or a sentence."""
    if left.code is None:
        return DONE
    if isinstance(left.code, int):
        return left.code
    print(f"quorate: {left.code}", file=sys.stderr)
    return REFUSED


def sentence_for(error: Exception) -> str | None:
    """Put a mishap that is not Quorate's fault in a sentence; None where it is a fault to be traced."""
    if isinstance(error, OSError) and error.filename is not None:
        reason = (error.strerror or "it could not be used").lower()
        return f"{error.filename}: {reason}."
    if type(error).__module__.startswith("django.") and type(error).__name__ in {
        "ImproperlyConfigured",
        "OperationalError",
    }:
        return f"{error}".strip()
    return None


if __name__ == "__main__":
    sys.exit(main())
