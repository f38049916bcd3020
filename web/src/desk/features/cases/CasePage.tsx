// SPDX-License-Identifier: Apache-2.0
// One case as a page of its own, by id or by number.
import {Link, useParams} from 'react-router-dom';

import {useCase} from '../../api';
import {CaseCard} from '../../parts/CaseCard';
import {useWords} from '../../words';

export default function CasePage() {
  const {t} = useWords();
  const {id = ''} = useParams();
  const number = useCase(id).data?.number ?? '';
  return (
    <>
      <h1>{t('case.card', {number})}</h1>
      <p><Link to="/cases">{t('cases.back')}</Link></p>
      <div className="panel case-page"><CaseCard id={id} /></div>
    </>
  );
}
