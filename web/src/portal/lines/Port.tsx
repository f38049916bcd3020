// SPDX-License-Identifier: Apache-2.0
// Moving the number to another operator: letting it go, or keeping it after all.
import {useMutation} from '@tanstack/react-query';
import {useNavigate, useParams} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {api, queries} from '../api';
import {useLine, type Line} from '../data';
import {useFormat} from '../format';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';

function Question({line}: {line: Line}) {
  const {t} = useWords();
  const format = useFormat();
  const navigate = useNavigate();
  const isMoving = line.actions.includes('revoke_port');
  const moving = useMutation({
    mutationFn: () => api.client.POST('/api/v1/lines/{id}/port', {
      params: {path: {id: line.id}}, body: {action: isMoving ? 'revoke' : 'start'},
    }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      navigate(`/my/lines/${line.id}`, {replace: true,
        state: {note: t(isMoving ? 'port.stopped' : 'port.started')}});
    },
  });
  return (
    <Page title={t(isMoving ? 'port.stop_title' : 'port.title', {number: line.msisdn_masked})}
      lead={<>
        {isMoving && line.port_code_until &&
          <p>{t('port.until', {at: format.moment(line.port_code_until)})}</p>}
        <p>{t(isMoving ? 'port.stop_means' : 'port.means')}</p>
      </>}>
      <Problem fault={moving.error} />
      <Ways>
        <Button look="go" isBusy={moving.isPending} onClick={() => moving.mutate()}>
          {t(isMoving ? 'port.stop' : 'port.go')}
        </Button>
        <ButtonLink to={`/my/lines/${line.id}`}>{t('page.back')}</ButtonLink>
      </Ways>
    </Page>
  );
}

export default function Port() {
  const line = useLine(useParams().id ?? '');
  return <Answer of={line} isPage>{(found) => <Question line={found} />}</Answer>;
}
