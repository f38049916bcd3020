// SPDX-License-Identifier: Apache-2.0
// Until when, with what is left of it by the operator's clock: word, shape and colour when
// it is late.
import {fromNow, moment, until} from '../../i18n/format';
import {useNow, useZone} from '../api';
import {useWords} from '../words';

export function Moment({at}: {at: string}) {
  const {tag} = useWords();
  return <time dateTime={at}>{moment(tag, useZone(), at)}</time>;
}

// Where it ends something: midnight is 24:00 of the day before.
export function Until({at}: {at: string}) {
  const {tag} = useWords();
  return <time dateTime={at}>{until(tag, useZone(), at)}</time>;
}

export function Due({at, isDone = false}: {at: string | null; isDone?: boolean}) {
  const {t, tag} = useWords();
  const now = useNow();
  const zone = useZone();
  if (!at) return <span className="quiet">{t('desk.none')}</span>;
  const isLate = !isDone && new Date(at) < now;
  return (
    <time dateTime={at} className={isLate ? 'due due-late' : 'due'} title={moment(tag, zone, at)}>
      {isLate ? <span aria-hidden="true">▲ </span> : null}
      {isLate ? t('due.late', {ago: fromNow(tag, at, now)}) : fromNow(tag, at, now)}
    </time>
  );
}
