# SPDX-License-Identifier: Apache-2.0
"""A plain line ends wholly from the terminal: guided at a real one, and by a script; and
every fault has its exit code.

usage: cli_test.py PROGRAM [TEST...]
"""
import json
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import termios
import time
import unittest

from operator_in_a_box import Demo

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "signoff"
GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden" / "cli"
SECONDS = 60


class Person:
    """Somebody at a terminal, with a home of his own."""

    def __init__(self, demo, name, language="C.UTF-8"):
        self.demo = demo
        self.home = demo.data / f"home-{name}"
        self.home.mkdir()
        self.environment = {"HOME": str(self.home), "PATH": os.environ["PATH"],
                            "LC_ALL": language}
        self.where = ["--server", demo.url, "--ca-file", demo.ready["ca_file"]]

    def run(self, *arguments, stdin="", expect=0):
        """(stdout, stderr) of a command without any terminal."""
        done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True,
                              text=True, env=self.environment, timeout=SECONDS,
                              start_new_session=True, check=False)
        if done.returncode != expect:
            raise AssertionError((arguments, done.returncode, done.stdout, done.stderr))
        return done.stdout, done.stderr

    def json(self, *arguments, **more):
        return json.loads(self.run(*arguments, "--json", **more)[0])

    def log_in(self, number):
        self.run("login", *self.where, "--number", number, "--send-code")
        code = self.demo.code_sent_to(number)
        self.run("login", *self.where, "--number", number, "--code-file", "-", stdin=code)
        return self

    def log_in_staff(self, role):
        account = self.demo.ready["staff"][role]
        secret = self.home / "password"
        secret.write_text(account["password"] + "\n")
        self.run("login", *self.where, "--staff", account["username"], "--code-file",
                 str(secret))
        return self


class AtTerminal:
    """A command at a pseudo-terminal; what it asks is answered by whoever reads along."""

    def __init__(self, person, *arguments):
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execve(PROGRAM, [PROGRAM, *arguments], person.environment)
        self.seen = ""
        self.read_to = 0

    def await_text(self, pattern):
        end = time.monotonic() + SECONDS
        while True:
            found = re.compile(pattern).search(self.seen, self.read_to)
            if found:
                self.read_to = found.end()
                return found
            if time.monotonic() > end or not self.read():
                raise AssertionError(f"no {pattern!r} after {self.seen!r}")

    def read(self):
        if not select.select([self.master], [], [], 1)[0]:
            return True
        try:
            self.seen += os.read(self.master, 65536).decode(errors="replace")
        except OSError:  # The far end is closed.
            return False
        return True

    def answer(self, text):
        os.write(self.master, text.encode() + b"\n")

    def await_hidden(self):
        """A secret is asked for once the terminal does not echo."""
        end = time.monotonic() + SECONDS
        while termios.tcgetattr(self.master)[3] & termios.ECHO:
            if time.monotonic() > end:
                raise AssertionError("the terminal goes on echoing")
            time.sleep(0.01)

    def wait(self):
        while self.read():
            pass
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.master)
        return os.waitstatus_to_exitcode(status)


