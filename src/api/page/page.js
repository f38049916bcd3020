// SPDX-License-Identifier: Apache-2.0
// The plain page: one question a screen, straight over the REST API. Texts of the case
// itself come from the server in both languages; what stands here is the page's own.

// How far along the line from asked to gone a case is.
const kProgress = {
  DRAFT: 0, SUBMITTED: 1, AUTH_STEPUP: 1, PRECHECK: 1, AWAITING_SUBSCRIBER: 1, UNDER_REVIEW: 1,
  SECOND_APPROVAL: 1, FRAUD_HOLD: 1, SCHEDULED: 2, EXECUTING: 2, STUCK: 2, COOLING_OFF: 3,
  FINALISING: 3, CLOSED: 4,
};
const kOff = ['COOLING_OFF', 'PRE_CANCELLED', 'FINALISING', 'EXECUTING', 'BARRED_LOST', 'SUSP_USER'];
const kGone = ['CLOSED', 'TERMINATED', 'PORTED_OUT'];
const kBad = ['REJECTED', 'FRAUD_HOLD', 'STUCK', 'BARRED_RISK', 'SUSP_DEBT1', 'SUSP_DEBT2'];
const kPollMs = 3000;

const state = {
  language: navigator.language.startsWith('zh') ? 'zh' : 'en',
  token: sessionStorage.getItem('token') || '',
  screen: null,  // Draws the present screen again, in another language for example.
  poll: 0,
  seen: '',  // The tag of the case that is shown.
};

class Refusal extends Error {
  constructor(status, body, requestId) {
    super(body.detail || say('offline'));
    Object.assign(this, {status, body, code: body.code || `http.${status}`, requestId});
  }
}

async function send(method, path, body, headers = {}) {
  const options = {method, headers: {'Accept-Language': state.language, ...headers}};
  if (state.token) options.headers.Authorization = `Bearer ${state.token}`;
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refusal(0, {detail: say('offline'), code: 'page.offline'}, '');
  }
  if (answer.ok || answer.status === 304) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Refusal(answer.status, problem, answer.headers.get('X-Request-Id') || '');
}

const call = async (method, path, body, headers) =>
  (await send(method, `/api/v1${path}`, body, headers)).json();

const main = document.getElementById('main');
const problemBox = document.getElementById('problem');

function hideProblem() {
  problemBox.hidden = true;
}

function showProblem(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  if (refusal.status === 401 && state.token) {
    signOut();
  }
  problemBox.textContent =
    `${refusal.message} ${say('support')}${say('colon')}${refusal.code} ${refusal.requestId}`.trim();
  problemBox.hidden = false;
}

// Runs an act once at a time, with its refusal shown.
async function run(button, act) {
  if (button) button.disabled = true;
  hideProblem();
  try {
    await act();
  } catch (refusal) {
    showProblem(refusal);
  } finally {
    if (button) button.disabled = false;
  }
}

function button(key, act, look = '') {
  const node = el('button', {type: 'button', className: look}, say(key));
  node.addEventListener('click', () => run(node, act));
  return node;
}

function show(screen) {
  clearTimeout(state.poll);
  const isNew = state.screen !== screen;
  state.screen = screen;
  document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en';
  document.title = `${say('title')} · Signoff`;
  for (const id of ['language', 'leave', 'lines'])
    document.getElementById(id).textContent = say(id);
  document.getElementById('leave').hidden = !state.token;
  document.getElementById('lines').hidden = !state.token;
  main.replaceChildren(...screen().flat().filter(Boolean));
  if (isNew) main.focus({preventScroll: true});
}

// The present screen in the other language, with what was typed into it so far.
function switchLanguage() {
  const fields = () =>
    [...main.querySelectorAll('input:not([type=radio]):not([type=checkbox])')];
  const typed = fields();
  state.language = state.language === 'zh' ? 'en' : 'zh';
  show(state.screen);
  fields().forEach((input, at) => {
    if (input.type === 'file') input.files = typed[at].files;
    else input.value = typed[at].value;
  });
}

function form(children, submitKey, act) {
  const go = el('button', {type: 'submit', className: 'go'}, say(submitKey));
  const node = el('form', {noValidate: false}, ...children, el('div', {className: 'ways'}, go));
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    run(go, act);
  });
  return node;
}

function field(key, properties) {
  const input = el('input', {required: true, ...properties});
  return {input, label: el('label', {}, typeof key === 'string' ? say(key) : pick(key), input)};
}

// Sign in: the number, then the code.

