// SPDX-License-Identifier: Apache-2.0
// Words, money and days as the page writes them, and the elements that hold them.

const kSigns = {CNY: '¥', GBP: '£', EUR: '€', USD: '$'};

const pick = (pair) => pair[state.language === 'zh' ? 1 : 0];
const say = (key) => pick(kTexts[key]);
const both = (text) => text[state.language];

function word(table, name) {
  return kTexts[table][name] ? pick(kTexts[table][name]) : name;
}

// Builds an element; text goes in as text, never as markup.
function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== ''));
  return node;
}

function money(value) {
  const sign = kSigns[value.currency];
  if (!sign) return `${value.amount} ${value.currency}`;
  return value.amount.startsWith('-') ? `−${sign}${value.amount.slice(1)}` : `${sign}${value.amount}`;
}

// A day with its weekday; a bare date means that day wherever it is read.
function day(at, timeZone) {
  const locale = state.language === 'zh' ? 'zh-CN' : 'en-GB';
  const part = (options) => new Intl.DateTimeFormat(locale, {timeZone, ...options}).format(at);
  const date = part({year: 'numeric', month: state.language === 'zh' ? 'long' : 'short', day: 'numeric'});
  const weekday = part({weekday: 'short'});
  return state.language === 'zh' ? `${date}（${weekday}）` : `${weekday} ${date}`;
}

// A moment as the operator's own clocks show it, which all its deadlines are counted by.
function moment(text, timeZone) {
  const at = new Date(text);
  const clock =
    new Intl.DateTimeFormat('en-GB', {timeZone, hour: '2-digit', minute: '2-digit'}).format(at);
  return el('time', {dateTime: text}, `${day(at, timeZone)} ${clock}`);
}

function zoneName(timeZone) {
  const locale = state.language === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, {timeZone, timeZoneName: 'long'})
    .formatToParts(0).find((part) => part.type === 'timeZoneName').value;
}
