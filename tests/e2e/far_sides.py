# SPDX-License-Identifier: Apache-2.0
"""What `signoff serve` speaks to, for its test: a real osmo-hlr, and the least that a
message centre (SMPP 3.4) and a mail server (RFC 5321) have to be."""
import collections
import ctypes
import pathlib
import random
import signal
import socket
import socketserver
import sqlite3
import struct
import subprocess
import threading
import time

START_SECONDS = 10
PR_SET_PDEATHSIG = 1


def dies_with_us():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port(count=1):
    """The first of so many that follow one another. Below those that Linux gives to whoever
    asks for any, so that none is taken before a server of ours gets to it."""
    while True:
        port = random.randrange(20000, 32000)
        try:
            for one in range(port, port + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", one))
            return port
        except OSError:
            continue


def ask_register(place, variable):
    """The answer to GET over CTRL, in its IPA frame."""
    with socket.create_connection(place, timeout=5) as link:
        text = b"\x00GET 1 " + variable.encode()
        link.sendall(struct.pack(">HB", len(text), 0xEE) + text)
        stream = link.makefile("rb")
        head = stream.read(3)
        if len(head) < 3:
            raise ConnectionError("the register is not there")
        length, _ = struct.unpack(">HB", head)
        return stream.read(length)[1:].decode()


class HomeRegister:
    """osmo-hlr on a loopback address of its own; its ports are fixed."""

    CTRL, GSUP, VTY = 4259, 4222, 4258

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.address = self.pick_address()
        self.config = self.folder / "osmo-hlr.cfg"
        self.config.write_text(
            "log stderr\n logging color 0\n logging level set-all fatal\n"
            f"line vty\n bind {self.address}\nctrl\n bind {self.address}\n"
            f"hlr\n database {self.folder / 'hlr.db'}\n gsup\n  bind ip {self.address}\n")
        self.log = open(self.folder / "hlr.log", "wb")
        self.process = None
        self.run("--db-check").wait(START_SECONDS)

    @classmethod
    def pick_address(cls):
        while True:
            address = ".".join(["127", *(str(random.randint(1, 254)) for _ in range(3))])
            try:
                for port in (cls.CTRL, cls.GSUP, cls.VTY):
                    with socket.socket() as probe:
                        probe.bind((address, port))
                return address
            except OSError:
                continue

    def run(self, *more):
        return subprocess.Popen(["osmo-hlr", "-c", str(self.config), *more],
                                stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                preexec_fn=dies_with_us)

    def add(self, imsi, msisdn):
        with sqlite3.connect(self.folder / "hlr.db") as database:
            row = database.execute(
                "INSERT INTO subscriber (imsi, msisdn, nam_cs, nam_ps) VALUES (?, ?, 1, 1)",
                (imsi, msisdn.lstrip("+")))
            database.execute("INSERT INTO auc_2g (subscriber_id, algo_id_2g, ki)"
                             " VALUES (?, 1, ?)", (row.lastrowid, "00" * 16))
        database.close()

    def start(self):
        self.process = self.run()
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                return self.ask("mnc")
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(START_SECONDS)
        self.log.close()

    def ask(self, variable):
        return ask_register((self.address, self.CTRL), variable)

    def is_in_service(self, imsi):
        facts = dict(line.split("\t", 1) for line in
                     self.ask(f"subscriber.by-imsi-{imsi}.info").splitlines() if "\t" in line)
        return facts["nam_cs"] == "1" and facts["nam_ps"] == "1"


class Centre(socketserver.ThreadingTCPServer):
    """Takes a bind and keeps the texts that are submitted, whole."""

    daemon_threads = True
    BIND, SUBMIT, UNBIND, ENQUIRE = 0x09, 0x04, 0x06, 0x15
    ANSWER = 0x80000000

    def __init__(self, password):
        super().__init__(("127.0.0.1", 0), CentreLink)
        self.password = password
        self.port = self.server_address[1]
        self.texts = collections.defaultdict(list)  # By number.
        self.changed = threading.Condition()
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,))
        self.thread.start()

    def stop(self):
        self.shutdown()
        self.thread.join()
        self.server_close()

    def keep(self, number, text):
        with self.changed:
            self.texts[number].append(text)
            self.changed.notify_all()

    def code(self, number, after=0, seconds=15):
        """The newest six digits among the texts after the first `after` to that number."""
        def newest():
            words = ["".join(c if c.isdigit() else " " for c in text).split()
                     for text in self.texts[number][after:]]
            codes = [word for text in words for word in text if len(word) == 6]
            return codes[-1] if codes else None

        with self.changed:
            if not self.changed.wait_for(newest, seconds):
                raise AssertionError(f"no code among {self.texts[number][after:]}")
            return newest()


