"""A real mailbox: dovecot on loopback, started by the test, with folders of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "motdepasse-canari"
"""Of every user: each name is a mailbox of its own, empty at first."""

_SETTINGS = """
base_dir = {base}/run
state_dir = {base}/run
protocols = imap
log_path = {base}/log
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = yes
auth_failure_delay = 0
default_internal_user = {internal}
default_login_user = {internal}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{base}/mail/%u
listen = 127.0.0.1
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "Éléments envoyés" {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Brouillons {{
    auto = subscribe
    special_use = \\Drafts
  }}
}}
"""


def missing() -> bool:
    """True where no dovecot is installed."""
    return _program() is None


def _program() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _greets(port: int) -> bool:
    """It listens before it can answer: only its greeting says that it is ready."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as asked:
            return asked.recv(200).startswith(b"* OK")
    except OSError:
        return False


@contextmanager
def dovecot(certificate: Path, key: Path) -> Iterator[tuple[int, int]]:
    """Its ports: in the clear with STARTTLS, and in TLS at once."""
    program = _program()
    assert program is not None, "the test is left out where there is no dovecot"
    with tempfile.TemporaryDirectory(prefix="relance-imap-", ignore_cleanup_errors=True) as name:
        base = Path(name)
        root = os.getuid() == 0
        owner = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
        (base / "mail").mkdir()
        if root:
            os.chown(base / "mail", owner.pw_uid, owner.pw_gid)
        base.chmod(0o755)
        internal = "dovecot" if root else owner.pw_name
        port, tls_port = _free_port(), _free_port()
        settings = base / "dovecot.conf"
        settings.write_text(
            _SETTINGS.format(
                base=base,
                certificate=certificate,
                key=key,
                internal=internal,
                group=subprocess.check_output(["id", "-gn", internal], text=True).strip(),
                port=port,
                tls_port=tls_port,
                password=PASSWORD,
                uid=owner.pw_uid,
                gid=owner.pw_gid,
            ),
            encoding="utf-8",
        )
        running = subprocess.Popen([program, "-F", "-c", str(settings)])
        try:
            while not _greets(port):
                assert running.poll() is None, (base / "log").read_text()
                time.sleep(0.05)
            yield port, tls_port
        finally:
            running.terminate()
            running.wait(10)
