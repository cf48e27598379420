"""What holds for every template, the styles and the built files."""

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.web.components import pages

ROOT = pages.WEB.parents[2]
FRONTEND = ROOT / "frontend"
WRITTEN = {path.relative_to(pages.WEB).as_posix(): path for path in pages.TEMPLATES}
JINJA = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.S)
NUMERIC_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)\b")


@pytest.mark.parametrize("name", WRITTEN)
def test_no_template_needs_an_inline_style_or_script(name: str):
    source = re.sub(r"{#.*?#}", "", WRITTEN[name].read_text(encoding="utf-8"), flags=re.S)

    assert not re.search(r"<style|\bstyle\s*=|\son\w+\s*=\s*[\"']|javascript:", source, re.I)
    assert not [tag for tag in re.findall(r"<script[^>]*>", source) if "src=" not in tag]


@pytest.mark.parametrize("name", WRITTEN)
def test_dates_in_templates_are_written_in_words(name: str):
    assert NUMERIC_DATE.findall(JINJA.sub(" ", WRITTEN[name].read_text(encoding="utf-8"))) == []


def test_dates_in_the_gallery_are_written_in_words():
    assert NUMERIC_DATE.findall(pages.words(pages.tree(pages.gallery()).xpath("//main")[0])) == []


def test_ids_are_unique_and_every_reference_has_its_target():
    tree = pages.tree(pages.gallery(flash=pages.said("One.", "Two.")))
    ids = tree.xpath("//@id")
    wanted = [
        id
        for attribute in ("aria-describedby", "aria-labelledby")
        for ids_ in tree.xpath(f"//@{attribute}")
        for id in ids_.split()
    ]

    assert len(ids) == len(set(ids))
    assert set(wanted) - set(ids) == set()
    assert set(tree.xpath("//label/@for")) - set(ids) == set()


def test_every_field_in_the_gallery_has_a_label():
    tree = pages.tree(pages.gallery())
    labelled = set(tree.xpath("//label/@for"))
    fields = tree.xpath("//input[not(@type='hidden')] | //select | //textarea")

    assert fields
    assert [field.get("id") for field in fields if field.get("id") not in labelled] == []


def test_headings_do_not_skip_a_level():
    levels = [
        int(heading.tag[1])
        for heading in pages.tree(pages.gallery()).xpath(
            "//main//*[self::h1 or self::h2 or self::h3 or self::h4]"
        )
    ]

    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_the_gallery_shows_every_component():
    source = (pages.WEB / "templates" / "gallery.html").read_text(encoding="utf-8")
    shown_by_others = {"standing_bar", "standing_key", "link_row", "hidden", "refused_button"}

    missing = {name for name in pages.signatures() if f"ui.{name}(" not in source}

    assert missing - shown_by_others == set()


def test_every_component_is_under_the_one_name():
    assert {name for name in pages.signatures() if not hasattr(pages.ui(), name)} == set()


def test_the_page_about_components_gives_each_as_it_is():
    readme = (pages.COMPONENTS / "README.md").read_text(encoding="utf-8")
    inner = {"link_row"}

    wrong = [
        f"ui.{name}({arguments})"
        for name, arguments in pages.signatures().items()
        if name not in inner and f"ui.{name}({arguments})" not in readme
    ]

    assert wrong == []


def test_every_class_of_ours_has_a_style():
    css = (pages.STATIC / "quorate.css").read_text(encoding="utf-8")
    styled = set(re.findall(r"\.(q-[\w-]+)", css))
    without_style = {"q-filter__fold", "q-tag--not_started", "q-print-head"}
    used = {
        name
        for path in pages.OURS
        for value in re.findall(r'class="([^"]*)"', JINJA.sub(" ", path.read_text(encoding="utf-8")))
        for name in value.split()
        if name.startswith("q-") and not name.endswith("-")
    }

    assert used - styled - without_style == set()


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tokens() -> dict[str, str]:
    source = (FRONTEND / "styles" / "_tokens.scss").read_text(encoding="utf-8")
    return dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", source, re.M))


