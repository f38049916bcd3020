// SPDX-License-Identifier: Apache-2.0
// A customer's screen that nobody touches asks whether somebody is there, then ends.
import {useEffect, useState} from 'react';
import {useNavigate} from 'react-router-dom';

import {Button, Ways} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {useWords} from '../words';

const kQuietMs = 120_000;
const kAnswerMs = 60_000;

export function IdleWatch() {
  const {t} = useWords();
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  useEffect(() => {
    let timer = 0;
    const end = () => navigate('/my/counter?done=1', {replace: true});
    const restart = () => {
      clearTimeout(timer);
      timer = window.setTimeout(isAsking ? end : () => setIsAsking(true),
        isAsking ? kAnswerMs : kQuietMs);
    };
    restart();
    const signs = isAsking ? [] : ['pointerdown', 'keydown', 'scroll'];
    signs.forEach((sign) => addEventListener(sign, restart, {passive: true}));
    return () => {
      clearTimeout(timer);
      signs.forEach((sign) => removeEventListener(sign, restart));
    };
  }, [isAsking, navigate]);
  if (!isAsking) return null;
  return (
    <Dialog title={t('counter.there')} onClose={() => setIsAsking(false)}>
      <p>{t('counter.there_means')}</p>
      <Ways>
        <Button look="go" onClick={() => setIsAsking(false)}>{t('counter.stay')}</Button>
        <Button onClick={() => navigate('/my/counter?done=1', {replace: true})}>
          {t('counter.end')}
        </Button>
      </Ways>
    </Dialog>
  );
}
