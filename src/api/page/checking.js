// SPDX-License-Identifier: Apache-2.0
// Checking a voucher: whoever holds one may see whether it stands, without signing in.

function voucherTable(found) {
  const row = (key, value) => el('tr', {}, el('th', {scope: 'row'}, say(key)), el('td', {}, value));
  const at = (key, text) => (text ? row(key, moment(text, found.time_zone)) : '');
  const stands = el('span', {className: `state ${found.status === 'valid' ? 'gone' : 'bad'}`},
    word('voucherStates', found.status));
  return [
    el('h2', {}, word('voucherKinds', found.kind)),
    el('table', {className: 'facts'}, el('tbody', {},
      row('voucher', found.number),
      row('voucherState', stands),
      row('operator', found.operator),
      row('numberShort', found.msisdn_masked),
      at('askedAt', found.accepted_at),
      at('offSince', found.barred_at),
      at('endedAt', found.terminated_at),
      found.quarantine_until
        ? row('restsUntil', day(new Date(found.quarantine_until), 'UTC')) : '',
      at('issuedAt', found.issued_at))),
    el('p', {className: 'quiet'}, say('clocks') + zoneName(found.time_zone)),
  ];
}

function checkScreen(found = null) {
  const {input, label} = field('voucherNumber',
    {maxLength: 40, autocomplete: 'off', value: found ? found.number : ''});
  const node = form([label], 'checkVoucher', async () => {
    const number = input.value.trim().toUpperCase();
    const answer = await call('GET', `/vouchers/${encodeURIComponent(number)}`);
    show(() => checkScreen(answer));
  });
  node.lastChild.append(button('back', toStart));
  return [
    el('h1', {}, say('checkVoucher')),
    el('p', {className: 'quiet'}, say('checkWhy')),
    node,
    ...(found ? voucherTable(found) : []),
  ];
}
