// SPDX-License-Identifier: Apache-2.0
// What to read when something did not come: what happened, what to do now, and the code
// for whoever helps. And what to see while it has not come yet.
import {Alert, Button, Empty, Skeleton} from 'antd';
import {useEffect, useState, type ReactNode} from 'react';

import {Offline, Refusal} from '../../api/client';
import {duration} from '../../i18n/format';
import {useWords} from '../words';

export function useSentence(): (error: unknown) => string {
  const {t, tag} = useWords();
  return (error) => {
    if (error instanceof Offline) return t('trouble.offline');
    if (!(error instanceof Refusal)) return t('trouble.unknown');
    if (error.status === 412) return t('trouble.stale');
    const sentence = error.sentence || t('trouble.unknown');
    return error.retryAfter === null ? sentence
      : t('trouble.wait', {sentence, time: duration(tag, error.retryAfter)});
  };
}

export function Trouble({error, onAgain}: {error: unknown; onAgain?: () => void}) {
  const {t} = useWords();
  const sentence = useSentence();
  if (!error) return null;
  const code = error instanceof Refusal ? error.code : null;
  // What the log of the server calls this question, where the server itself failed.
  const id = error instanceof Refusal && error.status >= 500 ? error.requestId : '';
  return (
    <Alert type="error" showIcon role="alert" className="trouble" message={sentence(error)}
      description={code ? <span className="quiet">{t('trouble.code', {code})} {id ? <code>{id}</code> : null}</span> : undefined}
      action={onAgain ? <Button size="small" onClick={onAgain}>{t('desk.again')}</Button> : undefined} />
  );
}

const kSlowMs = 4_000;

export function Waiting({rows = 4}: {rows?: number}) {
  const {t} = useWords();
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), kSlowMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="waiting">
      <span className={isSlow ? 'quiet' : 'visually-hidden'}>
        {isSlow ? t('trouble.slow') : t('desk.loading')}
      </span>
      <Skeleton active title={false} paragraph={{rows}} />
    </div>
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

// One question to the server as a piece of page: waiting, trouble, or what came. What came
// earlier stays while a later answer fails.
export function Answer<T>({of, rows, children}: {
  of: Asked<T>; rows?: number; children: (data: T) => ReactNode;
}) {
  return (
    <>
      {of.error ? <Trouble error={of.error} onAgain={() => void of.refetch()} /> : null}
      {of.data === undefined && of.isPending && !of.error ? <Waiting rows={rows} /> : null}
      {of.data !== undefined ? children(of.data) : null}
    </>
  );
}

export function Nothing({children}: {children: ReactNode}) {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={children} />;
}
