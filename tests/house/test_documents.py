"""What the documents say is so: links, paths, commands and settings are real, and the words are ours.

Read from the files as they stand, so that a document cannot promise what the code has lost.
"""

import argparse
import ast
import contextlib
import importlib
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from quorate.cli import main as command_line
from quorate.domain.access.audience import AUDIENCE_NAMES
from quorate.domain.plans.labels import FLAGS, HEADLINES
from tests.house import tree
from tests.house.test_words import UNWANTED

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"(?:^(?: {4}|\t).*\n?)+", re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
PATH = re.compile(r"(?:src|tests|docs|scripts|frontend|requirements|benchmarks)/[\w./-]+")
RUN = re.compile(r"(?:^|[\s`/])quorate ([a-z]+)([^`\n]*)", re.MULTILINE)
ENTRY = re.compile(r"^- \*\*(.+?)\*\*: (.*(?:\n  .+)*)", re.MULTILINE)
ROW = re.compile(r"^\| (.+?) \|$", re.MULTILINE)
WORDS_ON_A_PAGE = 550
DECISION_HEADINGS = ["Context", "Decision", "Options", "Consequences"]
PRINTED = {"access.md", "events.md", "states.md", "routes.md", "rules.md"}  # by the code, from names it holds
NAMES = {  # words that keep their capital wherever they stand
    *("Quorate", "Word", "Excel", "PDF", "PDFs", "SQLite", "PostgreSQL", "OpenID", "Connect", "I"),
}


@cache
def documents() -> tuple[Path, ...]:
    found = [path for path in tree.files() if path.suffix == ".md"]
    return tuple(
        path for path in found if path.parent == tree.ROOT or path.is_relative_to(tree.ROOT / "docs")
    )


def written() -> list[Path]:
    """The documents that a person writes."""
    return [path for path in documents() if path.name not in PRINTED]


def name(path: Path) -> str:
    return str(path.relative_to(tree.ROOT))


def read(path: str) -> str:
    return (tree.ROOT / path).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    text = LINK.sub(lambda link: link.group().partition("](")[0], text)
    return SPAN.sub(" ", BLOCK.sub("\n", FENCE.sub("\n", text)))


def part(text: str, heading: str) -> str:
    """The text under a heading of the second level, up to the next."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def anchors(text: str) -> set[str]:
    kept = (re.sub(r"[^\w\- ]", "", title).strip().lower() for _, title in HEADING.findall(text))
    return {title.replace(" ", "-") for title in kept}


def broken_links(path: Path, text: str) -> list[str]:
    broken = []
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        aim = (path.parent / file).resolve() if file else path
        is_there = aim.exists() and aim.is_relative_to(tree.ROOT)
        if not is_there or (anchor and anchor not in anchors(aim.read_text(encoding="utf-8"))):
            broken.append(f"{name(path)}: {target}")
    return broken


def test_every_link_arrives():
    assert [line for path in documents() for line in broken_links(path, path.read_text("utf-8"))] == []


def test_a_planted_broken_link_is_found():
    path = tree.ROOT / "README.md"

    assert len(broken_links(path, "[x](docs/nowhere.md) [y](GLOSSARY.md#no-such-word) ![z](no.png)")) == 3
    assert broken_links(path, "[x](GLOSSARY.md#words-we-never-use)") == []


def test_every_document_can_be_reached_from_the_readme():
    reached: set[Path] = set()
    waiting = [tree.ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md" or not path.exists():
            continue
        reached.add(path)
        targets = LINK.findall(path.read_text(encoding="utf-8"))
        waiting += [(path.parent / each.partition("#")[0]).resolve() for each in targets if ":" not in each]

    guides = [
        each for each in documents() if each.parent.name in {"coordinator", "administrator", "developer"}
    ]
    decisions = [each for each in documents() if each.parent.name == "adr"]
    assert guides
    assert [name(each) for each in (*guides, *decisions) if each not in reached] == []


def test_every_picture_is_shown_with_words_for_those_who_cannot_see_it():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in documents())
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", texts)
    pictures = {path.name for path in tree.under("docs/pictures")}

    assert [target for words, target in shown if len(words.split()) < 4] == []
    assert pictures - {Path(target).name for _, target in shown} == set()


@pytest.mark.parametrize("path", documents(), ids=name)
def test_every_path_that_is_named_is_there(path: Path):
    named = {each for span in SPAN.findall(path.read_text("utf-8")) for each in PATH.findall(span)}

    assert [each for each in sorted(named) if not (tree.ROOT / each.rstrip("./")).exists()] == []


@cache
def offered() -> dict[str, argparse.ArgumentParser]:
    """Each subcommand's own reading of its line."""
    parsers = {}
    for command in command_line.commands():
        parser = argparse.ArgumentParser(prog=command.name)
        importlib.import_module(command.module).add_arguments(parser)
        parsers[command.name] = parser
    return parsers


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    found = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= {option for sub in action.choices.values() for option in options_of(sub)}
    return found


