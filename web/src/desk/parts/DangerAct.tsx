// SPDX-License-Identifier: Apache-2.0
// A dangerous act, asked for once and properly: which number (masked), what follows, why.
// The reason has the focus, never the button; Ctrl+Enter does it from the keyboard.
//   <DangerAct open={..} title={t('reviews.reject')} masked={theCase.msisdn_masked}
//     consequence={t('reviews.reject_more')} button={t('reviews.reject')}
//     act={(reason) => ...promise} onClose={..}>more fields</DangerAct>
// `reason={false}` where the act carries its own (a choice from a list, in children).
// `isGone`: the case moved on while somebody was writing, so the act is no longer possible;
// what he wrote and what the server said stay readable until he closes it.
import {Form, Input, Modal, type InputRef} from 'antd';
import {useRef, useState, type KeyboardEvent, type ReactNode} from 'react';

import {Refusal} from '../../api/client';
import {useWords} from '../words';
import {Trouble} from './Trouble';

interface Props {
  open: boolean;
  title: string;
  masked: string;
  consequence: ReactNode;
  button: string;
  act: (reason: string) => Promise<unknown>;
  onClose: () => void;
  reason?: boolean;
  reasonMin?: number;
  reasonMax?: number;
  isReady?: boolean;
  isGone?: boolean;
  isDanger?: boolean;
  children?: ReactNode;
}

// An act often takes away the button that began it, and the focus with it: it stays with the
// card that the act was about.
function keepFocus() {
  if (document.activeElement !== document.body) return;
  const places = ['.case-drawer.ant-drawer-open', '.queue-case', '#page'];
  const place = places.map((one) => document.querySelector<HTMLElement>(one)).find(Boolean);
  place?.focus({preventScroll: true});
}

export function DangerAct({open, title, masked, consequence, button, act, onClose,
  reason = true, reasonMin = 1, reasonMax = 300, isReady = true, isGone = false, isDanger = true,
  children}: Props) {
  const {t} = useWords();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const field = useRef<InputRef>(null);
  const body = useRef<HTMLDivElement>(null);
  const isMissing = reason && text.trim().length < reasonMin;
  // Somebody else was first: he looks at what it is now before he asks again.
  const isStale = error instanceof Refusal && error.status === 412;
  const isOff = isMissing || !isReady || isGone || isStale;

  const run = async () => {
    if (isBusy || isOff) return;
    setBusy(true);
    setError(null);
    try {
      await act(text.trim());
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const opened = (isOpen: boolean) => {
    if (!isOpen) {
      if (!isStale) setText('');
      setError(null);
      keepFocus();
      return;
    }
    const first = body.current?.querySelector<HTMLElement>('input, textarea, select');
    (reason && !children ? field.current : first ?? body.current)?.focus();
  };
  // What is under way is waited for, and a click beside it loses nothing that was written.
  const close = () => {
    if (!isBusy) onClose();
  };
  const pressed = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void run();
  };
  return (
    <Modal open={open} title={title} okText={button} cancelText={t('desk.back')}
      onOk={() => void run()} onCancel={close} afterOpenChange={opened} destroyOnHidden
      okButtonProps={{danger: isDanger, loading: isBusy, disabled: isOff}}
      maskClosable={false} focusTriggerAfterClose>
      <div ref={body} tabIndex={-1} className="danger-body" onKeyDown={pressed}>
        <p className="danger-number tabular">{masked}</p>
        <div className="danger-consequence">{consequence}</div>
        {open && isGone && !isBusy && !error ? <p className="note" role="status">{t('danger.gone')}</p> : null}
        <Form layout="vertical" onSubmitCapture={(event) => event.preventDefault()}>
          {children}
          {reason ? (
            <Form.Item label={t('danger.reason')} htmlFor="danger-reason" required
              extra={reasonMin > 1 ? t('danger.reason_least', {n: reasonMin})
                : t('danger.reason_more')}>
              <Input.TextArea id="danger-reason" ref={field as never} rows={3} value={text}
                maxLength={reasonMax} showCount aria-required
                onChange={(event) => setText(event.target.value)} />
            </Form.Item>
          ) : null}
        </Form>
        <Trouble error={error} />
      </div>
    </Modal>
  );
}