function signInScreen(number = '+86') {
  const {input, label} =
    field('number', {type: 'tel', autocomplete: 'tel', value: number, maxLength: 20});
  return [
    el('h1', {}, say('title')),
    el('p', {className: 'quiet'}, say('signInWhy')),
    form([label], 'sendCode', async () => {
      const msisdn = input.value.replace(/[\s-]/g, '');
      await call('POST', '/login-codes', {msisdn});
      show(() => codeScreen(msisdn));
    }),
    el('div', {className: 'ways'}, button('checkVoucher', async () => show(() => checkScreen()))),
  ];
}

function codeScreen(msisdn) {
  const {input, label} = field('code', {
    inputMode: 'numeric', autocomplete: 'one-time-code', maxLength: 12,
  });
  const node = form([label], 'signIn', async () => {
    const session = await call('POST', '/sessions', {msisdn, code: input.value.trim()});
    state.token = session.token;
    sessionStorage.setItem('token', session.token);
    await toLines();
  });
  node.lastChild.append(button('otherNumber', async () => show(() => signInScreen(msisdn))));
  return [el('h1', {}, say('code')), el('p', {className: 'quiet'}, say('codeSent')), node];
}

function signOut() {
  state.token = '';
  sessionStorage.removeItem('token');
  show(() => signInScreen());
}

// Lines.

async function toStart() {
  if (state.token) await toLines();
  else show(() => signInScreen());
}

function stateWord(table, name) {
  const look = kGone.includes(name) ? 'gone' : kBad.includes(name) ? 'bad' : kOff.includes(name) ? 'off' : '';
  return el('span', {className: `state ${look}`}, word(table, name));
}

async function toLines() {
  const {items} = await call('GET', '/lines');
  const cases = (await call('GET', '/cases')).items;
  show(() => linesScreen(items, cases));
}

function lineItem(line, cases, lines) {
  // Without an open case, the last one still leads to its voucher.
  const last = cases.filter((one) => one.line_id === line.id).pop();
  const caseId = line.open_case_id || (last && last.id);
  const acts = [];
  if (caseId) acts.push(button('openCase', () => toCase(caseId)));
  if (line.actions.includes('open_case')) acts.push(button('look', () => toPrecheck(line, lines)));
  return el('li', {},
    el('div', {className: 'top'},
      el('span', {className: 'number'}, line.msisdn_masked), stateWord('lineStates', line.state)),
    el('p', {className: 'quiet'}, [line.nickname, line.plan].filter(Boolean).join(' · ')),
    el('div', {className: 'ways'}, acts));
}

function linesScreen(items, cases) {
  return [
    el('h1', {}, say('chooseLine')),
    items.length
      ? el('ul', {className: 'list'}, items.map((line) => lineItem(line, cases, items)))
      : el('p', {}, say('noLines')),
  ];
}

// Pre-check and choices.

const kNoChoices = {settlements: [], acknowledgements: [], effective: 'now'};

// `before` is the request whose choices are changed.
async function toPrecheck(line, lines, before = kNoChoices) {
  const precheck = await call('GET', `/lines/${line.id}/precheck`);
  // That there is a request already is no news to whoever changes it.
  if (before.id)
    precheck.obligations = precheck.obligations.filter(({id}) => id !== 'OB-06');
  const isDate = /^\d/.test(before.effective);
  const choices = {
    settlements: {}, details: {}, acknowledged: new Set(before.acknowledgements),
    effective: isDate ? 'date' : before.effective, date: isDate ? before.effective : '',
  };
  for (const one of precheck.obligations)
    if (one.default) choices.settlements[one.id] = one.default;
  for (const {obligation, option, detail} of before.settlements) {
    choices.settlements[obligation] = option;
    if (detail) choices.details[`${obligation}/${option}`] = detail;
  }
  show(() => precheckScreen(line, lines, precheck, choices));
}

async function toChoices(one) {
  const {items} = await call('GET', '/lines');
  await toPrecheck(items.find((line) => line.id === one.line_id), items, one);
}

function optionRow(obligation, option, lines, choices) {
  const input = el('input', {
    type: 'radio', name: obligation.id, value: option.id, required: true,
    checked: choices.settlements[obligation.id] === option.id,
  });
  input.addEventListener('change', () => { choices.settlements[obligation.id] = option.id; });
  const label = both(option.label);
  const isPriced = option.cost && !label.includes(money(option.cost));
  const row = el('label', {className: 'choice'}, input, el('span', {}, label),
    isPriced ? el('span', {className: 'cost amount'}, `${say('cost')} ${money(option.cost)}`) : '');
  if (!option.choices) return [row];
  const select = el('select', {ariaLabel: both(option.label)},
    option.choices.map((id) => {
      const other = lines.find((line) => line.id === id);
      return el('option', {value: id}, other ? other.msisdn_masked : id);
    }));
  const key = `${obligation.id}/${option.id}`;
  if (choices.details[key]) select.value = choices.details[key];
  choices.details[key] = select.value;
  select.addEventListener('change', () => {
    choices.details[key] = select.value;
    choices.settlements[obligation.id] = option.id;
    input.checked = true;
  });
  return [row, select];
}

