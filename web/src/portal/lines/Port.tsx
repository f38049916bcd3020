// SPDX-License-Identifier: Apache-2.0
// Moving the number to another operator: letting it go, or keeping it after all.
import {useMutation} from '@tanstack/react-query';
import {useState} from 'react';
import {useNavigate, useParams} from 'react-router-dom';

import {answered, Refusal, type Schemas} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Notice} from '../../ui/Notice';
import {api, queries} from '../api';
import {useLine, type Line} from '../data';
import {ProofForm} from '../ending/ProofForm';
import {useFormat} from '../format';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useArrival} from '../useArrival';
import {useWords} from '../words';

function Question({line}: {line: Line}) {
  const {t} = useWords();
  const format = useFormat();
  const navigate = useNavigate();
  const isMoving = line.actions.includes('revoke_port');
  const [needs, setNeeds] = useState<Schemas['Need'][]>([]);
  const [isSentAgain, setIsSentAgain] = useState(false);
  // Tried bare, then repeated with the proofs that are asked for.
  const moving = useMutation({
    mutationFn: async (proofs: Schemas['Proof'][]) =>
      answered(await api.client.POST('/api/v1/lines/{id}/port', {
        params: {path: {id: line.id}},
        body: {action: isMoving ? 'revoke' : 'start', ...(proofs.length ? {proofs} : {})},
      })),
    onSuccess: async () => {
      await queries.invalidateQueries();
      navigate(`/my/lines/${line.id}`, {replace: true,
        state: {note: t(isMoving ? 'port.stopped' : 'port.started')}});
    },
    onError: (fault, proofs) => {
      const more = fault instanceof Refusal ? fault.body.needs ?? [] : [];
      if (more.length === 0) return;
      setIsSentAgain(proofs.length === 0 && needs.length > 0);
      setNeeds(more);
    },
  });
  // That proofs are asked for is the way on, not a fault.
  const isAsking = moving.error instanceof Refusal && moving.error.code === 'assurance.needed';
  const fault = isAsking ? null : moving.error;
  const go = t(isMoving ? 'port.stop' : 'port.go');
  const spot = useArrival<HTMLParagraphElement>(needs.length > 0);
  const back = <ButtonLink to={`/my/lines/${line.id}`}>{t('page.back')}</ButtonLink>;
  return (
    <Page title={t(isMoving ? 'port.stop_title' : 'port.title', {number: line.msisdn_masked})}
      lead={<>
        {isMoving && line.port_code_until &&
          <p>{t('port.until', {at: format.moment(line.port_code_until)})}</p>}
        <p>{t(isMoving ? 'port.stop_means' : 'port.means')}</p>
      </>}>
      {isSentAgain && <Notice role="status"><p>{t('code.sent_again')}</p></Notice>}
      {needs.length > 0
        ? <>
            <p role="status" ref={spot} tabIndex={-1} className="arrival">{t('proof.needed')}</p>
            <ProofForm needs={needs} fault={fault} isBusy={moving.isPending} goLabel={go}
              onGive={(proofs) => moving.mutate(proofs)} onAgain={() => moving.mutate([])}>
              {back}
            </ProofForm>
          </>
        : <>
            <Problem fault={fault} />
            <Ways>
              <Button look="go" isBusy={moving.isPending} onClick={() => moving.mutate([])}>
                {go}
              </Button>
              {back}
            </Ways>
          </>}
    </Page>
  );
}

export default function Port() {
  const line = useLine(useParams().id ?? '');
  return <Answer of={line} isPage>{(found) => <Question line={found} />}</Answer>;
}
