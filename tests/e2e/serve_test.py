# SPDX-License-Identifier: Apache-2.0
"""A company sets up `signoff serve` as the manual says, against a real osmo-hlr: staff and
lines come in, a line is ended, the server stops and starts, and the end is taken back.

usage: serve_test.py PROGRAM [TEST...]
"""
import base64
import hmac
import json
import os
import pathlib
import re
import shutil
import signal
import ssl
import struct
import subprocess
import sys
import tempfile
import time
import unittest

from cli_test import AtTerminal
from far_sides import Centre, HomeRegister, MailServer, dies_with_us, free_port
from operator_in_a_box import Demo, children_of

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "signoff"
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS = 30
SMSC_PASSWORD = "sesame"


def luhn_digit(digits):
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))]
    return str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def person(n):
    """One with a line, as the manual's file has it."""
    card = f"898600{n:013}"
    return {
        "owner": {"id": f"C-{n}", "name": f"Person {n}", "id_kind": "passport",
                  "id_number": f"XE{n:07}", "email": f"person{n}@example.com",
                  "other_msisdn": f"+86100000090{n:02}", "language": "en"},
        "line": {"msisdn": f"+86100000000{n:02}", "imsi": f"9997000000000{n:02}",
                 "iccid": card + luhn_digit(card), "type": "prepaid",
                 "opened_on": "2024-03-01"},
        "account": {"currency": "CNY", "monthly_fee": "19.00", "paid_credit": "0.00",
                    "billed_until": time.strftime("%Y-%m-%d", time.gmtime())}}


class Company(Demo):
    """`signoff serve` and what it stands on, in a folder of its own."""

    def __init__(self):
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="signoff-serve-"))
        self.database = self.data / "signoff.db"
        self.process = None
        self.certificate = self.certify()
        self.tls = ssl.create_default_context(cafile=self.certificate)
        self.register = HomeRegister(self.data / "hlr")
        self.centre = Centre(SMSC_PASSWORD)
        self.mail = MailServer()
        port = free_port()
        self.url = f"https://127.0.0.1:{port}"
        self.environment = {"HOME": str(self.data), "PATH": os.environ["PATH"],
                            "LC_ALL": "C.UTF-8"}
        secret = self.data / "smsc.secret"
        secret.touch(mode=0o600)
        secret.write_text(SMSC_PASSWORD + "\n")
        shutil.copy(ROOT / "policies" / "cn.toml", self.data)
        (self.data / "signoff.toml").write_text(f"""
url = "{self.url}"
[store]
path = "signoff.db"
[policy]
pack = "cn.toml"
[keys]
directory = "keys"
[hlr]
kind = "osmo"
host = "{self.register.address}"
[smsc]
host = "127.0.0.1"
port = {self.centre.port}
system_id = "signoff"
password_file = "smsc.secret"
[mail]
host = "127.0.0.1"
port = {self.mail.port}
from = "no-reply@example.com"
plain = true
[listen]
port = {port}
certificate = "server.pem"
key = "server.key"
""")

    def certify(self):
        """A certificate of the company's own for where it is reached."""
        certificate, key = self.data / "server.pem", self.data / "server.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
                        str(key), "-out", str(certificate), "-days", "2", "-subj",
                        "/CN=signoff test", "-addext", "subjectAltName=IP:127.0.0.1"],
                       capture_output=True, timeout=SECONDS, check=True)
        return certificate

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.register.stop()
        self.centre.stop()
        self.mail.stop()
        shutil.rmtree(self.data)

    def run(self, *arguments, stdin="", expect=0):
        """(stdout, stderr) of another command, while the server runs or not."""
        done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True,
                              text=True, env=self.environment, timeout=SECONDS,
                              start_new_session=True, check=False)
        if done.returncode != expect:
            raise AssertionError((arguments, done.returncode, done.stdout, done.stderr))
        return done.stdout, done.stderr

    def load(self, *people, expect=0):
        file = self.data / "lines.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in people))
        out, _ = self.run("db", "load", str(file), "--config",
                          str(self.data / "signoff.toml"), "--json", expect=expect)
        return json.loads(out)

    def serve(self):
        log = open(self.data / "serve.log", "ab")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--config", str(self.data / "signoff.toml")], stderr=log,
            stdin=subprocess.DEVNULL, env=self.environment, preexec_fn=dies_with_us)
        log.close()
        end = time.monotonic() + SECONDS
        while True:
            try:
                return self.good("GET", "/healthz")
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise AssertionError(self.log()) from None
                time.sleep(0.02)

    def log(self):
        return (self.data / "serve.log").read_text()

    def log_in_by_code(self, someone, reach):
        number = someone["line"]["msisdn"]
        to = someone[reach[0]][reach[1]].lstrip("+")
        before = len(self.centre.texts[to])
        # The server may still be binding to the message centre.
        end = time.monotonic() + SECONDS
        while True:
            self.good("POST", "/api/v1/login-codes", {"msisdn": number})
            try:
                code = self.centre.code(to, before, 2)
                break
            except AssertionError:
                if time.monotonic() > end:
                    raise
        return self.good("POST", "/api/v1/sessions", {"msisdn": number, "code": code})["token"]


