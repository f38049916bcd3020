// SPDX-License-Identifier: Apache-2.0
// The reviewer's queue, the least time left first.
import {useNow, useCases} from '../../api';
import {useParam} from '../../parts/address';
import {Figures} from '../../parts/Figures';
import {Queue} from '../../parts/review/Queue';
import {number} from '../../../i18n/format';
import {useWords} from '../../words';

const kToday = 24 * 3_600_000;
const kRows = 200;

// How the queue stands, from its first page: the most urgent come first.
function Standing() {
  const {t, tag} = useWords();
  const now = useNow().getTime();
  const queue = useCases({state: 'UNDER_REVIEW', sort: 'due', limit: kRows}).data;
  if (!queue) return null;
  const due = queue.items.map((one) => (one.due ? new Date(one.due).getTime() : Infinity));
  const late = due.filter((at) => at < now).length;
  // The first page tells of no more than it holds.
  const least = (n: number) =>
    (n === due.length && queue.next ? t('reviews.least', {n: number(tag, n)}) : number(tag, n));
  const soon = due.filter((at) => at >= now && at < now + kToday).length;
  return (
    <Figures items={[
      {label: t('reviews.waiting'), value: number(tag, queue.total ?? queue.items.length)},
      {label: t('reviews.late'), value: least(late), ...(late ? {tone: 'attention'} : {})},
      {label: t('reviews.soon'), value: number(tag, soon)},
    ]} />
  );
}

export default function ReviewsPage() {
  const {t} = useWords();
  const [chosen] = useParam('case', 'keep');
  return (
    <>
      <h1>{t('reviews.title')}</h1>
      {chosen ? null : <Standing />}
      <Queue fixed={{state: 'UNDER_REVIEW'}} empty={t('reviews.empty')} />
    </>
  );
}
