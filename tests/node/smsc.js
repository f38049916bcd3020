// SPDX-License-Identifier: Apache-2.0
// A message centre that shares no code with ours, on a free loopback port. Speaks JSON lines:
// out {port}, {to, text}, {receipt, status}; in {from, text} for a message from a phone.
// Numbers that end in 0000000 are dead.
"use strict";
const smpp = require("smpp");
const readline = require("readline");

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const unfinished = new Map();
let bound = null;
let count = 0;

function whole_text(pdu) {
  const { message, udh } = pdu.short_message;
  const text = message || (pdu.message_payload || {}).message || "";
  const part = (udh || []).find((element) => element[0] === 0);
  if (!part) return text;
  const [reference, total, number] = [part[2], part[3], part[4]];
  const key = `${pdu.destination_addr}/${reference}`;
  const parts = unfinished.get(key) || new Map();
  unfinished.set(key, parts.set(number, text));
  if (parts.size < total) return null;
  unfinished.delete(key);
  return [...parts.keys()].sort((a, b) => a - b).map((n) => parts.get(n)).join("");
}

function submit(session, pdu) {
  const dead = pdu.destination_addr.endsWith("0000000");
  if ((pdu.esm_class & 3) === 2)
    return session.send(pdu.response({ command_status: dead ? smpp.ESME_RINVDSTADR : 0 }));
  const message_id = `n${++count}`;
  session.send(pdu.response({ message_id }));
  const text = whole_text(pdu);
  if (text !== null && !dead) say({ to: pdu.destination_addr, text });
  session.deliver_sm({
    source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: 4,
    receipted_message_id: message_id, message_state: dead ? 5 : 2, short_message: "",
  }, (resp) => say({ receipt: message_id, status: resp.command_status }));
}

const server = smpp.createServer((session) => {
  session.on("error", () => session.destroy());
  session.on("bind_transceiver", (pdu) => {
    const right = pdu.system_id === "signoff" && pdu.password === "secret";
    session.send(pdu.response({ command_status: right ? 0 : smpp.ESME_RBINDFAIL }));
    if (right) bound = session;
  });
  session.on("submit_sm", (pdu) => submit(session, pdu));
  session.on("enquire_link", (pdu) => session.send(pdu.response()));
  session.on("unbind", (pdu) => { session.send(pdu.response()); session.close(); say({ unbound: true }); });
});
server.listen(0, "127.0.0.1", () => say({ port: server.address().port }));
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const { from, text } = JSON.parse(line);
  bound.deliver_sm({ source_addr: from, destination_addr: "10086", short_message: text });
}).on("close", () => process.exit(0));