def lines_of_quorate(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each subcommand that a text shows in code, with the options beside it."""
    code = [*SPAN.findall(text), *BLOCK.findall(FENCE.sub("", text)), *FENCE.findall(text)]
    for piece in code:
        for word, rest in RUN.findall(piece.replace("\\\n", " ")):
            yield word, re.findall(r"(?<!\w)--[a-z][a-z-]*", rest)


@pytest.mark.parametrize("path", documents(), ids=name)
def test_every_subcommand_and_option_that_is_shown_is_real(path: Path):
    parsers = offered()
    faults = []
    for word, options in lines_of_quorate(path.read_text("utf-8")):
        if word == "test":
            faults += [option for option in options if option not in options_of_test()]
        elif word not in parsers:
            faults.append(f"quorate {word}")
        else:
            faults += [f"{word} {o}" for o in options if o not in options_of(parsers[word])]

    assert faults == []


@cache
def options_of_test() -> frozenset[str]:
    """The options of `./quorate test`, as its own help says them."""
    checks = importlib.import_module("launcher.checks")  # tests.needs has put it on the path
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        checks.read(["--help"])
    return frozenset(re.findall(r"(?<!\w)--[a-z][a-z-]*", said.getvalue()))


def test_a_planted_subcommand_is_found():
    shown = list(lines_of_quorate("Run `./quorate fly --fast` or\n\n    quorate when --json\n"))

    assert shown == [("fly", ["--fast"]), ("when", ["--json"])]


def test_the_two_commands_of_the_readme_are_real():
    shown = {word for word, _ in lines_of_quorate(read("README.md"))}

    assert {"demo", "test"} <= shown
    assert "demo" in offered()
    assert "--all" in options_of_test()


@cache
def settings_in_source() -> dict[str, str]:
    """Every setting the code reads, with its default where that is plain text or a number."""
    found: dict[str, str] = {}
    for path in tree.under("src/quorate"):
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            first = node.args[0]
            reads = getattr(node.func.value, "id", "") == "environment"
            if reads and isinstance(first, ast.Constant) and str(first.value).startswith("QUORATE_"):
                default = node.args[1] if len(node.args) > 1 else ast.Constant("")
                found[str(first.value)] = str(default.value) if isinstance(default, ast.Constant) else ""
    return found | dict.fromkeys(re.findall(r"QUORATE_[A-Z_]+", read("quorate")), "")


def settings_in_documents() -> dict[str, str]:
    rows = (row.split(" | ") for row in ROW.findall(read("docs/administrator/settings.md")))
    return {row[0].strip("`"): row[1].strip("`") for row in rows if row[0].startswith("`QUORATE_")}


def test_the_settings_listed_are_those_that_are_read():
    in_source = settings_in_source()

    assert len(in_source) > 20
    assert sorted(settings_in_documents()) == sorted(in_source)


def test_the_defaults_listed_are_those_in_the_source():
    listed = settings_in_documents()
    in_source = {setting: default for setting, default in settings_in_source().items() if default}

    assert in_source
    assert {setting: listed.get(setting) for setting in in_source} == in_source


@pytest.mark.parametrize("path", documents(), ids=name)
def test_every_setting_that_is_named_is_one_that_is_read(path: Path):
    named = set(re.findall(r"QUORATE_[A-Z_]*[A-Z]", path.read_text("utf-8")))

    assert named - set(settings_in_source()) - {"QUORATE_INPUTS"} == set()


def decisions() -> list[Path]:
    return sorted((tree.ROOT / "docs/adr").glob("[0-9]*.md"))


def test_decisions_are_numbered_in_a_row_and_listed():
    index = read("docs/adr/README.md")
    numbers = [int(path.name[:4]) for path in decisions()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 12
    for path in decisions():
        title = path.read_text("utf-8").splitlines()[0].removeprefix(f"# {int(path.name[:4])}. ")
        assert f"| {int(path.name[:4])} | [{title}]({path.name}) |" in index


@pytest.mark.parametrize("path", decisions(), ids=lambda path: path.stem)
def test_a_decision_has_its_four_parts_and_fits_a_page(path: Path):
    text = path.read_text("utf-8")

    assert re.match(rf"# {int(path.name[:4])}\. \S", text)
    assert [title for level, title in HEADING.findall(text) if level != "#"] == DECISION_HEADINGS
    assert [title for title in DECISION_HEADINGS if len(part(text, title).split()) < 25] == []
    assert part(text, "Options").count("\n- **") >= 2
    assert len(text.split()) <= WORDS_ON_A_PAGE


@pytest.mark.parametrize("section", ["Words", "Letters that stand for words"])
def test_the_glossary_is_sorted_and_each_word_explained_once(section: str):
    entries = ENTRY.findall(part(read("GLOSSARY.md"), section))
    words = [word for word, _ in entries]

    assert len(words) > 15
    assert words == sorted(set(words), key=str.lower)
    assert [word for word, said in entries if not said.strip().endswith(".")] == []
    assert [word for word, said in entries if len(re.findall(r"[.?](?:\s|$)", said)) > 3] == []


def test_the_words_of_the_product_are_in_the_glossary():
    words = {word.lower() for word, _ in ENTRY.findall(part(read("GLOSSARY.md"), "Words"))}
    fixed = """partnership, agency, seat, appointment, deputy, terms, clause, waiver, duty, group, board,
        operational group, task and finish group, meeting, agenda item, paper, minute, decision, advice, plan,
        priority, outcome, objective, recommendation, action, progress, barrier, target date, indicator,
        measure, figure, target value, return, release, review, service, opportunity, interest, restriction,
        message, working day, clear working day, circulation, refusal, standing, declared rating, headline,
        as at, effective on, recorded at, edition, audience, motivated intruder, redaction"""

    assert {" ".join(word.split()) for word in fixed.split(",")} - words == set()


def test_each_word_we_never_use_has_another_in_its_place():
    rows = [row.split(" | ") for row in ROW.findall(part(read("GLOSSARY.md"), "Words we never use"))]
    never = [row[0] for row in rows[1:] if not row[0].startswith("---")]

    assert [row for row in rows if len(row) != 2 or not row[1].strip()] == []
    assert never == sorted(never, key=str.lower)
    assert {"attacker", "tenant", "user", "please"} <= set(never)


@pytest.mark.parametrize("path", documents(), ids=name)
def test_documents_speak_plain_british_english(path: Path):
    text = path.read_text("utf-8")
    if path.name == "GLOSSARY.md":
        text = text.replace(part(text, "Words we never use"), "")

    found = [hit.group() for hit in UNWANTED.finditer(without_code(text))]

    assert found == []


@pytest.mark.parametrize("path", written(), ids=name)
def test_headings_are_in_sentence_case(path: Path):
    faults = []
    for _, title in HEADING.findall(FENCE.sub("", BLOCK.sub("\n", path.read_text("utf-8")))):
        words = re.findall(r"[A-Za-z][\w’'/-]*", SPAN.sub("", re.sub(r"^\d+\. ", "", title)))
        after_stop = set(re.findall(r"[:.?] ([A-Z]\w*)", title))
        faults += [
            f"{title}: {each}" for each in words[1:] if each[0].isupper() and each not in NAMES | after_stop
        ]

    assert faults == []


def test_the_guide_to_standing_names_every_headline_and_mark():
    guide = read("docs/coordinator/standing.md")

    assert [label for label in HEADLINES.values() if f"| {label} |" not in guide] == []
    assert [label for label in FLAGS.values() if f"| {label} |" not in guide] == []


def test_the_guide_to_who_sees_what_names_every_audience():
    guide = read("docs/coordinator/who-sees-what.md")

    assert [label for label in AUDIENCE_NAMES.values() if f"| {label} |" not in guide] == []
