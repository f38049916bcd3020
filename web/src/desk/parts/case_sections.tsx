// SPDX-License-Identifier: Apache-2.0
// The sections of the card of a case; each can stand alone on a page.
import {useMutation, useQuery} from '@tanstack/react-query';
import {Button} from 'antd';
import type {ReactNode} from 'react';

import {answered, type Schemas} from '../../api/client';
import {day, isZero, money, number} from '../../i18n/format';
import {kChannels} from '../../i18n/states';
import {api, kEnds, openFile, useCatalogue, type Case} from '../api';
import {useMay} from '../session';
import {useWords} from '../words';
import {effectiveWords, holdWords} from './case_columns';
import {Due, Moment, Until} from './Due';
import {Masked} from './Masked';
import {PersonChip} from './PersonChip';
import {Answer, Trouble} from './Trouble';

export function Section({title, children}: {title: string; children: ReactNode}) {
  return (
    <section className="section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function OpenItems({theCase}: {theCase: Case}) {
  const {t, say} = useWords();
  if (theCase.open_items.length === 0) return null;
  return (
    <Section title={t('case.open_items')}>
      <ul>{theCase.open_items.map((item) => <li key={item.obligation}>{say(item.text)}</li>)}</ul>
    </Section>
  );
}

function offerFact(theCase: Case, offers: Schemas['Catalogue']['offers'],
  {t, say}: Pick<ReturnType<typeof useWords>, 't' | 'say'>): string | null {
  if (!theCase.offer) return null;
  const made = theCase.offer.offer;
  const offer = say(offers.find(({id}) => id === made)?.text) || made;
  return theCase.offer.outcome === 'accepted'
    ? t('case.offer_accepted', {offer}) : t('case.offer_declined', {offer});
}

export function Facts({theCase}: {theCase: Case}) {
  const {t, tag, say, language} = useWords();
  const offers = useCatalogue().data?.offers ?? [];
  const at = (moment: string | null) => (moment ? <Moment at={moment} /> : null);
  const until = (moment: string | null) => (moment ? <Until at={moment} /> : null);
  // What was planned for a case that has ended would mislead.
  const isOver = kEnds.has(theCase.state);
  const offer = offerFact(theCase, offers, {t, say});
  const facts: [string, ReactNode][] = [
    [t('case.type'), t(`case.type.${theCase.type}`)],
    [t('case.channel'), kChannels[theCase.channel][language]],
    [t('case.effective'), effectiveWords(theCase.effective, {t, tag})],
    [t('case.opened'), at(theCase.opened_at)],
    [t('case.submitted'), at(theCase.submitted_at)],
    [t('case.due'), theCase.due
      ? <><Due at={theCase.due} /> <span className="quiet">{at(theCase.due)}</span></> : null],
    [t('case.execute'), until(isOver || theCase.stopped_at ? null : theCase.execute_at)],
    [t('case.stopped'), until(theCase.stopped_at)],
    [t('case.restore_until'), until(theCase.restore_until)],
    [t('case.removed'), at(theCase.removed_at)],
    [t('case.hold'), holdWords(theCase.hold_reason, t)],
    [t('case.reason'), say(theCase.reason)],
    [t('case.remedy'), say(theCase.remedy)],
  ];
  const notes = [
    theCase.wants_second ? t('case.wants_second') : null,
    offer,
    theCase.surrender ? t(`case.surrender_${theCase.surrender}`) : null,
  ].filter((note) => note !== null);
  return (
    <Section title={t('case.facts')}>
      <dl className="facts">
        {facts.filter(([, value]) => value).map(([label, value]) =>
          <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
      </dl>
      {notes.map((note) => <p key={note}>{note}</p>)}
    </Section>
  );
}

export function QuoteOf({quote, zone, title}: {
  quote: Schemas['Quote']; zone: string; title?: string;
}) {
  const {t, tag, say} = useWords();
  return (
    <Section title={title ?? t('case.quote')}>
      <table className="quote">
        <tbody>
          {quote.items.map((item) => (
            <tr key={item.id}>
              <th scope="row">{say(item.text)}</th>
              <td className="money">{money(tag, item.amount)}</td>
            </tr>
          ))}
          {quote.items.length === 0
            ? <tr><th scope="row">{t('case.quote_none')}</th><td /></tr> : null}
        </tbody>
        <tfoot>
          {isZero(quote.total) && !isZero(quote.refund) ? null : (
            <tr>
              <th scope="row">{t('case.quote_total')}</th>
              <td className="money">{money(tag, quote.total)}</td>
            </tr>
          )}
          {isZero(quote.refund) ? null : (
            <tr>
              <th scope="row">{t('case.quote_refund')}</th>
              <td className="money">{money(tag, quote.refund)}</td>
            </tr>
          )}
          {isZero(quote.forfeited) ? null : (
            <tr>
              <th scope="row">{t('case.quote_forfeited')}</th>
              <td className="money">{money(tag, quote.forfeited)}</td>
            </tr>
          )}
          <tr>
            <th scope="row">{t('case.quote_until')}</th>
            <td>{day(tag, zone, quote.last_day_to_undo)}</td>
          </tr>
        </tfoot>
      </table>
    </Section>
  );
}

export function RiskOf({risk}: {risk: NonNullable<Case['risk']>}) {
  const {t, tag, say} = useWords();
  const known = useCatalogue().data?.risk_factors ?? [];
  return (
    <Section title={t('case.risk_title')}>
      {risk.factors.length === 0 ? <p>{t('case.risk_none')}</p> : (
        <>
          <ul className="risk">
            {risk.factors.map((factor) => (
              <li key={factor.id}>
                <span>{say(factor.text ?? known.find(({id}) => id === factor.id)?.text)}</span>
                <span className="tabular">{t('case.risk_points', {points: `+${number(tag, factor.points)}`})}</span>
              </li>
            ))}
          </ul>
          <p className="risk-score">{t('case.risk_score', {score: number(tag, risk.score)})}</p>
        </>
      )}
    </Section>
  );
}

export function Documents({theCase}: {theCase: Case}) {
  const {t, say} = useWords();
  return (
    <Section title={t('case.documents')}>
      {theCase.documents.length === 0 ? <p className="quiet">{t('case.documents_none')}</p> : (
        <ul className="plain">
          {theCase.documents.map((document) => (
            <li key={document.id}>
              <strong>{t(`case.kind.${document.kind}`)}</strong> <Moment at={document.at} />{' '}
              <span className="quiet">
                {t(document.is_seen ? 'case.document_seen' : 'case.document_unseen')}
              </span>
              {document.defects.map((defect) =>
                <div key={defect.code} className="defect">{say(defect.text)}</div>)}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

// Finance compares whose account it is with whose line it was.
function Receiver({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const of = {text: t('masked.hidden'), lineId: theCase.line_id, caseId: theCase.id,
    number: theCase.msisdn_masked};
  return (
    <dl className="facts receiver">
      <div><dt>{t('case.owner_name')}</dt><dd><Masked {...of} field="name" /></dd></div>
      <div><dt>{t('case.refund_account')}</dt>
        <dd><Masked {...of} field="refund_account" /></dd></div>
    </dl>
  );
}

export function Settled({theCase}: {theCase: Case}) {
  const {t, tag} = useWords();
  const may = useMay();
  const {refunds, vouchers} = theCase;
  const paper = `/api/v1/cases/${theCase.id}/voucher`;
  const saving = useMutation({mutationFn: (name: string) => openFile(paper, name, 'save')});
  if (refunds.length === 0 && vouchers.length === 0) return null;
  return (
    <>
      {refunds.length > 0 ? (
        <Section title={t('case.refunds')}>
          {may('list_refunds') && may('unmask') ? <Receiver theCase={theCase} /> : null}
          <ul className="plain">
            {refunds.map((refund) => (
              <li key={refund.id}>
                <span className="money">{money(tag, refund.amount)}</span>{' '}
                {t(`case.refund.${refund.state}`)}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {vouchers.length > 0 ? (
        <Section title={t('case.vouchers')}>
          <ul className="plain">
            {vouchers.map((voucher) => (
              <li key={voucher.number}>
                {t(`case.voucher.${voucher.kind}`)} <span className="tabular">{voucher.number}</span>{' '}
                {voucher.status === 'void' ? t('case.voucher_void') : null}
                {may('read_voucher') && voucher.number === theCase.voucher
                  && theCase.actions.includes('voucher') ? (
                    <Button type="link" size="small" loading={saving.isPending}
                      onClick={() => saving.mutate(`${voucher.number}.pdf`)}>PDF</Button>
                  ) : null}
              </li>
            ))}
          </ul>
          <Trouble error={saving.error} />
        </Section>
      ) : null}
    </>
  );
}

type Message = Schemas['CaseMessages']['items'][number];

// One text went to every contact of the owner: it is read once.
function sameText(messages: readonly Message[]): Message[][] {
  const groups: Message[][] = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (last?.[0]?.text === message.text) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

export function MessagesOf({id}: {id: string}) {
  const {t} = useWords();
  const asked = useQuery({
    queryKey: ['messages', id],
    queryFn: async () => answered(
      await api.client.GET('/api/v1/cases/{id}/messages', {params: {path: {id}}})),
    refetchInterval: 30_000,
  });
  return (
    <Section title={t('case.messages')}>
      <Answer of={asked} rows={2}>
        {({items}) => items.length === 0
          ? <p className="quiet">{t('case.messages_none')}</p>
          : (
            <ol className="messages">
              {sameText(items).map((copies, index) => (
                <li key={index}>
                  {copies.map((copy) => (
                    <span key={`${copy.at} ${copy.channel} ${copy.to_masked}`} className="quiet copy">
                      <Moment at={copy.at} /> · {t(`case.to.${copy.channel}`)}{' '}
                      {copy.to_masked} · {t(`case.sent.${copy.state}`)}
                    </span>))}
                  <p>{copies[0]!.text}</p>
                </li>
              ))}
            </ol>
          )}
      </Answer>
    </Section>
  );
}

export function Timeline({theCase}: {theCase: Case}) {
  const {t, say} = useWords();
  return (
    <Section title={t('case.timeline')}>
      <ol className="timeline">
        {[...theCase.timeline].reverse().map((event) => (
          <li key={event.seq}>
            <span>{say(event.text)}</span>
            <span className="quiet"><Moment at={event.at} /> · <PersonChip role={event.actor} /></span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