LINE = ("line", "msisdn")
OTHER = ("owner", "other_msisdn")


def totp(said):
    """The code that an authenticator shows now (RFC 6238), from an otpauth:// address."""
    secret = re.search(r"secret=([A-Z2-7]+)", said).group(1)
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff) % 1_000_000:06}"


class Serve(unittest.TestCase):
    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.end)
        for n in (1, 2):
            line = person(n)["line"]
            self.company.register.add(line["imsi"], line["msisdn"])
        self.company.register.start()

    def set_up_as_the_manual_says(self):
        out, _ = self.company.run("staff", "add", "li", "--role", "clerk", "--db",
                                  str(self.company.database), "--password-file", "-",
                                  "--without-totp", stdin="correct horse\n")
        self.assertIn("li", out)
        self.assertEqual(self.company.load(person(1))["loaded"], 1)
        self.company.serve()

    def prove(self, someone, token, path, needs, reach):
        values = {"id_number": someone["owner"]["id_number"],
                  "iccid": someone["line"]["iccid"]}
        proofs = [{"kind": need["kind"], "value": values.get(need["kind"]) or
                   self.company.centre.code(someone[reach[0]][reach[1]].lstrip("+"))}
                  for need in needs]
        return self.company.good("POST", path, {"proofs": proofs}, token)

    def await_state(self, token, path, state):
        end = time.monotonic() + SECONDS
        while True:
            case = self.company.good("GET", path, token=token)
            if case["state"] == state:
                return case
            if time.monotonic() > end:
                raise AssertionError((json.dumps(case, indent=1), self.company.log()))
            time.sleep(0.05)

    def end_line(self, someone):
        """Path of the case, in its cooling-off."""
        company = self.company
        token = company.log_in_by_code(someone, LINE)
        line = company.good("GET", "/api/v1/lines", token=token)["items"][0]
        precheck = company.good("GET", f"/api/v1/lines/{line['id']}/precheck", token=token)
        case = company.good("POST", "/api/v1/cases", {
            "line_id": line["id"], "reason": "moved", "effective": "now", "settlements": [],
            "acknowledgements": [one["id"] for one in precheck["obligations"]
                                 if one["class"] == "warning"]}, token)
        path = "/api/v1/cases/" + case["id"]
        case = company.good("POST", path + "/submission",
                            {"quote_hash": case["quote"]["hash"]}, token)
        self.assertEqual(case["state"], "AUTH_STEPUP")
        self.prove(someone, token, path + "/confirmation", case["needs"], LINE)
        self.await_state(token, path, "COOLING_OFF")
        return path

    def take_back(self, someone, path):
        company = self.company
        token = company.log_in_by_code(someone, OTHER)
        status, answer = company.call("POST", path + "/withdrawal", {"proofs": []}, token)
        if status != 200:
            self.assertEqual((status, answer["code"]), (403, "assurance.needed"), answer)
            self.prove(someone, token, path + "/withdrawal", answer["needs"], OTHER)
        self.await_state(token, path, "WITHDRAWN")

    def stop(self):
        company = self.company
        self.assertFalse(children_of(company.process.pid))
        company.process.send_signal(signal.SIGTERM)
        self.assertEqual(company.process.wait(SECONDS), 0, company.log())

    def test_a_line_ends_and_comes_back_over_a_restart(self):
        self.set_up_as_the_manual_says()
        company, someone = self.company, person(1)
        imsi = someone["line"]["imsi"]
        self.assertTrue(company.register.is_in_service(imsi))
        path = self.end_line(someone)
        self.assertFalse(company.register.is_in_service(imsi))
        self.assertTrue(company.mail.await_mail(someone["owner"]["email"]))
        self.check_metrics()
        self.stop()
        with self.assertRaises(OSError):
            company.call("GET", "/healthz")

        company.serve()
        self.assertFalse(company.register.is_in_service(imsi))
        self.take_back(someone, path)
        self.assertTrue(company.register.is_in_service(imsi))
        self.assertIn("good", company.run("db", "check", "--db", str(company.database))[0])
        self.stop()
        for secret in (SMSC_PASSWORD, someone["line"]["msisdn"].lstrip("+"),
                       someone["owner"]["name"]):
            self.assertNotIn(secret, company.log())

    def check_metrics(self):
        text = self.company.good("GET", "/metrics").decode()
        for line in ('signoff_cases{state="COOLING_OFF"} 1', 'signoff_cases{state="STUCK"} 0',
                     'signoff_steps_total{outcome="done",step="E3"} 1',
                     'signoff_steps_total{outcome="stuck",step="E3"} 0'):
            self.assertIn(line, text)
        self.assertRegex(text, r'signoff_notices_total\{state="sent"\} [1-9]')

    def test_a_password_is_asked_for_twice_and_never_shown(self):
        company = self.company
        add = ["staff", "add", "an", "--role", "auditor", "--db", str(company.database)]
        for again, code in (("battery stable", 2), ("battery staple", 0)):
            asking = AtTerminal(company, *add)
            for question, answer in (("Password: ", "battery staple"), ("Again: ", again)):
                asking.await_text(question)
                asking.await_hidden()
                asking.answer(answer)
            self.assertEqual(asking.wait(), code, asking.seen)
            self.assertNotIn("battery", asking.seen)
        self.assertIn("an    auditor",
                      company.run("staff", "list", "--db", str(company.database))[0])

    def test_lines_of_another_currency_than_the_pack_are_not_served(self):
        company, other = self.company, person(1)
        other["account"]["currency"] = "EUR"
        file = company.data / "lines.jsonl"
        file.write_text(json.dumps(other) + "\n")
        company.run("db", "load", str(file), "--db", str(company.database))
        said = company.run("serve", "--config", str(company.data / "signoff.toml"), expect=2)
        self.assertIn("store.currency", said[1])

    def test_who_runs_it_is_told_when_nobody_can_look_at_photographs(self):
        self.set_up_as_the_manual_says()
        company = self.company
        self.assertNotIn("photographs are kept unchecked", company.log())
        self.stop()
        with open(company.data / "signoff.toml", "a", encoding="utf-8") as config:
            config.write('[id_check]\nprogram = "signoff-idcheck"\n')
        company.serve()
        self.assertIn(f"{company.data}/signoff-idcheck cannot be run: photographs are kept "
                      "unchecked", company.log())

    def test_an_authenticator_is_asked_for_and_no_code_is_taken_twice(self):
        self.set_up_as_the_manual_says()
        company = self.company
        database = ["--db", str(company.database)]
        where = ["--server", company.url, "--ca-file", str(company.certificate)]
        login = ["login", *where, "--staff", "an", "--code-file", "-"]
        out, _ = company.run("staff", "add", "an", "--role", "auditor", *database,
                             "--password-file", "-", stdin="battery staple\n")
        code = totp(out)
        company.run(*login, stdin="battery staple\n", expect=4)
        company.run(*login, stdin=f"battery staple\n{code}\n")
        company.run(*login, stdin=f"battery staple\n{code}\n", expect=4)
        out, _ = company.run("staff", "totp", "an", *database)
        company.run("whoami", expect=4)
        company.run(*login, stdin=f"battery staple\n{totp(out)}\n")

    def test_staff_and_lines_come_and_go_while_it_runs(self):
        self.set_up_as_the_manual_says()
        company = self.company
        database = ["--db", str(company.database)]
        where = ["--server", company.url, "--ca-file", str(company.certificate)]
        login = ["login", *where, "--staff", "li", "--code-file", "-"]
        company.run(*login, stdin="correct horse\n")
        self.assertEqual(json.loads(company.run("whoami", "--json")[0])["role"], "clerk")
        company.run("staff", "add", "li", "--role", "auditor", *database, "--password-file",
                    "-", stdin="battery staple\n", expect=5)
        company.run("staff", "add", "li", "--role", "auditor", *database, "--password-file",
                    "-", "--replace", "--without-totp", stdin="battery staple\n")
        company.run("whoami", expect=4)
        company.run(*login, stdin="correct horse\n", expect=4)
        company.run(*login, stdin="battery staple\n")
        self.assertEqual(json.loads(company.run("staff", "list", *database, "--json")[0]),
                         {"items": [{"username": "li", "role": "auditor"}]})
        company.run("staff", "remove", "li", *database)
        company.run("whoami", expect=4)
        company.run("staff", "remove", "li", *database, expect=3)

        both = company.load(person(1), person(2))
        self.assertEqual((both["loaded"], both["present"]), (1, 1))
        token = company.log_in_by_code(person(2), LINE)
        self.assertEqual(len(company.good("GET", "/api/v1/lines", token=token)["items"]), 1)
        wrong = person(3)
        wrong["line"]["iccid"] = "8986001"
        report = company.load(person(3) | {"line": person(2)["line"]}, wrong, expect=2)
        self.assertEqual(report["loaded"], 0)
        self.assertEqual({(one["line"], one["field"]) for one in report["findings"]},
                         {(1, "owner.id"), (2, "line.iccid")})
        other = person(3)
        other["account"]["currency"] = "EUR"
        self.assertEqual([one["field"] for one in company.load(other, expect=2)["findings"]],
                         ["account.currency"])
        company.run("staff", "list", expect=2)
        self.stop()


if __name__ == "__main__":
    if not shutil.which(PROGRAM):
        sys.exit(f"{PROGRAM} is missing")
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2)
