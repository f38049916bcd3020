// SPDX-License-Identifier: Apache-2.0
// Proves that it is the owner who asked.
import {Navigate, useNavigate, useParams} from 'react-router-dom';

import {ButtonLink} from '../../ui/Button';
import {Notice} from '../../ui/Notice';
import {useCase, useSession, type Case} from '../data';
import {Page} from '../Page';
import {Answer} from '../Problem';
import {useWords} from '../words';
import {ProofForm} from './ProofForm';
import {useProved} from './useProved';

function Prove({one}: {one: Case}) {
  const {t, say} = useWords();
  const navigate = useNavigate();
  const proving = useProved(one, 'confirmation', one.needs, (after) => {
    if (after.state !== 'AUTH_STEPUP')
      navigate(`/my/cases/${after.id}/receipt`, {replace: true});
  });
  return (
    <Page title={t('proof.title')} lead={<>
      <p>{t('proof.purpose', {number: one.msisdn_masked})}</p>
      <p>{say(one.next)}</p>
    </>}>
      {proving.isSentAgain && <Notice role="status"><p>{t('code.sent_again')}</p></Notice>}
      <ProofForm one={one} needs={proving.needs} fault={proving.fault}
        isBusy={proving.isBusy} goLabel={t('proof.go')} isDanger
        onGive={proving.act} onAgain={() => proving.act([])}>
        <ButtonLink to={`/my/cases/${one.id}`}>{t('proof.later')}</ButtonLink>
      </ProofForm>
    </Page>
  );
}

export default function Proof() {
  const one = useCase(useParams().id ?? '');
  const after = useSession().data?.line_id ? '/receipt' : '';
  return (
    <Answer of={one} isPage>
      {(found) => (found.state === 'AUTH_STEPUP' ? <Prove one={found} />
        : <Navigate to={`/my/cases/${found.id}${after}`} replace />)}
    </Answer>
  );
}
