// SPDX-License-Identifier: Apache-2.0
// A dangerous act, asked for once and properly: which number (masked), what follows, why.
// The reason has the focus, never the button; Ctrl+Enter does it from the keyboard.
//   <DangerAct open={..} title={t('reviews.reject')} masked={theCase.msisdn_masked}
//     consequence={t('reviews.reject_more')} button={t('reviews.reject')}
//     act={(reason) => ...promise} onClose={..}>more fields</DangerAct>
// `reason={false}` where the act carries its own (a choice from a list, in children).
import {Form, Input, Modal, type InputRef} from 'antd';
import {useRef, useState, type KeyboardEvent, type ReactNode} from 'react';

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
  isDanger?: boolean;
  children?: ReactNode;
}

export function DangerAct({open, title, masked, consequence, button, act, onClose,
  reason = true, reasonMin = 1, reasonMax = 300, isReady = true, isDanger = true, children}: Props) {
  const {t} = useWords();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const field = useRef<InputRef>(null);
  const body = useRef<HTMLDivElement>(null);
  const isMissing = reason && text.trim().length < reasonMin;

  const run = async () => {
    if (isBusy || isMissing || !isReady) return;
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
      setText('');
      setError(null);
      return;
    }
    const first = body.current?.querySelector<HTMLElement>('input, textarea, select');
    (reason && !children ? field.current : first ?? body.current)?.focus();
  };
  const pressed = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void run();
  };
  return (
    <Modal open={open} title={title} okText={button} cancelText={t('desk.back')}
      onOk={() => void run()} onCancel={onClose} afterOpenChange={opened} destroyOnHidden
      okButtonProps={{danger: isDanger, loading: isBusy, disabled: isMissing || !isReady}}
      maskClosable={!isBusy} focusTriggerAfterClose>
      <div ref={body} tabIndex={-1} className="danger-body" onKeyDown={pressed}>
        <p className="danger-number tabular">{masked}</p>
        <div className="danger-consequence">{consequence}</div>
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
