"""`./quorate test`: what it asks of the machine, its own PostgreSQL, and how it speaks for two runs."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests import conftest as house_rules
from tests import needs, sockets
from tests.house import tree

sys.path.insert(0, str(tree.ROOT / "scripts"))

from launcher import checks, machine, postgres

PYTHON = Path(sys.executable)


def wheel_server() -> postgres.Server | None:
    """Find the newest server in the environment's wheel, whatever else the machine has."""
    return next(filter(None, map(postgres.server_in, postgres.in_wheel(PYTHON))), None)


SERVERS = {"the machine's or the wheel's": postgres.find_server(PYTHON), "the wheel's": wheel_server()}


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
def test_postgresql_starts_answers_and_leaves_nothing(server: postgres.Server | None):
    if server is None:
        pytest.skip(f"{needs.MISSING}postgresql (apt-get install postgresql)")
    with postgres.running(server) as address, psycopg.connect(address) as connection:
        version = connection.execute("show server_version_num").fetchone()[0]
        folder = Path(connection.execute("show data_directory").fetchone()[0]).parent

    assert int(version) // 10000 >= postgres.OLDEST
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)


def test_postgresql_is_stopped_when_the_checks_are():
    server = postgres.find_server(PYTHON)
    if server is None:
        pytest.skip(f"{needs.MISSING}postgresql (apt-get install postgresql)")
    script = (
        "import sys, time, signal; sys.path.insert(0, 'scripts')\n"
        "from pathlib import Path; from launcher import postgres\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))\n"
        "with postgres.running(postgres.find_server(Path(sys.executable))) as address:\n"
        "    print(address, flush=True); time.sleep(60)\n"
    )
    for sent in (signal.SIGINT, signal.SIGTERM):
        with subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=tree.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            preexec_fn=needs.hear_ctrl_c,
        ) as process:
            address = process.stdout.readline().strip()
            process.send_signal(sent)
            process.wait(30)

        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(address, connect_timeout=2)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], (False, True, ("postgresql", "sqlite"), ())),
        (["--all"], (True, True, ("postgresql", "sqlite"), ())),
        (["--no-install"], (False, False, ("postgresql", "sqlite"), ())),
        (
            ["tests/domain", "-k", "terms"],
            (False, False, ("postgresql", "sqlite"), ("tests/domain", "-k", "terms")),
        ),
        (["--database", "sqlite", "-x"], (False, False, ("sqlite",), ("-x",))),
        (["--all", "-x"], (True, True, ("postgresql", "sqlite"), ("-x",))),
    ],
    ids=["nothing", "all", "no install", "a path", "one database", "all and more"],
)
def test_the_line_is_read(words: list[str], expected: tuple):
    wanted = checks.read(words)

    assert (wanted.everything, wanted.install, wanted.databases, wanted.pytest) == expected


def test_the_earlier_run_is_told_in_words_and_code(tmp_path: Path):
    results = '<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/></testsuites>'
    (tmp_path / "results.xml").write_text(results)
    session = checks.Session(tmp_path, PYTHON, tmp_path, checks.read([]))

    told = checks.what_to_tell(session, "PostgreSQL 15.18", 1)

    assert told == {
        "QUORATE_EARLIER_RUN": "PostgreSQL 15.18: 5 passed, 3 failed, 1 skipped",
        "QUORATE_EARLIER_EXIT": "1",
    }


def test_a_red_run_on_the_other_database_makes_this_run_red():
    outcomes = {}
    for code in ("0", "1"):
        told = {"QUORATE_EARLIER_RUN": "PostgreSQL 15: 3 passed, 1 failed", "QUORATE_EARLIER_EXIT": code}
        outcomes[code] = pytest_on("tests/house/test_runs.py", told)

    assert outcomes["0"].returncode == 0
    assert outcomes["1"].returncode == 1
    assert "PostgreSQL 15: 3 passed, 1 failed" in outcomes["1"].stdout
    assert "1 failed" in outcomes["1"].stdout.strip().splitlines()[-1]


def pytest_on(path: str, variables: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", path, *words]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        command, cwd=tree.ROOT, env={**clean, **variables}, capture_output=True, text=True, check=False
    )


def test_a_missing_tool_names_what_brings_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))

    lines = machine.said_of(machine.missing(tmp_path, PYTHON))

    assert "chromium (apt-get install chromium)" in lines
    assert "axe.min.js (npm ci in tests/browser)" in lines


def test_system_packages_are_installed_only_on_debian_and_its_kin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(machine, "succeeds", lambda command: False)
    ubuntu, fedora = tmp_path / "ubuntu", tmp_path / "fedora"
    ubuntu.write_text('NAME="Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n')
    fedora.write_text("ID=fedora\n")

    assert machine.way_to_install(who=lambda: 0, release=ubuntu) == []
    assert machine.way_to_install(who=lambda: 1000, release=ubuntu) is None
    assert machine.way_to_install(who=lambda: 0, release=fedora) is None
    assert machine.way_to_install(who=lambda: 0, release=tmp_path / "none") is None

    monkeypatch.setattr(machine, "succeeds", lambda command: True)
    assert machine.way_to_install(who=lambda: 1000, release=ubuntu) == ["sudo", "--non-interactive"]


def test_a_missing_program_skips_its_test_and_fails_it_when_nothing_may_be_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(needs.Strictness, "required", False)
    with pytest.raises(pytest.skip.Exception, match=r"qpdf \(apt-get install qpdf\)"):
        needs.needs("qpdf")

    monkeypatch.setattr(needs.Strictness, "required", True)
    with pytest.raises(pytest.fail.Exception, match=r"qpdf \(apt-get install qpdf\)"):
        needs.needs("qpdf")


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "2001:db8::1", "192.168.0.1"])
def test_a_test_cannot_leave_this_machine(host: str):
    import socket

    with pytest.raises(sockets.LeavesThisMachineError):
        socket.create_connection((host, 80), timeout=1)


def test_a_test_may_speak_to_this_machine():
    import socket

    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        with socket.create_connection(("localhost", door.getsockname()[1]), timeout=5):
            pass


class Asked:
    """Stands in for a collected test: where it is and what it asks for."""

    def __init__(self, path: str, *, marks: tuple[str, ...] = (), fixtures: tuple[str, ...] = ()) -> None:
        self.path = tree.ROOT / "tests" / path
        self.marks = marks
        self.fixturenames = fixtures

    def get_closest_marker(self, name: str) -> str | None:
        return name if name in self.marks else None


@pytest.mark.parametrize("path", ["domain/test_x.py", "domain/plans/test_x.py", "documents/test_x.py"])
@pytest.mark.parametrize(
    "asking", [{"marks": ("django_db",)}, {"fixtures": ("db",)}, {"fixtures": ("live_server",)}], ids=str
)
def test_rules_and_documents_cannot_be_tested_with_a_database(path: str, asking: dict):
    with pytest.raises(pytest.fail.Exception, match="without a database"):
        house_rules.pytest_runtest_setup(Asked(path, **asking))


def test_other_floors_may_be_tested_with_a_database_and_rules_without():
    house_rules.pytest_runtest_setup(Asked("commands/test_x.py", marks=("django_db",)))
    house_rules.pytest_runtest_setup(Asked("domain/test_x.py"))


def test_a_mark_that_names_a_program_skips_its_test_without_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(needs.Strictness, "required", False)

    with pytest.raises(pytest.skip.Exception, match="soffice"):
        house_rules.pytest_runtest_setup(Asked("documents/test_x.py", marks=("office",)))