class FromATerminal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(PROGRAM, lines=400, seed=7)
        cls.demo.start()
        cls.plain = iter(cls.demo.ready["lines"]["plain"])

    @classmethod
    def tearDownClass(cls):
        cls.demo.__exit__()

    def proofs(self, person, needs):
        values = {"id_number": person["id_number"], "iccid": person["iccid"]}
        return {need["kind"]: values.get(need["kind"]) or
                self.demo.code_sent_to(person["msisdn"]) for need in needs}

    def assert_fits(self, text):
        for line in text.splitlines():
            self.assertLessEqual(len(line), 80, line)
            self.assertNotIn("\x1b", line)

    def open_and_submit(self, owner, person):
        precheck = owner.json("line", "precheck", person["msisdn"])
        read = [word for one in precheck["obligations"] if one["class"] == "warning"
                for word in ("--acknowledge", one["id"])]
        case = owner.json("case", "open", person["msisdn"], "--reason", "moved", *read)
        self.assertEqual(case["state"], "DRAFT")
        return owner.json("case", "submit", case["number"], "--yes")

    def test_a_script_ends_a_line(self):
        person = next(self.plain)
        owner = Person(self.demo, "script").log_in(person["msisdn"])
        case = self.open_and_submit(owner, person)
        self.assertEqual(case["state"], "AUTH_STEPUP")
        number = case["number"]
        refusal = owner.run("case", "confirm", number, expect=4)[1]
        self.assertIn("otp", refusal)
        self.assertIn("(assurance.needed)", refusal)
        needs = owner.json("case", "show", number)["needs"]
        owner.run("case", "confirm", number, "--proof-file", "-",
                  stdin=json.dumps(self.proofs(person, needs)))
        self.demo.advance("P1D")
        case = owner.json("case", "watch", number, "--until", "COOLING_OFF", "--timeout",
                          "30")
        self.assertFalse(self.demo.phone(person["msisdn"])["attached_cs"])
        text = owner.run("case", "show", number)[0]
        self.assert_fits(text)
        self.assertIn("off, can come back", text)
        for _ in range(8):
            self.demo.advance("P1D")
        clerk = Person(self.demo, "script-clerk").log_in_staff("clerk")
        clerk.run("case", "watch", number, "--until", "CLOSED", "--timeout", "30")
        self.check_voucher(clerk, number)

    def check_voucher(self, clerk, number):
        pdf, jws, keys = (str(clerk.home / name) for name in ("v.pdf", "v.jws", "keys"))
        clerk.run("voucher", "get", number, "--pdf", pdf, "--jws", jws)
        pathlib.Path(keys).write_text(json.dumps(
            self.demo.good("GET", "/.well-known/jwks.json")))
        for file in (pdf, jws):
            said = clerk.run("verify", file, "--jwks", keys)[0]
            self.assertIn("proof that the line has ended", said)
            self.assert_fits(said)
        chinese = Person(self.demo, "reader-" + number, "zh_CN.UTF-8")
        said = chinese.run("verify", jws, "--jwks", keys)[0]
        self.assertIn("：有效\n", said)
        self.assertIn("号码注销证明", said)
        spoiled = pathlib.Path(jws).read_text().strip()
        spoiled = spoiled[:-5] + ("B" if spoiled[-5] == "A" else "A") + spoiled[-4:]
        pathlib.Path(jws).write_text(spoiled)
        said = chinese.run("verify", jws, "--jwks", keys, expect=8)[0]
        self.assertIn("：无效，jws.signature\n", said)
        voucher = clerk.json("case", "show", number)["voucher"]
        anybody = Person(self.demo, "anybody-" + number)
        text = anybody.run("voucher", "show", voucher, *anybody.where)[0]
        self.assertIn("valid", text)
        self.assert_fits(text)

    def test_a_person_is_guided_and_no_secret_is_shown(self):
        person = next(self.plain)
        owner = Person(self.demo, "guided")
        login = AtTerminal(owner, "login", *owner.where, "--number", person["msisdn"])
        login.await_text("Code: ")
        login.await_hidden()
        code = self.demo.code_sent_to(person["msisdn"])
        login.answer(code)
        self.assertEqual(login.wait(), 0, login.seen)
        self.assertNotIn(code, login.seen)

        end = AtTerminal(owner, "case", "end", person["msisdn"])
        secrets = []
        while True:
            asked = end.await_text(
                r"\[yes/no\]: |\((\w+)[^)]*\): |code by SMS: |identity number: |"
                r"card number \(ICCID\): |you may ").group(0)
            if asked.startswith("you may"):
                break
            if "yes/no" in asked:
                end.answer("yes")
                continue
            end.await_hidden()
            secret = (person["id_number"] if "identity" in asked else
                      person["iccid"] if "ICCID" in asked else
                      self.demo.code_sent_to(person["msisdn"]))
            secrets.append(secret)
            end.answer(secret)
        self.assertEqual(end.wait(), 0, end.seen)
        self.assertTrue(secrets)
        for secret in secrets:
            self.assertNotIn(secret, end.seen)
        case = owner.json("case", "list")["items"][0]
        self.assertIn(case["state"], ("SCHEDULED", "EXECUTING", "COOLING_OFF"))

    def test_every_fault_has_its_exit_code(self):
        person, other = next(self.plain), next(self.plain)
        nobody = Person(self.demo, "nobody")
        self.assertIn("(server.missing)", nobody.run("line", "list", expect=2)[1])
        self.assertIn("(session.needed)",
                      nobody.run("line", "list", *nobody.where, expect=4)[1])
        self.assertIn("(server.not_trusted)", nobody.run(
            "line", "list", "--server", self.demo.url, "--token-file",
            str(self.some_token(nobody)), expect=6)[1])
        self.assertIn("(server.unreachable)", nobody.run(
            "voucher", "show", "V-1", "--server", "https://127.0.0.1:1", expect=6)[1])
        self.assertIn("(voucher.", nobody.run("voucher", "show", "V-1", *nobody.where,
                                              expect=3)[1])
        nobody.run("line", "show", expect=2)
        for words in (["no-such-command"], ["line", "no-such-command"]):
            self.assertIn("no such command: no-such-command",
                          nobody.run(*words, expect=2)[1])
        owner = Person(self.demo, "faults").log_in(person["msisdn"])
        self.assertIn("(line.unknown)",
                      owner.run("line", "show", other["msisdn"], expect=3)[1])
        self.assertIn("(rights.missing)", owner.run(
            "case", "decide", owner.json("case", "open", person["msisdn"])["number"],
            "approve", expect=4)[1])
        case = owner.json("case", "list")["items"][0]["number"]
        owner.run("case", "finish", case, expect=5)
        self.assertIn("(settlement.form)", owner.run("case", "settle", case, "--settle",
                                                     "nonsense", expect=2)[1])
        self.assertIn("(consent.needed)",
                      owner.run("case", "submit", case, expect=2)[1])
        owner.run("case", "watch", case, "--until", "CLOSED", "--timeout", "1", expect=6)

    @staticmethod
    def some_token(person):
        token = person.home / "token"
        token.touch(mode=0o600)
        token.write_text("nothing\n")
        return token

    def test_staff_see_their_desk_and_log_out(self):
        clerk = Person(self.demo, "clerk", "zh_CN.UTF-8").log_in_staff("reviewer")
        token = clerk.home / ".config/signoff/token"
        self.assertEqual(token.stat().st_mode & 0o777, 0o600)
        self.assertEqual(clerk.json("whoami")["role"], "reviewer")
        self.assertIn("身份", clerk.run("whoami")[0])
        kept = token.read_text()
        clerk.run("logout")
        self.assertFalse(token.exists())
        token.write_text(kept)  # Somebody had copied it.
        token.chmod(0o600)
        self.assertIn("(session.invalid)", clerk.run("whoami", expect=4)[1])
        clerk.run("logout")
        self.assertIn("请先登录", clerk.run("whoami", expect=4)[1])


class Transcripts(unittest.TestCase):
    """What needs no server reads the same every day: tests/golden/cli/*.txt."""

    def test_help_and_completion_read_as_kept(self):
        files = sorted(GOLDEN.glob("*.txt"))
        self.assertTrue(files)
        for file in files:
            text = file.read_text()
            command, kept = text.split("\n", 1)
            language, *arguments = command.removeprefix("$ ").split()
            done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True,
                                  env={"LC_ALL": language.removeprefix("LC_ALL="),
                                       "HOME": "/nonexistent"}, check=False)
            self.assertEqual(done.stdout + done.stderr, kept, file.name)


class Start(unittest.TestCase):
    def test_what_few_commands_need_is_not_loaded_by_all(self):
        """Every command would wait for it: docs/adr/0017."""
        listed = subprocess.run([PROGRAM], capture_output=True, text=True, check=True,
                                env={"LD_TRACE_LOADED_OBJECTS": "1"}).stdout
        self.assertIn("libcrypto.so", listed)
        for late in ("libcurl", "libcairo", "libpango", "libgnutls", "libX11"):
            self.assertNotIn(late, listed)


if __name__ == "__main__":
    if not shutil.which(PROGRAM):
        sys.exit(f"{PROGRAM} is missing")
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2)
