# SPDX-License-Identifier: Apache-2.0
"""A card in the real pcscd's virtual reader is looked at, saved, wiped, its profiles deleted,
their notifications delivered over TLS, and what is left at the desk verified.

usage: card_test.py PROGRAM [TEST...]
"""
import http.server
import json
import os
import pathlib
import pty
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest

import virtual_readers

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "signoff"
SECONDS = 60
EID = "89049032123451234512345678901235"


class Smdp:
    """A profile server that says 204 to whatever it is handed."""

    def __init__(self, folder):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout",
                        folder / "key.pem", "-out", folder / "tls.pem", "-subj",
                        "/CN=smdp.example", "-addext", "subjectAltName=DNS:smdp.example"],
                       check=True, capture_output=True)
        self.got = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append(json.loads(body)["pendingNotification"])
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "tls.pem", folder / "key.pem")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def place(self):
        return f"127.0.0.1:{self.server.server_address[1]}"


class Card(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.kept.name)
        cls.readers = virtual_readers.Readers(PROGRAM, cls.folder)
        cls.environment = cls.readers.environment
        cls.smdp = Smdp(cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.smdp.server.shutdown()
        cls.smdp.server.server_close()
        cls.readers.close()
        cls.kept.cleanup()

    def insert(self, **of_the_first):
        self.readers.insert(0, {"eid": EID, "profiles": [
            {"iccid": "89860012345678901234", "state": "enabled", "provider": "Example",
             "imsi": "460001234567890", "contacts_max": 5, "messages_max": 5,
             "notify": [{"events": ["disable", "delete"], "address": "smdp.example"}],
             **of_the_first},
            {"iccid": "89860012345678905678", "provider": "Example", "contacts_max": 1,
             "messages_max": 1,
             "notify": [{"events": ["delete"], "address": "smdp.example"}]}]},
            "--root", self.folder / "ci.pem")

    def tearDown(self):
        self.readers.pull(0)

    def run_card(self, *arguments, expect=0):
        done = subprocess.run([PROGRAM, "card", *arguments], capture_output=True, text=True,
                              env=self.environment, timeout=SECONDS, check=False,
                              start_new_session=True)
        self.assertEqual(done.returncode, expect, (arguments, done.stdout, done.stderr))
        return done.stdout

    def lines(self, *arguments, expect=0):
        return [json.loads(line)
                for line in self.run_card(*arguments, expect=expect).splitlines()]

    def at_terminal(self, typed, *arguments):
        """What is seen at a terminal where that is typed as the PIN, and the exit code."""
        process, terminal = pty.fork()
        if process == 0:
            os.execve(PROGRAM, [PROGRAM, "card", *arguments], self.environment)
        seen = b""
        is_typed = False
        try:
            while block := os.read(terminal, 4096):
                seen += block
                if not is_typed and b"left): " in seen:
                    os.write(terminal, typed.encode() + b"\n")
                    is_typed = True
        except OSError:  # How Linux says that nobody holds the other side any more.
            pass
        os.close(terminal)
        return seen.decode(), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def test_a_card_is_retired_and_what_is_left_verifies(self):
        self.insert()
        info = self.lines("info", "--json", "--reveal")[0]
        self.assertEqual(info["euicc"]["eid"], EID)
        self.assertEqual(info["iccid"], "89860012345678901234")
        self.assertNotIn(EID, self.run_card("info"))
        self.assertEqual(len(self.lines("euicc", "list", "--json")), 2)

        trust = ["--ca", str(self.folder / "tls.pem"), "--via", self.smdp.place()]
        report = self.lines("retire", "--json", *trust)[0]
        self.assertTrue(report["done"], report)
        self.assertTrue(report["wiped"])
        self.assertEqual(len(self.smdp.got), 3)
        self.assertEqual(self.lines("euicc", "list", "--json"), [])
        self.assertEqual(self.lines("euicc", "notifications", "list", "--json"), [])

        for one in report["notifications"]:
            checked = subprocess.run(
                [PROGRAM, "verify", one["kept_in"], "--ci", self.folder / "ci.pem", "--json"],
                capture_output=True, text=True, check=True, timeout=SECONDS)
            self.assertEqual(json.loads(checked.stdout)["eid"], EID)
        subprocess.run([PROGRAM, "verify", report["report"], "--jwks",
                        pathlib.Path(report["report"]).parent / "jwks.json"],
                       capture_output=True, check=True, timeout=SECONDS)

    def test_a_server_that_nobody_vouches_for_gets_nothing(self):
        self.insert()
        before = len(self.smdp.got)
        self.run_card("euicc", "delete", "5678", "--via", self.smdp.place(), expect=6)
        self.assertEqual(len(self.smdp.got), before)
        self.assertEqual(len(self.lines("euicc", "notifications", "list", "--json")), 1)
        self.run_card("euicc", "notifications", "drop", "1", expect=5)
        self.run_card("euicc", "notifications", "deliver", "--ca",
                      str(self.folder / "tls.pem"), "--via", self.smdp.place())
        self.assertEqual(len(self.smdp.got), before + 1)

    def test_the_pin_is_asked_for_at_a_terminal_and_its_last_try_is_left(self):
        self.insert(pin1={"digits": "1234", "enabled": True})
        saved = self.folder / "pin.json"
        refused = self.lines("backup", str(saved), "--json", expect=2)[0]
        self.assertEqual(refused["error"]["code"], "card.pin_terminal")
        seen, code = self.at_terminal("1234", "backup", str(saved))
        self.assertEqual(code, 0, seen)
        self.assertIn("3 tries left", seen)
        self.assertNotIn("1234\r\n", seen)
        self.assertTrue(saved.exists())
        refused = self.lines("backup", str(saved), "--json", expect=5)[0]
        self.assertEqual(refused["error"]["code"], "backup.exists")
        for left in (3, 2):
            seen, code = self.at_terminal("9999", "wipe", "--backup", str(saved))
            self.assertEqual(code, 4, seen)
            self.assertIn(f"{left} tries left", seen)
        seen, code = self.at_terminal("1234", "wipe", "--backup", str(saved))
        self.assertEqual(code, 5, seen)
        self.assertIn("not ours to spend", seen)

    def test_readers_and_cards_that_are_not_there_are_said(self):
        self.assertFalse(self.lines("list", "--json")[0]["has_card"])
        for arguments, code in (([], "reader.no_card"), (["--reader", "7"],
                                                         "reader.unknown")):
            done = subprocess.run([PROGRAM, "card", "info", "--json", *arguments],
                                  capture_output=True, text=True, env=self.environment,
                                  timeout=SECONDS, check=False)
            self.assertNotEqual(done.returncode, 0)
            self.assertEqual(json.loads(done.stdout)["error"]["code"], code)
        away = {**self.environment, "PCSCLITE_CSOCK_NAME": str(self.folder / "nobody")}
        done = subprocess.run([PROGRAM, "card", "list"], capture_output=True, text=True,
                              env=away, timeout=SECONDS, check=False)
        self.assertEqual(done.returncode, 6)
        self.assertIn("start pcscd", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
