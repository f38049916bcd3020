// SPDX-License-Identifier: Apache-2.0
import type {Case} from '../data';
import {useFormat} from '../format';
import {useWords} from '../words';

export function Timeline({one}: {one: Case}) {
  const {t, say} = useWords();
  const format = useFormat();
  return (
    <section>
      <h2>{t('track.history')}</h2>
      <p className="quiet small">{t('receipt.clocks', {zone: say(one.time_zone_name)})}</p>
      <ol className="timeline">
        {one.timeline.slice().reverse().map((event) => (
          <li key={event.seq}>
            <time dateTime={event.at}>{format.moment(event.at)}</time>
            {say(event.text)}
          </li>
        ))}
      </ol>
    </section>
  );
}
