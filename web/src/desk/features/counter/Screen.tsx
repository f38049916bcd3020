// SPDX-License-Identifier: Apache-2.0
// The customer's own screen: a code in large digits, a picture of the address to open, and
// whether he has joined. The code is only known to the page that made it.
import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {Button} from 'antd';
import {useEffect, useRef} from 'react';

import {answered, Refusal, type Schemas} from '../../../api/client';
import {Qr} from '../../../ui/Qr';
import {api} from '../../api';
import {useParam} from '../../parts/address';
import {Moment} from '../../parts/Due';
import {Trouble} from '../../parts/Trouble';
import {useWords} from '../../words';

type Pairing = Schemas['Pairing'];
const kCodeKey = 'screen-code';

export function useScreen(lineId: string) {
  const queries = useQueryClient();
  const [id, setId] = useParam('screen', 'keep');
  const asked = useQuery({
    queryKey: ['screen', id],
    queryFn: async () => answered(
      await api.client.GET('/api/v1/pairings/{id}', {params: {path: {id: id!}}})),
    enabled: id !== null,
    refetchInterval: ({state}) => (state.data?.state === 'ended' ? false : 2_000),
  });
  const making = useMutation({
    mutationFn: async (line: string) =>
      answered(await api.client.POST('/api/v1/pairings', {body: {line_id: line}})),
    onSuccess: (made: Pairing) => {
      queries.setQueryData([kCodeKey, made.id], made.code);
      queries.setQueryData(['screen', made.id], made);
      setId(made.id);
    },
  });
  const ending = useMutation({
    mutationFn: async () => {
      if (id) await api.client.DELETE('/api/v1/pairings/{id}', {params: {path: {id}}});
    },
    onSuccess: () => setId(null),
  });
  const isOurs = asked.data?.line_id === lineId;
  // Never asked for: what the answer that made it said is kept while the page shows it.
  const {data: code} = useQuery<string>({queryKey: [kCodeKey, id], enabled: false,
    staleTime: Infinity, gcTime: Infinity});
  return {id: isOurs || asked.isPending ? id : null, data: isOurs ? asked.data : undefined,
    code, making, ending, leave: () => setId(null)};
}

// A screen that the page no longer follows (another customer, another line, the clerk went
// on by himself) would go on showing what its customer was shown.
export function useEndOfScreen() {
  const [id] = useParam('screen', 'keep');
  const last = useRef(id);
  const {mutate, error} = useMutation({
    mutationFn: async (left: string) => {
      try {
        await api.client.DELETE('/api/v1/pairings/{id}', {params: {path: {id: left}}});
      } catch (failed) {
        // One that is long over and forgotten.
        if (!(failed instanceof Refusal && failed.status === 404)) throw failed;
      }
    },
    retry: (count, failed) => count < 3 && !(failed instanceof Refusal),
  });
  useEffect(() => {
    const left = last.current;
    last.current = id;
    if (left !== null && left !== id) mutate(left);
  }, [id, mutate]);
  return error;
}

export function Screen({screen}: {screen: ReturnType<typeof useScreen>}) {
  const {t} = useWords();
  const {data, code} = screen;
  if (!data) return <Trouble error={screen.making.error} />;
  const address = `${location.origin}/my/counter`;
  const end = (
    <Button loading={screen.ending.isPending} onClick={() => screen.ending.mutate()}>
      {t('counter.end')}
    </Button>
  );
  return (
    <section className="panel" aria-labelledby="screen-title">
      <h2 id="screen-title">{t('counter.screen')}</h2>
      <div role="status">
        {data.state === 'waiting' ? (
          <div className="screen">
            <Qr text={address} label={t('counter.qr', {address})} />
            <div>
              <p>{t('counter.open_address')} <strong className="address">{address}</strong></p>
              {code ? (
                <>
                  <p>{t('counter.type_code')}</p>
                  <p className="screen-code tabular">{code}</p>
                </>
              ) : <p>{t('counter.code_gone')}</p>}
              <p className="quiet">{t('counter.waiting')} <Moment at={data.expires_at} /></p>
            </div>
          </div>
        ) : null}
        {data.state === 'joined'
          ? <p>{t(data.case_id ? 'counter.joined_case' : 'counter.joined')}</p> : null}
        {data.state === 'ended' ? <p>{t('counter.ended')}</p> : null}
      </div>
      {data.state === 'ended'
        ? <Button onClick={screen.leave}>{t('desk.close')}</Button> : end}
      <Trouble error={screen.ending.error} />
    </section>
  );
}
