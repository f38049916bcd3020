// SPDX-License-Identifier: Apache-2.0
// A case on the phone: the one offer, the costs read aloud, the request sent off with its
// consent. What the customer proves, he proves on his own page.
import {Button, Radio} from 'antd';
import {useState} from 'react';

import {answered, type Schemas} from '../../../api/client';
import {stopsLater} from '../../../api/stop';
import {day, isNegative, isZero, money, negated} from '../../../i18n/format';
import {api, kEnds, useAct, useCatalogue, type Case} from '../../api';
import {CaseCard} from '../../parts/CaseCard';
import {Section} from '../../parts/case_sections';
import {NotMe} from '../../parts/customer/EndingActs';
import {Trouble} from '../../parts/Trouble';
import {useWords} from '../../words';

type OfferId = Schemas['Catalogue']['offers'][number]['id'];

// What the customer has to go to a shop for; all else he does himself, there or at home.
const kInShop: ReadonlySet<string> = new Set<OfferId>(['number_change', 'transfer']);

function OfferMade({theCase}: {theCase: Case}) {
  const {t, say} = useWords();
  const offers = useCatalogue().data?.offers ?? [];
  if (theCase.offer?.outcome !== 'accepted') return <p>{t('hotline.offer_made')}</p>;
  const made = theCase.offer.offer;
  const isOver = kEnds.has(theCase.state);
  return (
    <p className="note" role="status">
      {t(isOver ? 'hotline.taken' : 'hotline.taken_open', {
        offer: say(offers.find(({id}) => id === made)?.text) || made,
        where: t(kInShop.has(made) ? 'hotline.in_shop' : 'hotline.anywhere')})}
    </p>
  );
}

function Offer({theCase}: {theCase: Case}) {
  const {t, say} = useWords();
  const offers = useCatalogue().data?.offers ?? [];
  const [chosen, choose] = useState<OfferId | null>(null);
  const acting = useAct(theCase.id);
  if (theCase.offer) return <OfferMade theCase={theCase} />;
  if (!theCase.actions.includes('offer')) return null;
  const offer = offers.find(({id}) => id === chosen);
  const note = (outcome: 'declined' | 'accepted') =>
    acting.mutate({seen: theCase, act: async ({id}, headers) =>
      answered(await api.client.POST('/api/v1/cases/{id}/offers',
        {params: {path: {id}, header: headers}, body: {offer: chosen!, outcome}}))});
  return (
    <Section title={t('hotline.offer')}>
      <p className="quiet">{t('hotline.offer_more')}</p>
      <fieldset className="choice offers">
        <legend>{t('hotline.offer_which')}</legend>
        <Radio.Group value={chosen} onChange={(event) => choose(event.target.value)}
          options={offers.map(({id, text}) => ({value: id, label: say(text)}))} />
      </fieldset>
      {offer ? (
        <>
          <blockquote className="script">{say(offer.script)}</blockquote>
          <div className="row">
            <Button loading={acting.isPending} onClick={() => note('declined')}>
              {t('hotline.declined')}</Button>
            <Button loading={acting.isPending} onClick={() => note('accepted')}>
              {t('hotline.accepted')}</Button>
          </div>
        </>
      ) : null}
      <Trouble error={acting.error} />
    </Section>
  );
}

// The quote as short sentences, one amount each.
function useSentences(theCase: Case): string[] {
  const {t, tag, say} = useWords();
  const {quote, time_zone: zone} = theCase;
  const items = quote.items.filter(({amount}) => !isZero(amount)).map(({text, amount}) =>
    t(isNegative(amount) ? 'hotline.say_back' : 'hotline.say_pay', {what: say(text),
      amount: money(tag, isNegative(amount) ? negated(amount) : amount)}));
  const pays = isZero(quote.total) ? [t('hotline.say_nothing')]
    : [t('hotline.say_total_pay', {amount: money(tag, quote.total)})];
  const back = isZero(quote.refund) ? []
    : [t('hotline.say_total_back', {amount: money(tag, quote.refund)})];
  const later = stopsLater(theCase) ? [t('hotline.say_later')] : [];
  return [...items, ...pays, ...back, ...later,
    t('hotline.say_undo', {day: day(tag, zone, quote.last_day_to_undo)})];
}

function Aloud({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const sentences = useSentences(theCase);
  const acting = useAct(theCase.id);
  if (!theCase.actions.includes('submit')) return null;
  const submit = () => acting.mutate({seen: theCase, act: async ({id, quote}, headers) =>
    answered(await api.client.POST('/api/v1/cases/{id}/submission',
      {params: {path: {id}, header: headers}, body: {quote_hash: quote.hash}}))});
  return (
    <Section title={t('hotline.read')}>
      <blockquote className="script">
        {sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
        <p>{t('hotline.say_agree')}</p>
      </blockquote>
      <p className="quiet">{t('hotline.sends')}</p>
      <Trouble error={acting.error} />
      <Button type="primary" loading={acting.isPending} onClick={submit}>{t('hotline.send')}</Button>
    </Section>
  );
}

export function HotlineCase({id}: {id: string}) {
  const {t} = useWords();
  return (
    <section className="panel" aria-label={t('hotline.case')}>
      <CaseCard id={id} sections={['facts', 'quote', 'messages', 'timeline']}
        acts={(theCase) => (
          <>
            <p className="row">
              <span>{t('hotline.number')}</span>
              <strong className="tabular">{theCase.number}</strong>
              <NotMe theCase={theCase} />
            </p>
            <Offer theCase={theCase} />
            <Aloud theCase={theCase} />
            {theCase.state === 'AUTH_STEPUP' ? <p className="note">{t('hotline.types')}</p> : null}
          </>
        )} />
    </section>
  );
}
