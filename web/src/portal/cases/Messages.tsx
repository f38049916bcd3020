// SPDX-License-Identifier: Apache-2.0
// What we wrote about the request: whoever doubts a message finds the real ones here.
import {useMessages} from '../data';
import {useFormat} from '../format';
import {Answer} from '../Problem';
import {useWords} from '../words';

export function Messages({id, version}: {id: string; version: number}) {
  const {t} = useWords();
  const format = useFormat();
  const messages = useMessages(id, version);
  return (
    <section>
      <h2>{t('messages.title')}</h2>
      <Answer of={messages} lines={2}>
        {(items) => (items.length === 0 ? <p className="quiet">{t('messages.none')}</p> : (
          <ul className="plain-list">
            {items.map((one, at) => (
              <li key={at}>
                <p className="quiet small">
                  {format.moment(one.at)} · {t(`messages.by_${one.channel}`)} {one.to_masked} ·{' '}
                  {t(`messages.${one.state}`)}
                </p>
                <p className="message-text">{one.text}</p>
              </li>
            ))}
          </ul>
        ))}
      </Answer>
    </section>
  );
}
