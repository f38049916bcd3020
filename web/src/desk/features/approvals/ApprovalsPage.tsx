// SPDX-License-Identifier: Apache-2.0
// What needs a second person: approvals that a reviewer passed on, and steps that an
// engineer proposes to leave out.
import {number} from '../../../i18n/format';
import {useCases} from '../../api';
import {useParam} from '../../parts/address';
import {Queue} from '../../parts/review/Queue';
import {Views} from '../../parts/Views';
import {useWords} from '../../words';
import {FirstReview} from './FirstReview';
import {Skips, useProposed} from './Skips';

export default function ApprovalsPage() {
  const {t, tag} = useWords();
  const [list, setList] = useParam('list');
  const cases = useCases({state: 'SECOND_APPROVAL', limit: 1}).data?.total;
  const skips = useProposed().proposed?.length;
  const count = (n: number | undefined) => (n === undefined ? undefined : number(tag, n));
  return (
    <>
      <h1>{t('approvals.title')}</h1>
      <Views label={t('approvals.which')} value={list === 'skips' ? 'skips' : 'cases'}
        onChoose={(value) => setList(value === 'skips' ? 'skips' : null)}
        items={[{value: 'cases', label: t('approvals.cases'), count: count(cases)},
          {value: 'skips', label: t('approvals.skips'), count: count(skips)}]} />
      {list === 'skips' ? <Skips /> : (
        <Queue fixed={{state: 'SECOND_APPROVAL'}} empty={t('approvals.empty')}
          more={(theCase) => <FirstReview theCase={theCase} />} />
      )}
    </>
  );
}
