// SPDX-License-Identifier: Apache-2.0
import {useMutation} from '@tanstack/react-query';
import {useNavigate, useParams} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {api, queries} from '../api';
import {useLine, type Line} from '../data';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';

function Question({line}: {line: Line}) {
  const {t} = useWords();
  const navigate = useNavigate();
  const resuming = useMutation({
    mutationFn: () => api.client.DELETE('/api/v1/lines/{id}/suspension',
      {params: {path: {id: line.id}}}),
    onSuccess: async () => {
      await queries.invalidateQueries();
      navigate(`/my/lines/${line.id}`, {replace: true,
        state: {note: t('resume.done', {number: line.msisdn_masked})}});
    },
  });
  return (
    <Page title={t('resume.title', {number: line.msisdn_masked})}
      lead={<p>{t('resume.means')}</p>}>
      <Problem fault={resuming.error} />
      <Ways>
        <Button look="go" isBusy={resuming.isPending} onClick={() => resuming.mutate()}>
          {t('resume.go')}
        </Button>
        <ButtonLink to={`/my/lines/${line.id}`}>{t('page.back')}</ButtonLink>
      </Ways>
    </Page>
  );
}

export default function Resume() {
  const line = useLine(useParams().id ?? '');
  return <Answer of={line} isPage>{(found) => <Question line={found} />}</Answer>;
}