function obligationBlock(obligation, lines, choices) {
  const block = el('fieldset', {},
    el('legend', {className: `class ${obligation.class}`}, word('classes', obligation.class)),
    el('p', {}, both(obligation.text)),
    obligation.options.flatMap((option) => optionRow(obligation, option, lines, choices)));
  if (obligation.class === 'warning') {
    const input = el('input', {
      type: 'checkbox', required: true, checked: choices.acknowledged.has(obligation.id),
    });
    input.addEventListener('change', () => {
      if (input.checked) choices.acknowledged.add(obligation.id);
      else choices.acknowledged.delete(obligation.id);
    });
    block.append(el('label', {className: 'choice'}, input, el('span', {}, say('understood'))));
  }
  return block;
}

function whenBlock(choices) {
  const date = el('input', {type: 'date', value: choices.date, hidden: choices.effective !== 'date'});
  date.addEventListener('change', () => { choices.date = date.value; });
  const select = el('select', {},
    [['now', 'now'], ['cycle_end', 'cycleEnd'], ['date', 'onDate']].map(([value, key]) =>
      el('option', {value}, say(key))));
  select.value = choices.effective;
  select.addEventListener('change', () => {
    choices.effective = select.value;
    date.hidden = select.value !== 'date';
    date.required = select.value === 'date';
  });
  return el('label', {}, say('when'), select, date);
}

function chosen(precheck, choices) {
  return precheck.obligations.filter((one) => choices.settlements[one.id]).map((one) => {
    const option = choices.settlements[one.id];
    const detail = choices.details[`${one.id}/${option}`];
    return detail ? {obligation: one.id, option, detail} : {obligation: one.id, option};
  });
}

// A new request, or the open one with these choices.
async function request(line, precheck, choices) {
  const body = {
    settlements: chosen(precheck, choices),
    acknowledgements: [...choices.acknowledged],
    effective: choices.effective === 'date' ? choices.date : choices.effective,
  };
  const answer = await send('POST', '/api/v1/cases', {line_id: line.id, ...body},
    {'Idempotency-Key': crypto.randomUUID()});
  const made = await answer.json();
  if (answer.status === 201 || !made.actions.includes('settle')) return made;
  return call('POST', `/cases/${made.id}/settlements`, body);
}

function precheckScreen(line, lines, precheck, choices) {
  const node = form([
    precheck.obligations.length
      ? el('div', {}, precheck.obligations.map((one) => obligationBlock(one, lines, choices)))
      : el('p', {}, say('nothing')),
    whenBlock(choices),
  ], 'seeQuote', async () => {
    const made = await request(line, precheck, choices);
    show(() => caseScreen(made));
  });
  node.lastChild.append(button('back', toLines));
  return [
    el('h1', {}, line.msisdn_masked),
    el('h2', {}, say('otherWays')),
    el('ul', {className: 'list'},
      precheck.alternatives.map((other) => el('li', {}, both(other.text)))),
    el('h2', {}, say('before')),
    node,
  ];
}

// The quote.

function quoteTable({quote, settlements}, lastDay) {
  const way = settlements.find((one) => one.obligation === 'OB-31');
  const row = (text, amount, look = '') =>
    el('tr', {className: look}, el('th', {scope: 'row'}, text), el('td', {}, money(amount)));
  return [
    el('h2', {}, say('figures')),
    el('table', {}, el('tbody', {},
      quote.items.map((item) => row(both(item.text), item.amount)),
      row(say('toPay'), quote.total, 'sum'),
      Number(quote.refund.amount)
        ? row(word('toGet', way ? way.option : 'refund_source'), quote.refund, 'sum') : '',
      Number(quote.forfeited.amount) ? row(say('lost'), quote.forfeited) : '')),
    lastDay ? el('p', {className: 'note'}, `${say('undoUntil')} ${day(new Date(lastDay), 'UTC')}`) : '',
  ];
}

// The case: where it is, what comes next, what can be done, what happened.

async function toCase(id) {
  const answer = await send('GET', `/api/v1/cases/${id}`);
  state.seen = answer.headers.get('ETag') || '';
  const found = await answer.json();
  show(() => caseScreen(found));
}

// Asks only for what is not on the screen yet.
function watch(id, version) {
  state.poll = setTimeout(async () => {
    try {
      const answer = await send('GET', `/api/v1/cases/${id}`, undefined,
        state.seen ? {'If-None-Match': state.seen} : {});
      if (answer.status === 304) return watch(id, version);
      state.seen = answer.headers.get('ETag') || '';
      const now = await answer.json();
      if (now.version !== version) show(() => caseScreen(now));
      else watch(id, version);
    } catch (refusal) {
      if (refusal.status === 0) watch(id, version);
      else showProblem(refusal);
    }
  }, kPollMs);
}