class CentreLink(socketserver.StreamRequestHandler):
    def handle(self):
        self.parts = {}
        while head := self.rfile.read(16):
            length, command, _, sequence = struct.unpack(">IIII", head)
            body = self.rfile.read(length - 16)
            answer, status = b"", 0
            if command == Centre.BIND:
                password = body.split(b"\0")[1].decode()
                answer, status = b"test\0", 0 if password == self.server.password else 0x0E
            elif command == Centre.SUBMIT:
                answer = b"id-%d\0" % sequence
                self.take(body)
            elif command not in (Centre.ENQUIRE, Centre.UNBIND):
                continue  # An answer.
            self.wfile.write(struct.pack(">IIII", 16 + len(answer), command | Centre.ANSWER,
                                         status, sequence) + answer)
            if command == Centre.UNBIND:
                return

    def take(self, body):
        """submit_sm (SMPP 3.4 clause 4.4.1), of one part or of several."""
        at = 0

        def text():
            nonlocal at
            end = body.index(b"\0", at)
            found, at = body[at:end], end + 1
            return found

        def octet():
            nonlocal at
            at += 1
            return body[at - 1]

        text(), octet(), octet(), text()  # Service type, sender.
        octet(), octet()
        number = text().decode()
        esm_class, _, _ = octet(), octet(), octet()
        text(), text(), octet(), octet()  # Times, receipt, replace.
        coding, _ = octet(), octet()
        octets = body[at + 1:at + 1 + body[at]]
        if esm_class & 3 == 2:
            return  # A probe; nobody reads it.
        if esm_class & 0x40:
            header, octets = octets[1:1 + octets[0]], octets[1 + octets[0]:]
            reference, total, part = header[-3:]
            parts = self.parts.setdefault((number, reference), {})
            parts[part] = octets
            if len(parts) < total:
                return
            octets = b"".join(parts[i] for i in sorted(parts))
            del self.parts[number, reference]
        encoding = "utf-16-be" if coding == 8 else "latin-1"
        self.server.keep(number, octets.decode(encoding))


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every mail, in clear; for loopback."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), MailLink)
        self.port = self.server_address[1]
        self.mails = []  # Receiver and content.
        self.changed = threading.Condition()
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,))
        self.thread.start()

    def stop(self):
        self.shutdown()
        self.thread.join()
        self.server_close()

    def await_mail(self, receiver, seconds=15):
        def come():
            return [mail for to, mail in self.mails if to == receiver]

        with self.changed:
            if not self.changed.wait_for(come, seconds):
                raise AssertionError(f"no mail to {receiver}")
            return come()


class MailLink(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line + b"\r\n")

    def handle(self):
        self.say(b"220 test")
        receiver = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                receiver = line[line.index(b"<") + 1:line.index(b">")].decode()
            if word == b"DATA":
                self.say(b"354 go on")
                content = b"".join(iter(self.rfile.readline, b".\r\n"))
                with self.server.changed:
                    self.server.mails.append((receiver, content.decode()))
                    self.server.changed.notify_all()
            self.say(b"221 bye" if word == b"QUIT" else b"250 ok")
            if word == b"QUIT":
                return
