// SPDX-License-Identifier: Apache-2.0
// How things stand, live: one message and one drawing for each question. Asking rests while
// nobody sees the page, and when somebody wants to read in peace.
import {useQuery} from '@tanstack/react-query';
import {Button} from 'antd';

import {answered} from '../../../api/client';
import {api, useZone} from '../../api';
import {useParam} from '../../parts/address';
import {Answer, Nothing} from '../../parts/Trouble';
import {useWords} from '../../words';
import {ByChannel, ByState} from './Counts';
import './figures.css';
import {LastDays} from './LastDays';
import {Refunds, Reviews} from './Outcomes';
import {TimeInState} from './TimeInState';

const kEveryMs = 5_000;

export default function FiguresPage() {
  const {t, tag} = useWords();
  const zone = useZone();
  const [live, setLive] = useParam('live', 'keep');
  const isPaused = live === 'off';
  const asked = useQuery({
    queryKey: ['figures'],
    queryFn: async () => answered(await api.client.GET('/api/v1/figures')),
    refetchInterval: isPaused ? false : kEveryMs,
    refetchIntervalInBackground: false,
  });
  const at = asked.data && new Intl.DateTimeFormat(tag, {timeZone: zone, hour: '2-digit',
    minute: '2-digit', second: '2-digit', hourCycle: 'h23'}).format(new Date(asked.data.at));
  return (
    <>
      <div className="row figures-head">
        <h1>{t('figures.title')}</h1>
        {at ? (
          <span className="row">
            <span className="quiet tabular">
              {t(isPaused ? 'figures.paused' : 'figures.live', {at})}
            </span>
            <Button size="small" onClick={() => setLive(isPaused ? null : 'off')}>
              {t(isPaused ? 'figures.resume' : 'figures.pause')}
            </Button>
          </span>
        ) : null}
      </div>
      <Answer of={asked} rows={8}>
        {(figures) => figures.cases.length === 0
          ? <Nothing>{t('figures.none')}</Nothing>
          : (
            <div className="figures-grid">
              <ByState cases={figures.cases} />
              <LastDays days={figures.days} />
              <Reviews reviews={figures.reviews} />
              <ByChannel cases={figures.cases} />
              <TimeInState times={figures.time_in_state} />
              <Refunds refunds={figures.refunds} />
            </div>
          )}
      </Answer>
    </>
  );
}
