"""Every subcommand explains itself, and ends with a code that says how it went."""

import argparse
import shlex
import subprocess
import sys
from types import ModuleType

import pytest

from quorate.cli import main as command_line
from tests.house import tree

NAMES = [command.name for command in command_line.commands()]


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Put a subcommand of our own in the table, whose doings a test decides."""
    module = ModuleType("quorate_planted_command")
    module.add_arguments = lambda parser: parser.add_argument("--fast", action="store_true")
    module.run = lambda args: 0
    monkeypatch.setitem(sys.modules, module.__name__, module)
    command = command_line.Command("planted", "do what the test says", module.__name__)
    monkeypatch.setattr(command_line, "commands", lambda: (command,))
    return module


def raising(error: BaseException):
    def run(args: argparse.Namespace) -> int:
        raise error

    return run


def test_the_command_line_offers_something():
    assert "when" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_subcommand_explains_itself(name: str, capsys: pytest.CaptureFixture[str]):
    code = command_line.main([name, "--help"])

    assert code == 0
    assert f"usage: quorate {name}" in capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
def test_a_subcommand_refuses_a_word_it_does_not_know(name: str, capsys: pytest.CaptureFixture[str]):
    code = command_line.main([name, "--no-such-word"])

    assert code == 2
    assert "usage: quorate" in capsys.readouterr().err


def test_help_lists_every_subcommand(capsys: pytest.CaptureFixture[str]):
    code = command_line.main(["--help"])

    said = capsys.readouterr().out
    assert code == 0
    assert [name for name in NAMES if f"\n  {name} " not in said] == []
    assert "`./quorate test`" in said


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]):
    assert command_line.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("quorate 0.")


@pytest.mark.parametrize("words", [[], ["no-such-command"], ["--no-such-word"]], ids=["none", "name", "flag"])
def test_a_line_that_is_not_understood_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]):
    code = command_line.main(words)

    assert code == 2
    assert "usage: quorate" in capsys.readouterr().err


@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_subcommands_own_code_is_passed_on(planted: ModuleType, code: int):
    planted.run = lambda args: code

    assert command_line.main(["planted"]) == code


def test_the_rest_of_the_line_goes_to_the_subcommand(planted: ModuleType):
    planted.run = lambda args: 0 if args.fast else 1

    assert command_line.main(["planted", "--fast"]) == 0


def test_ctrl_c_ends_with_130(planted: ModuleType):
    planted.run = raising(KeyboardInterrupt())

    assert command_line.main(["planted"]) == 130


def test_a_file_that_is_not_there_is_a_sentence(planted: ModuleType, capsys: pytest.CaptureFixture[str]):
    planted.run = raising(FileNotFoundError(2, "No such file or directory", "plan.docx"))

    assert command_line.main(["planted"]) == 1
    assert capsys.readouterr().err == "quorate: plan.docx: no such file or directory.\n"


def test_a_sentence_to_leave_with_is_said_and_ends_with_1(
    planted: ModuleType, capsys: pytest.CaptureFixture[str]
):
    planted.run = raising(SystemExit("There is no partnership called harbour."))

    assert command_line.main(["planted"]) == 1
    assert "There is no partnership called harbour." in capsys.readouterr().err


def test_a_fault_of_our_own_keeps_its_traceback(planted: ModuleType):
    planted.run = raising(ZeroDivisionError("ours"))

    with pytest.raises(ZeroDivisionError):
        command_line.main(["planted"])


def test_a_reader_who_has_had_enough_is_no_fault():
    line = f"{shlex.quote(sys.executable)} -m quorate.cli.main --help | head -n 1"

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=tree.ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert done.stderr == ""


def test_looking_at_the_help_does_not_import_the_framework():
    asked = (
        "import sys; from quorate.cli import main as m; m.main(['--help']); sys.exit('django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False, cwd=tree.ROOT)

    assert done.returncode == 0
