// SPDX-License-Identifier: Apache-2.0
// What needs a second person: approvals that a reviewer passed on, and steps that an
// engineer proposes to leave out.
import {Segmented} from 'antd';

import {useParam} from '../../parts/address';
import {Queue} from '../../parts/review/Queue';
import {useWords} from '../../words';
import {FirstReview} from './FirstReview';
import {Skips} from './Skips';

export default function ApprovalsPage() {
  const {t} = useWords();
  const [list, setList] = useParam('list');
  return (
    <>
      <h1>{t('approvals.title')}</h1>
      <p>
        <Segmented value={list === 'skips' ? 'skips' : 'cases'} aria-label={t('approvals.which')}
          onChange={(value) => setList(value === 'skips' ? 'skips' : null)}
          options={[{value: 'cases', label: t('approvals.cases')},
            {value: 'skips', label: t('approvals.skips')}]} />
      </p>
      {list === 'skips' ? <Skips /> : (
        <Queue fixed={{state: 'SECOND_APPROVAL'}} empty={t('approvals.empty')}
          more={(theCase) => <FirstReview theCase={theCase} />} />
      )}
    </>
  );
}
