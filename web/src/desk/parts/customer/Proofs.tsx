// SPDX-License-Identifier: Apache-2.0
// What must be proved for an act, asked for one by one. A code is typed by the customer
// himself and is not shown.
import {Button, Form, Input} from 'antd';
import {useState} from 'react';

import {Refusal, type Schemas} from '../../../api/client';
import {useWords} from '../../words';
import {Trouble} from '../Trouble';

type Kind = Schemas['Need']['kind'];
type Proof = Schemas['Proof'];
const kTyped: ReadonlySet<Kind> = new Set<Kind>(['otp', 'id_number', 'iccid', 'in_person']);

// What a refusal says is still to be proved; null: it is another refusal.
function needsOf(error: unknown): Kind[] | null {
  if (!(error instanceof Refusal) || error.code !== 'assurance.needed') return null;
  return (error.body.needs ?? []).map(({kind}) => kind);
}

export function Proofs({needs, button, isDanger = false, act}: {
  needs: Kind[]; button: string; isDanger?: boolean; act: (proofs: Proof[]) => Promise<unknown>;
}) {
  const {t} = useWords();
  const [left, setLeft] = useState<Kind[] | null>(null);
  const [values, setValues] = useState<Partial<Record<Kind, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const [isEmpty, setEmpty] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const asked = left ?? needs;
  const elsewhere = asked.filter((kind) => !kTyped.has(kind));
  const wrong = error instanceof Refusal ? (error.body.refused ?? []).map(({kind}) => kind) : [];

  const prove = async () => {
    const given = asked.filter((kind) => values[kind]?.trim());
    const isBlank = given.length === 0 && elsewhere.length < asked.length;
    setError(null);
    setEmpty(isBlank);
    if (isBlank) return;
    setBusy(true);
    try {
      await act(given.map((kind) => ({kind, value: values[kind]!.trim()})));
    } catch (thrown) {
      const more = needsOf(thrown);
      if (more) setLeft(more);
      const isFirstAsk = more !== null && Object.values(values).every((value) => !value);
      if (!isFirstAsk) setError(thrown);
    } finally {
      setBusy(false);
      setValues((old) => ({...old, otp: ''}));
    }
  };
  return (
    <Form layout="vertical" onFinish={() => void prove()} className="proofs">
      {asked.filter((kind) => kTyped.has(kind)).map((kind) => (
        <Form.Item key={kind} label={t(`proof.${kind}` as 'proof.otp')} htmlFor={`proof-${kind}`}
          extra={t(`proof.${kind}_more` as 'proof.otp_more')}
          validateStatus={wrong.includes(kind) ? 'error' : ''}
          help={wrong.includes(kind) ? t('proof.wrong') : undefined}>
          <Input id={`proof-${kind}`} type={kind === 'otp' ? 'password' : 'text'} maxLength={64}
            inputMode={kind === 'otp' ? 'numeric' : 'text'}
            autoComplete={kind === 'otp' ? 'one-time-code' : 'off'} value={values[kind] ?? ''}
            onChange={(event) => {
              setValues({...values, [kind]: event.target.value});
              setEmpty(false);
            }} />
        </Form.Item>
      ))}
      {elsewhere.map((kind) => <p key={kind}>{t(`proof.${kind}` as 'proof.video')}</p>)}
      {isEmpty ? <p className="wrong" role="alert">{t('proof.missing')}</p> : null}
      <Trouble error={error} />
      <Button type="primary" danger={isDanger} htmlType="submit" loading={isBusy}>{button}</Button>
    </Form>
  );
}
