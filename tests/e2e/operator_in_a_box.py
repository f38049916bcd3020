# SPDX-License-Identifier: Apache-2.0
"""Starts the demo and talks to it as anybody would: over HTTPS, and by signals."""
import json
import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

READY_SECONDS = 120
STOP_SECONDS = 20


class Demo:
    """`signoff demo` in a directory of its own; a context that ends with it."""

    def __init__(self, program, lines=2000, seed=1, port=0):
        self.program, self.lines, self.seed = program, lines, seed
        self.port = port
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="signoff-e2e-"))
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.data, ignore_errors=True)

    def start(self):
        ready = self.data / "ready.json"
        ready.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [self.program, "demo", "--headless", "--lines", str(self.lines), "--seed",
             str(self.seed), "--port", str(self.port), "--data", str(self.data / "demo"),
             "--ready-file", str(ready)])
        end = time.monotonic() + READY_SECONDS
        while not ready.exists():
            if self.process.poll() is not None:
                raise AssertionError(f"the demo ended with {self.process.returncode}")
            if time.monotonic() > end:
                raise AssertionError("the demo does not get ready")
            time.sleep(0.05)
        self.ready = json.loads(ready.read_text())
        self.url = self.ready["url"]
        self.tls = ssl.create_default_context(cafile=self.ready["ca_file"])

    def stop(self):
        """SIGTERM; answers the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)

    def exchange(self, method, path, body=None, token=None, accept="application/json",
                 headers=None):
        """(status, headers, decoded JSON or bytes); a body of bytes is sent as it is."""
        head = {"Accept": accept, **(headers or {})}
        data = body
        if body is not None and not isinstance(body, bytes):
            data, head["Content-Type"] = json.dumps(body).encode(), "application/json"
        if token:
            head["Authorization"] = "Bearer " + token
        began = time.monotonic()
        request = urllib.request.Request(self.url + path, data, head, method=method)
        try:
            with urllib.request.urlopen(request, context=self.tls, timeout=300) as answer:
                status, got, raw = answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            status, got, raw = refusal.code, refusal.headers, refusal.read()
        if os.environ.get("E2E_TIMES"):
            print(f"{time.monotonic() - began:8.3f} {status} {method} {path}")
        is_json = raw[:1] in (b"{", b"[")
        return status, got, json.loads(raw) if is_json else raw

    def call(self, method, path, body=None, token=None, **more):
        """(status, decoded JSON or bytes)."""
        status, _, answer = self.exchange(method, path, body, token, **more)
        return status, answer

    def good(self, method, path, body=None, token=None, **more):
        status, answer = self.call(method, path, body, token, **more)
        if status >= 300:
            raise AssertionError(f"{method} {path}: {status} {answer}")
        return answer

    # What a person does.

    def code_sent_to(self, number, after=""):
        """The code in the newest message to that number, once there is a newer one."""
        query = urllib.parse.urlencode({"to": number})
        end = time.monotonic() + 10
        while time.monotonic() < end:
            for item in self.good("GET", "/lab/messages?" + query)["items"]:
                code = re.search(r"(?<!\d)(\d{6})(?!\d)", item["text"])
                if code and item["text"] != after:
                    return code.group(1)
            time.sleep(0.05)
        raise AssertionError("no code came")

    def log_in(self, number):
        self.good("POST", "/api/v1/login-codes", {"msisdn": number})
        code = self.code_sent_to(number)
        return self.good("POST", "/api/v1/sessions",
                         {"msisdn": number, "code": code})["token"]

    def log_in_staff(self, role):
        return self.good("POST", "/api/v1/sessions", self.ready["staff"][role])["token"]

    def phone(self, number):
        return self.good("GET", "/lab/phones/" + number)

    def advance(self, by):
        return self.good("POST", "/lab/clock", {"advance": by})["now"]


def children_of(pid):
    """Pids of the processes that `pid` started and that live."""
    found = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        if fields[1] == str(pid) and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    return state != "Z"