def tones() -> list[tuple[str, str]]:
    source = (FRONTEND / "styles" / "_tokens.scss").read_text(encoding="utf-8")
    block = re.search(r"\$tones: \((.*?)\n\);", source, re.S)
    pairs = re.findall(r": \(([^,]+), ([^,]+), [^)]+\)", block.group(1) if block else "")
    return [(tokens().get(a.strip("$ "), a), tokens().get(b.strip("$ "), b)) for a, b in pairs]


def test_the_look_keeps_its_colours():
    assert {
        name: tokens()[name] for name in ("ink", "soft", "line", "mist", "plum", "plum-dark", "plum-tint")
    } == {
        "ink": "#1b1f2a",
        "soft": "#565b69",
        "line": "#dedbe5",
        "mist": "#f6f5f8",
        "plum": "#5b2a6e",
        "plum-dark": "#3d1a4d",
        "plum-tint": "#f2ebf5",
    }


def test_words_can_be_read_on_every_ground_they_stand_on():
    colours = tokens()
    grounds = ("#ffffff", colours["mist"], colours["plum-tint"], "#fdf5e9", "#fdf1f0", "#fff6d6")
    pairs = [(colours[name], ground) for name in ("ink", "soft", "plum") for ground in grounds]
    pairs += [
        ("#ffffff", colours[name])
        for name in ("complete", "on-track", "at-risk", "off-track", "not-started", "plum", "plum-dark")
    ]
    pairs += tones()

    assert len(tones()) == 6
    assert [(pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 4.5] == []


def test_the_edge_of_a_field_can_be_seen():
    assert contrast(tokens()["edge"], "#ffffff") >= 3


def test_built_files_bring_no_crown_no_transport_font_and_no_map():
    names = {path.relative_to(pages.STATIC).as_posix() for path in pages.STATIC.rglob("*") if path.is_file()}
    css = (pages.STATIC / "quorate.css").read_text(encoding="utf-8")

    assert {"quorate.css", "quorate.js", "govuk-frontend.min.js", "htmx.min.js", "favicon.svg"} <= names
    assert not re.search("GDS Transport|crown|crest", css, re.I)
    assert not [name for name in names if re.search(r"crown|crest|transport|\.map$", name, re.I)]
    assert "sourceMappingURL" not in "".join(
        p.read_text(encoding="utf-8") for p in pages.STATIC.glob("*.[cj]s*")
    )


def test_every_file_the_styles_and_scripts_ask_for_is_there():
    asked = [
        *re.findall(r"url\(\"?([^\")]+)\"?\)", (pages.STATIC / "quorate.css").read_text(encoding="utf-8"))
    ]
    asked += re.findall(r"from '\./([^']+)'", (pages.STATIC / "quorate.js").read_text(encoding="utf-8"))
    asked += [
        path.removeprefix("quorate/")
        for path in re.findall(
            r"static\('([^']+)'\)", (pages.WEB / "templates" / "base.html").read_text(encoding="utf-8")
        )
    ]

    files = [path for path in asked if not path.startswith("data:")]

    assert len(files) > 8
    assert [path for path in files if not (pages.STATIC / path).is_file()] == []


def test_the_stylesheet_stays_small():
    assert len(gzip.compress((pages.STATIC / "quorate.css").read_bytes())) < 20_000


def test_copied_sources_are_the_files_that_are_served():
    for name in ("quorate.js", "favicon.svg"):
        assert (FRONTEND / name).read_bytes() == (pages.STATIC / name).read_bytes()


def test_the_lock_file_says_what_but_not_where_from():
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))

    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert [name for name, package in lock["packages"].items() if name and "integrity" not in package] == []


def test_the_licence_of_everything_carried_is_carried():
    assert {path.name for path in Path(pages.STATIC / "licences").iterdir()} == {
        "atkinson-hyperlegible-next.txt",
        "govuk-frontend.txt",
        "htmx.txt",
    }
