// SPDX-License-Identifier: Apache-2.0
// Every case that this role may see; looking, not deciding.
import {useMay} from '../../session';
import {useParam} from '../../parts/address';
import {CaseDrawer} from '../../parts/CaseCard';
import {CaseTable} from '../../parts/CaseTable';
import {useWords} from '../../words';

export default function CasesPage() {
  const {t} = useWords();
  const may = useMay();
  const [chosen, choose] = useParam('case', 'keep');
  const risk = may('decide_review') || may('decide_fraud') ? ['risk' as const] : [];
  return (
    <>
      <h1>{t('cases.title')}</h1>
      <CaseTable filters={['q', 'state', 'type', 'channel']} chosen={chosen} onChoose={choose}
        columns={['number', 'state', 'masked', 'type', 'channel', ...risk, 'opened', 'due']} />
      <CaseDrawer id={chosen} onClose={() => choose(null)} />
    </>
  );
}
