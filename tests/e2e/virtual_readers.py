# SPDX-License-Identifier: Apache-2.0
"""The real pcscd, started by hand, with two virtual readers for `signoff card virtual`."""
import json
import os
import pathlib
import subprocess
import time

from far_sides import free_port

SECONDS = 60
INSERTIONS_MAX = 8
STARTS_MAX = 8
SEEN_SECONDS = 4

# pcscd's socket has one fixed place, so it runs where /run is empty and is reached through
# its process.
PCSCD = """
mount -t tmpfs none /run && mkdir /run/pcscd || { echo not-allowed; exit 1; }
: >"$1.log"
stdbuf -oL pcscd -f -c "$1" >"$1.log" 2>&1 &
daemon=$!
tries=0
until opensc-tool -l 2>/dev/null | grep -q 'Virtual PCD'; do
  tries=$((tries + 1))
  if grep -q 'Open Port .* Failed' "$1.log" || [ $tries -gt 5000 ]; then
    kill -9 $daemon; wait $daemon; echo no-reader; exit 1
  fi
done
echo $daemon
cat >/dev/null
kill $daemon
wait $daemon
"""


class Readers:
    def __init__(self, program, folder):
        self.program = program
        self.folder = pathlib.Path(folder)
        self.cards = {}
        # Somebody else may take one of the ports before the readers do.
        for _ in range(STARTS_MAX):
            daemon = self.start()
            if daemon != "no-reader":
                break
        assert daemon.isdigit(), daemon or "no mount namespace: see unshare -m"
        self.environment = {
            "HOME": str(self.folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
            "PCSCLITE_CSOCK_NAME": f"/proc/{daemon}/root" + "/run/pcscd/pcscd.comm"}

    def start(self):
        """What the script says when pcscd has its readers: the pid, or why it has none."""
        self.port = free_port(2)  # Each of its readers listens on its own.
        settings = self.folder / "reader.conf"
        settings.write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x{self.port:04x}\n'
            "LIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\n"
            f"CHANNELID 0x{self.port:04x}\n")
        unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
        self.pcscd = subprocess.Popen(
            [*unshare, "sh", "-c", PCSCD, "sh", settings], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said = self.pcscd.stdout.readline().strip()
        if not said.isdigit():
            self.end_pcscd()
        return said

    def end_pcscd(self):
        self.pcscd.stdin.close()
        self.pcscd.wait(timeout=SECONDS)
        self.pcscd.stdout.close()

    def close(self):
        for number in list(self.cards):
            self.pull(number)
        self.end_pcscd()

    def insert(self, number, description, *options):
        """Makes a card of that description and puts it into a reader."""
        file = self.folder / f"card{number}.json"
        file.write_text(json.dumps(description))
        # pcscd that missed how the last card was pulled does not see this one: a person
        # would pull it and put it in again.
        for _ in range(INSERTIONS_MAX):
            card = subprocess.Popen(
                [self.program, "card", "virtual", "--profiles", file, "--port",
                 str(self.port + number), *options], stdout=subprocess.PIPE, text=True)
            self.cards[number] = card
            said = card.stdout.readline()
            assert "in the reader" in said, said
            if self.is_seen(number, True, SEEN_SECONDS):
                return
            self.pull(number)
        raise AssertionError("pcscd sees no card")

    def is_seen(self, number, is_there, seconds):
        """Whether the reader comes to have a card, or none, within that time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            done = subprocess.run([self.program, "card", "list", "--json"],
                                  capture_output=True, text=True, env=self.environment,
                                  timeout=SECONDS, check=True)
            if json.loads(done.stdout.splitlines()[number])["has_card"] == is_there:
                return True
        return False

    def pull(self, number):
        card = self.cards.pop(number, None)
        if card is None:
            return
        card.terminate()
        card.wait(timeout=SECONDS)
        card.stdout.close()
        assert self.is_seen(number, False, SECONDS)
