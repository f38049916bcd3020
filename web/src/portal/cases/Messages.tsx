// SPDX-License-Identifier: Apache-2.0
// What we wrote about the request: whoever doubts a message finds the real ones here.
import type {Schemas} from '../../api/client';
import {useMessages} from '../data';
import {useFormat} from '../format';
import {Answer} from '../Problem';
import {useWords} from '../words';

type Message = Schemas['CaseMessages']['items'][number];

const kShown = 2;

// One text to several contacts is told once; the newest first.
function groupsOf(items: Message[]): Message[][] {
  const groups = new Map<string, Message[]>();
  for (const one of items) groups.set(one.text, [...(groups.get(one.text) ?? []), one]);
  return [...groups.values()].reverse();
}

function Groups({of}: {of: Message[][]}) {
  const {t} = useWords();
  const format = useFormat();
  return (
    <ul className="plain-list">
      {of.map(([first, ...others]) => first && (
        <li key={first.text}>
          <p className="quiet small">{format.moment(first.at)}</p>
          <p className="message-text">{first.text}</p>
          {[first, ...others].map((one, at) => (
            <p key={at} className="quiet small message-to">
              {t(`messages.by_${one.channel}`)} {one.to_masked} · {t(`messages.${one.state}`)}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

export function Messages({id, version}: {id: string; version: number}) {
  const {t} = useWords();
  const messages = useMessages(id, version);
  return (
    <section>
      <h2>{t('messages.title')}</h2>
      <Answer of={messages} lines={2}>
        {(items) => {
          const groups = groupsOf(items);
          return (
            <>
              {groups.length === 0 && <p className="quiet">{t('messages.none')}</p>}
              <Groups of={groups.slice(0, kShown)} />
              {groups.length > kShown && (
                <details>
                  <summary>{t('messages.earlier')}</summary>
                  <Groups of={groups.slice(kShown)} />
                </details>
              )}
            </>
          );
        }}
      </Answer>
    </section>
  );
}
