// SPDX-License-Identifier: Apache-2.0
// What stands where content will come. Nothing for 300 ms, so that quick answers do not
// flicker; then bones; a word after 5 s, because silence looks like a fault.
import {useEffect, useState} from 'react';

import './Waiting.css';

const kQuickMs = 300;
const kSlowMs = 5_000;

export function Waiting({label, slow, lines = 4}:
  {label: string; slow: string; lines?: number}) {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    const timers = [setTimeout(() => setStage(1), kQuickMs), setTimeout(() => setStage(2), kSlowMs)];
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <div role="status" aria-busy="true">
      {stage > 0 && <span className="visually-hidden">{label}</span>}
      {stage > 0 && (
        <div className="bones" aria-hidden="true">
          {Array.from({length: lines}, (_, at) => <div className="bone" key={at} />)}
        </div>
      )}
      {stage > 1 && <p>{slow}</p>}
    </div>
  );
}
