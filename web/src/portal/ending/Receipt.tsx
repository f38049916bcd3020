// SPDX-License-Identifier: Apache-2.0
// What was asked, under which number, and what happens when.
import {Navigate, useParams} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {CaseLine} from '../../ui/CaseLine';
import {Notice} from '../../ui/Notice';
import {Qr} from '../../ui/Qr';
import {useCase, useSession, type Case} from '../data';
import {useFormat} from '../format';
import {Facts, Page} from '../Page';
import {Answer} from '../Problem';
import {useWords} from '../words';
import './Receipt.css';

function Paper({one}: {one: Case}) {
  const {t, say, language} = useWords();
  const format = useFormat();
  const isCounter = Boolean(useSession().data?.line_id);
  const track = `/my/cases/${one.id}`;
  return (
    <Page title={t('receipt.title')} lead={<p>{t('receipt.lead')}</p>}>
      <div className="receipt">
        <div>
          <p className="quiet small">{t('track.number')}</p>
          <p className="receipt-number">{one.number}</p>
          <p className="masked">{one.msisdn_masked}</p>
        </div>
        <Qr text={`${location.origin}/my/cases/${one.number}`} label={t('receipt.qr')} />
      </div>
      <Notice><p>{say(one.next)}</p></Notice>
      <CaseLine one={one} language={language} />
      <Facts rows={[
        [t('receipt.asked'), one.submitted_at && format.moment(one.submitted_at)],
        [t('receipt.stops'), one.stopped_at ? format.until(one.stopped_at)
          : one.execute_at && format.until(one.execute_at)],
        [t('figures.last_day'), one.restore_until ? format.until(one.restore_until)
          : format.day(one.quote.last_day_to_undo)],
        [t('figures.total'), format.money(one.quote.total)],
        [t('figures.refund'), format.money(one.quote.refund)],
      ]} />
      <p className="quiet small">{t('receipt.clocks', {zone: say(one.time_zone_name)})}</p>
      <Ways>
        <ButtonLink look="go" to={track}>{t('receipt.track')}</ButtonLink>
        {isCounter ? <ButtonLink to="/my/counter?done=1">{t('counter.end')}</ButtonLink>
          : <Button onClick={() => window.print()}>{t('page.print')}</Button>}
      </Ways>
    </Page>
  );
}

export default function Receipt() {
  const one = useCase(useParams().id ?? '');
  return (
    <Answer of={one} isPage>
      {(found) => (found.submitted_at ? <Paper one={found} />
        : <Navigate to={`/my/cases/${found.id}`} replace />)}
    </Answer>
  );
}
