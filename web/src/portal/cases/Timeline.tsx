// SPDX-License-Identifier: Apache-2.0
import type {Case} from '../data';
import {useFormat} from '../format';
import {useWords} from '../words';

const kShown = 4;

function Events({of}: {of: Case['timeline']}) {
  const {say} = useWords();
  const format = useFormat();
  return (
    <ol className="timeline">
      {of.map((event) => (
        <li key={event.seq}>
          <time dateTime={event.at}>{format.moment(event.at)}</time>
          {say(event.text)}
        </li>
      ))}
    </ol>
  );
}

// The newest first; what came before is unfolded.
export function Timeline({one}: {one: Case}) {
  const {t, say} = useWords();
  const events = one.timeline.slice().reverse();
  return (
    <section>
      <h2>{t('track.history')}</h2>
      <p className="quiet small">{t('receipt.clocks', {zone: say(one.time_zone_name)})}</p>
      <Events of={events.slice(0, kShown)} />
      {events.length > kShown && (
        <details>
          <summary>{t('track.earlier')}</summary>
          <Events of={events.slice(kShown)} />
        </details>
      )}
    </section>
  );
}
