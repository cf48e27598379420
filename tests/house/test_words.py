"""What a person reads is British, plain and in the glossary's words."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.house import tree

NOT_OURS = (
    r"tenants?",
    r"orgs?",
    r"users?",
    r"attackers?",
    r"please",
    r"click here",
    r"e\.?g\.?",
    r"i\.e\.",
    r"etc",
    r"invalid",
    r"colors?",
    r"center(?:ed|s)?",
    r"behaviors?",
    r"organi[z]\w+",
    r"recogni[z]\w+",
    r"summari[z]\w+",
    r"analy[z]\w+",
    r"fulfill",
    r"canceled",
    r"enroll",
    r"labor",
    r"favorites?",
)
UNWANTED = re.compile(rf"\b(?:{'|'.join(NOT_OURS)})\b", re.IGNORECASE)
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
JINJA_CODE = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
STRING_IN_CODE = re.compile(r'"([^"\n]*)"|\'([^\'\n]*)\'')
READ_ATTRIBUTE = re.compile(r'\b(?:aria-label|alt|title|placeholder|content)="([^"]*)"')
NOT_READ = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>", re.DOTALL)
SPOKEN_FLOORS = ("domain", "commands", "queries", "web", "work", "cli", "documents")


def read_in_template(source: str) -> Iterator[str]:
    """Yield what a person can see or hear of a template: text, read attributes, sentences in its code."""
    source = NOT_READ.sub(" ", JINJA_COMMENT.sub(" ", source))
    for code in JINJA_CODE.findall(source):
        strings = (double or single for double, single in STRING_IN_CODE.findall(code))
        yield from (string for string in strings if " " in string.strip())
    source = JINJA_CODE.sub(" ", source)
    yield from READ_ATTRIBUTE.findall(source)
    yield TAG.sub(" ", source)


def said_in_module(source: str) -> Iterator[str]:
    """Yield the sentences in a module's strings: not its docstrings, nor single words, which are names."""
    tree_of = ast.parse(source)
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree_of)
        if isinstance(node, described) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree_of):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words = node.value.split()
            if len(words) > 3 and node.value[:1].isupper():
                yield node.value


def unwanted(paths: Iterable[Path], parts_of: Callable[[str], Iterator[str]]) -> list[str]:
    return [
        f"{path.relative_to(tree.ROOT)}: {hit.group()!r} in {' '.join(part.split())[:80]!r}"
        for path in paths
        for part in parts_of(path.read_text(encoding="utf-8"))
        for hit in UNWANTED.finditer(part)
    ]


def test_templates_speak_plain_british_english():
    templates = [
        path
        for path in tree.under("src/quorate/web")
        if path.suffix in {".html", ".jinja", ".j2", ".txt"} and "static" not in path.parts
    ]

    assert templates
    assert unwanted(templates, read_in_template) == []


@pytest.mark.parametrize("floor", SPOKEN_FLOORS)
def test_sentences_in_modules_are_plain_british_english(floor: str):
    modules = [path for path in tree.under(f"src/quorate/{floor}") if path.suffix == ".py"]

    assert unwanted(modules, said_in_module) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Please wait</p>",
        '<button aria-label="Click here">Go</button>',
        '{{ govukButton({"text": "Add a user"}) }}',
        "{% set title = 'Your organization is listed' %}",
        "<td>papers, minutes etc</td>",
    ],
)
def test_a_planted_word_is_found_in_a_template(template: str):
    assert [hit for part in read_in_template(template) for hit in UNWANTED.findall(part)]


@pytest.mark.parametrize(
    "template",
    ['<div class="user color">Members</div>', "{{ user.color }}", "{# please #}", "<script>color</script>"],
)
def test_a_name_in_code_is_not_taken_for_a_word(template: str):
    assert not [hit for part in read_in_template(template) for hit in UNWANTED.findall(part)]


def test_a_planted_word_is_found_in_a_module():
    source = '"""Please is fine here."""\nsentence = "This user is not a member."\n'

    assert [hit for part in said_in_module(source) for hit in UNWANTED.findall(part)] == ["user"]