async function submit(one) {
  try {
    await call('POST', `/cases/${one.id}/submission`, {quote_hash: one.quote.hash});
    await toCase(one.id);
  } catch (refusal) {
    if (refusal.code === 'quote.changed') await toCase(one.id);
    if (refusal.code === 'obligation.blocked') await toChoices(one);
    throw refusal;
  }
}

async function download(id, type, name) {
  const answer = await send('GET', `/api/v1/cases/${id}/voucher`, undefined, {Accept: type});
  const url = URL.createObjectURL(await answer.blob());
  el('a', {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), kPollMs);
}

function caseActs(one, shown = one.actions) {
  const can = (action) => one.actions.includes(action) && shown.includes(action);
  const prove = (path, key) => button(key, () => proved(path, one, key));
  const acts = [];
  if (one.state === 'DRAFT' && can('submit')) acts.push(button('stopLine', () => submit(one), 'go'));
  if (can('settle')) acts.push(button('change', () => toChoices(one)));
  if (one.state === 'DRAFT' && can('withdraw'))
    acts.push(prove('withdrawal', 'keepLine'));
  else if (can('withdraw'))
    acts.push(prove('withdrawal', one.stopped_at ? 'restore' : 'withdraw'));
  if (can('finish_now')) acts.push(prove('finish', 'finish'));
  // What was taken back leaves papers that no longer stand.
  if (can('voucher') && kProgress[one.state] !== undefined) {
    acts.push(button('voucherPdf', () => download(one.id, 'application/pdf', `${one.number}.pdf`)));
    acts.push(button('voucherJws', () => download(one.id, 'application/jose', `${one.number}.jws`)));
  }
  if (can('object') && one.state !== 'DRAFT')
    acts.push(button('object', async () => {
      const after = await call('POST', `/cases/${one.id}/objection`, {});
      show(() => caseScreen(after));
    }));
  return el('div', {className: 'ways'}, acts);
}

function trackOf(one) {
  const reached = kProgress[one.state];
  if (reached === undefined) return '';
  return el('ol', {className: 'track'}, kTexts.track.map((name, at) =>
    el('li', {className: `${at < reached ? 'done' : ''} ${at === 3 ? 'last' : ''}`}, pick(name))));
}

function caseScreen(one) {
  const asks = one.state === 'AUTH_STEPUP' && one.needs.length && one.actions.includes('confirm');
  if (asks) {
    const screen = proofForm(
      {id: one.id, needs: one.needs, purpose: purposeOf(one, 'stopLine'), until: both(one.next)},
      (given) => proved('confirmation', one, 'stopLine', given), toLines);
    return [...screen, caseActs(one, ['withdraw', 'object'])];
  }
  const reached = kProgress[one.state];
  const isOver = reached === undefined || kGone.includes(one.state);
  if (!isOver) watch(one.id, one.version);
  return [
    el('h1', {}, one.msisdn_masked),
    el('p', {}, `${say('request')} ${one.number} `, stateWord('caseStates', one.state)),
    one.voucher && reached !== undefined
      ? el('p', {className: 'quiet'}, `${say('voucher')} ${one.voucher}`) : null,
    trackOf(one),
    el('h2', {}, say('next')),
    el('p', {className: 'note'}, both(one.next)),
    one.reason ? el('p', {}, say('reason') + say('colon') + both(one.reason)) : null,
    one.remedy ? el('p', {}, say('remedy') + say('colon') + both(one.remedy)) : null,
    one.open_items.length
      ? el('ul', {className: 'list'}, one.open_items.map((item) => el('li', {}, both(item.text)))) : null,
    one.state === 'AWAITING_SUBSCRIBER' && one.actions.includes('add_document')
      ? documentForm(one) : null,
    // Figures of what never came to be would mislead, as would a last day that is known better.
    reached === undefined ? null : quoteTable(one, reached < 3 && one.quote.last_day_to_undo),
    caseActs(one),
    el('h2', {}, say('history')),
    el('p', {className: 'quiet'}, say('clocks') + both(one.time_zone_name)),
    el('ol', {className: 'timeline'}, (one.timeline || []).slice().reverse().map((event) =>
      el('li', {}, moment(event.at, one.time_zone), both(event.text)))),
  ];
}

document.getElementById('language').addEventListener('click', () => {
  hideProblem();
  switchLanguage();
});
document.getElementById('leave').addEventListener('click', () => { hideProblem(); signOut(); });
document.getElementById('lines').addEventListener('click', () => run(null, toLines));

// The address that is printed on vouchers ends so.
if (location.hash === '#voucher') {
  show(() => checkScreen());
} else {
  show(() => signInScreen());
  if (state.token) run(null, toLines);
}
