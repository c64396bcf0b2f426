"""What the commands of the Makefile do, from a fresh clone on. Standard library only: it runs before anything is installed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time

from environment import DEVELOPMENT, PYTHON, ROOT, RUNTIME, prepare_npm, prepare_python, say, stop

#: Seconds that the server has to end in; its workers have three.
GRACE = 10
SERVER = ["-m", "granian", "--interface", "wsgi", "newsroom.wsgi:application"]


def run() -> int:
    port = named_port()
    prepare_python(RUNTIME)
    prepare_site("migrate", "messages", "static", "demo")
    server_settings = {
        "GRANIAN_HOST": "127.0.0.1",
        "GRANIAN_PORT": str(port),
        "GRANIAN_WORKERS": "2",
        "GRANIAN_BLOCKING_THREADS": "4",
        "GRANIAN_WORKERS_KILL_TIMEOUT": "3",
        "GRANIAN_LOG_LEVEL": "warning",
    }
    return serve(SERVER, port, server_settings)


def dev() -> int:
    port = named_port()
    prepare_python(DEVELOPMENT)
    os.environ["DEBUG"] = "1"
    prepare_site("migrate", "messages", "demo")
    return serve(["manage.py", "runserver", f"127.0.0.1:{port}"], port, {})


def test() -> int:
    prepare_python(DEVELOPMENT)
    prepare_npm()
    return python("-m", "tests.support.suite", *sys.argv[2:])


def check() -> int:
    prepare_python(DEVELOPMENT)
    return python("deploy/checks.py")


def messages() -> int:
    prepare_python(RUNTIME)
    return python("deploy/messages.py", "update")


def bench() -> int:
    prepare_python(DEVELOPMENT)
    programs = sorted((ROOT / "benchmarks").glob("*.py"))
    if not programs:
        say("There are no benchmarks yet: the first one comes with the first measured claim.")
    return max((python(program) for program in programs), default=0)


def lock() -> int:
    """Pin the newest allowed versions, with the hashes of all their files and without the addresses they came from."""
    prepare_python(RUNTIME)
    tools = ROOT / "var" / "pip-tools"
    subprocess.run([sys.executable, "-m", "venv", tools], check=True)
    subprocess.run([tools / "bin" / "python", "-m", "pip", "install", "--quiet", "pip-tools"], check=True)
    options = [
        "--quiet",
        "--upgrade",
        "--generate-hashes",
        "--strip-extras",
        "--no-header",
        "--no-emit-options",
    ]
    for pinned in (RUNTIME, DEVELOPMENT):
        command = [tools / "bin" / "python", "-m", "piptools", "compile", *options]
        subprocess.run([*command, "-o", pinned.name, pinned.with_suffix(".in").name], cwd=ROOT, check=True)
    return 0


def python(*arguments, **environment) -> int:
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def named_port() -> int:
    """The free port, which the site's own address then has in pages and in the mail that loading the demo sends, too."""
    port = free_port()
    os.environ["SITE_URL"] = os.environ.get("SITE_URL") or f"http://127.0.0.1:{port}"
    return port


def free_port() -> int:
    """The port of PORT=..., proven free before anything slow begins."""
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdigit() or not 0 < int(wanted) < 65536:
        stop(f"PORT={wanted} is not a port: use a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(wanted)))
        except PermissionError:
            stop(f"Port {wanted} is for the system administrator: use one above 1023, for example PORT=8001 make run")
        except OSError:
            stop(
                f"Port {wanted} is in use: stop what runs there, or take another, for example PORT={int(wanted) + 1} make run"
            )
    return int(wanted)


def prepare_site(*steps: str) -> None:
    if python("deploy/prepare.py", *steps):
        stop("The site could not be prepared; the reason stands above.")


def serve(command: list[str], port: int, settings: dict[str, str]) -> int:
    """Run the server until Ctrl+C, and say where it is once it answers."""
    # `kill` and a closed window stop it as cleanly as Ctrl+C, which a shell turns off for what it runs in the background.
    for ending in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(ending, signal.default_int_handler)
    # A group of its own: Ctrl+C reaches this process alone, which then tells the server once. Told twice, once by the
    # terminal and once by their parent, granian's workers sometimes wait for each other for ever.
    server = subprocess.Popen([PYTHON, *command], cwd=ROOT, env={**os.environ, **settings}, process_group=0)
    try:
        if wait_until_it_answers(server, port):
            say(
                f"\nThe newsroom runs on http://127.0.0.1:{port}/ and its staff sign in on http://127.0.0.1:{port}/admin/"
            )
            say("Ctrl+C stops it.\n")
        return server.wait()
    except KeyboardInterrupt:
        end(server)
        say("\nThe newsroom has stopped.")
        return 0


def end(server: subprocess.Popen) -> None:
    """Let it answer what it has begun; one that has not ended by then is ended with its workers."""
    server.terminate()
    try:
        server.wait(timeout=GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_until_it_answers(server: subprocess.Popen, port: int) -> bool:
    while server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/livez")
            return connection.getresponse().status == 200
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    return False


COMMANDS = {
    "run": run,
    "dev": dev,
    "test": test,
    "check": check,
    "messages": messages,
    "bench": bench,
    "lock": lock,
}

if __name__ == "__main__":
    try:
        sys.exit(COMMANDS[sys.argv[1]]())
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
