// SPDX-License-Identifier: Apache-2.0
// The same free check and the same choices as on the customer's own page, asked by staff;
// the answer is a draft that the customer still has to consent to.
import {useMutation, useQueryClient} from '@tanstack/react-query';

import {answered} from '../../../api/client';
import {api, useIdempotencyKey, type Line} from '../../api';
import {useWords} from '../../words';
import {Trouble} from '../Trouble';
import {Choices, type Chosen} from './Choices';
import type {Customer} from './CustomerCard';

export function NewCase({line, customer, onOpened, isAloud = false}: {
  line: Line; customer: Customer; onOpened: (id: string) => void; isAloud?: boolean;
}) {
  const {t} = useWords();
  const queries = useQueryClient();
  const keyOf = useIdempotencyKey();
  const opening = useMutation({
    mutationFn: async (chosen: Chosen) => {
      const body = {line_id: line.id, effective: 'now', ...chosen,
        type: line.state === 'BARRED_LOST' ? 'LOST_STOLEN' as const : 'STANDARD' as const};
      return answered(await api.client.POST('/api/v1/cases',
        {params: {header: {'Idempotency-Key': keyOf(body)}}, body}));
    },
    onSuccess: (made) => {
      queries.setQueryData(['case', made.id], made);
      void queries.invalidateQueries({queryKey: ['customer']});
      onOpened(made.id);
    },
  });
  return (
    <section className="panel" aria-labelledby="new-case">
      <h2 id="new-case">{t('choices.title')}</h2>
      <Choices lineId={line.id} customer={customer} button={t('choices.draft')}
        isAloud={isAloud} isBusy={opening.isPending} onChosen={(chosen) => opening.mutate(chosen)} />
      <Trouble error={opening.error} />
    </section>
  );
}
