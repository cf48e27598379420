"""Tests speak to this machine alone."""

import ipaddress
import socket
from typing import Any

LOCAL_NAMES = {"localhost", "", None, socket.gethostname()}


class LeavesThisMachineError(AssertionError):
    """A test tried to reach another machine."""


def is_local(host: Any) -> bool:
    """Whether an address or name stands for this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def keep_to_this_machine() -> None:
    """Refuse, for the rest of this process, each connection and look-up that would leave this machine."""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}
    look_up = socket.getaddrinfo

    def guarded(name: str) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
                raise LeavesThisMachineError(f"A test tried to connect to {address[0]}.")
            return real[name](self, address)

        return connect

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not is_local(host):
            raise LeavesThisMachineError(f"A test tried to look up {host!r}.")
        return look_up(host, *args, **kwargs)

    for name in real:
        setattr(socket.socket, name, guarded(name))
    socket.getaddrinfo = getaddrinfo
