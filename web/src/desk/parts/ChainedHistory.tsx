// SPDX-License-Identifier: Apache-2.0
// The stored history of a case, and the chain that its entries make: each holds the
// fingerprint of the one before. The server checks it; here it is drawn.
//   <ChainedHistory theCase={theCase} />
import {useQuery} from '@tanstack/react-query';
import {Alert, Switch} from 'antd';
import {useState} from 'react';

import {answered, type Schemas} from '../../api/client';
import {number} from '../../i18n/format';
import {kCaseStates, type CaseState} from '../../i18n/states';
import {api, type Case} from '../api';
import {useWords} from '../words';
import {Section} from './case_sections';
import './ChainedHistory.css';
import {Moment} from './Due';
import {PersonChip} from './PersonChip';
import {PlainTable, type PlainColumn} from './PlainTable';
import {Answer} from './Trouble';

type History = Schemas['History'];
type Entry = History['items'][number];

function Chain({chain}: {chain: History['chain']}) {
  const {t, tag} = useWords();
  const n = number(tag, chain.length);
  if (chain.length === 0) return <p>{t('chain.empty')}</p>;
  return (
    <>
      <Alert showIcon type={chain.is_whole ? 'success' : 'error'}
        message={chain.is_whole ? t('chain.whole', {n})
          : t('chain.broken', {n: number(tag, chain.broken_at ?? 0)})} />
      <ol className="chain" aria-label={t('chain.drawing', {n})}>
        {Array.from({length: chain.length}, (_, i) => i + 1).map((seq) => {
          const isBroken = seq === chain.broken_at;
          return (
            <li key={seq} className={isBroken ? 'chain-broken' : undefined}>
              <span aria-hidden="true">{isBroken ? `✕ ${seq}` : seq}</span>
              <span className="visually-hidden">
                {t(isBroken ? 'chain.link.broken' : 'chain.link', {n: seq})}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="quiet chain-head">
        {t('chain.head')} <code>{chain.head}</code>
      </p>
    </>
  );
}

function stateWord(state: string, language: 'zh' | 'en'): string {
  return kCaseStates[state as CaseState]?.[language] ?? state;
}

// Facts are stored as a small JSON object; anything else is shown as it stands.
function facts(detail: string): [string, string][] {
  if (!detail) return [];
  try {
    const read: unknown = JSON.parse(detail);
    if (typeof read !== 'object' || read === null) return [['', detail]];
    return Object.entries(read).map(([name, value]) =>
      [name, typeof value === 'string' ? value : JSON.stringify(value)]);
  } catch {
    return [['', detail]];
  }
}

function Facts({entry}: {entry: Entry}) {
  const found = facts(entry.detail);
  const events = [entry.line_event, entry.number_event].filter((event) => event !== '');
  if (found.length + events.length === 0) return null;
  return (
    <span className="chain-facts">
      {events.map((event) => <code key={event}>{event}</code>)}
      {found.map(([name, value]) => (
        <span key={name}>{name ? <code>{name}</code> : null} {value}</span>
      ))}
    </span>
  );
}

function useColumns(texts: ReadonlyMap<number, string>, hasHashes: boolean) {
  const {t, language} = useWords();
  const columns: PlainColumn<Entry>[] = [
    {id: 'seq', title: t('chain.seq'), cell: (entry) => entry.seq, isHead: true},
    {id: 'at', title: t('chain.at'), cell: (entry) => <Moment at={entry.at} />},
    {id: 'what', title: t('chain.what'), cell: (entry) => (
      <>{texts.get(entry.seq)} <code className="quiet">{entry.name}</code></>)},
    {id: 'who', title: t('chain.who'), cell: (entry) => (
      <>
        <PersonChip role={entry.actor_role} />
        {entry.actor_id ? <code className="quiet chain-actor">{entry.actor_id}</code> : null}
      </>)},
    {id: 'move', title: t('chain.move'), cell: (entry) => (
      entry.from && entry.from !== entry.to
        ? `${stateWord(entry.from, language)} → ${stateWord(entry.to, language)}`
        : stateWord(entry.to, language))},
    {id: 'detail', title: t('chain.detail'), cell: (entry) => <Facts entry={entry} />},
  ];
  if (hasHashes) columns.push(
    {id: 'hash', title: t('chain.hashes'), cell: (entry) => (
      <>
        <code className="chain-hash quiet">{entry.prev}</code>
        <code className="chain-hash">{entry.hash}</code>
      </>)});
  return columns;
}

export function ChainedHistory({theCase}: {theCase: Case}) {
  const {t, say} = useWords();
  const [hasHashes, setHashes] = useState(false);
  const texts = new Map(theCase.timeline.map((event) => [event.seq, say(event.text)]));
  const columns = useColumns(texts, hasHashes);
  const asked = useQuery({
    queryKey: ['history', theCase.id, theCase.version],
    queryFn: async () => answered(await api.client.GET('/api/v1/cases/{id}/history',
      {params: {path: {id: theCase.id}}})),
  });
  return (
    <Section title={t('chain.title')}>
      <Answer of={asked} rows={6}>
        {({items, chain}) => (
          <div className="chained">
            <Chain chain={chain} />
            {items.length === 0 ? null : (
              <>
                <label className="chain-switch">
                  <Switch checked={hasHashes} onChange={setHashes}
                    aria-label={t('chain.show')} />
                  <span aria-hidden="true">{t('chain.show')}</span>
                </label>
                <PlainTable label={t('chain.title')} columns={columns} rows={items}
                  keyOf={(entry) => String(entry.seq)}
                  markOf={(entry) => (entry.seq === chain.broken_at ? 'bad' : undefined)} />
              </>
            )}
          </div>
        )}
      </Answer>
    </Section>
  );
}
