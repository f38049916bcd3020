// SPDX-License-Identifier: Apache-2.0
// Fields with their label, hint and what is wrong with them, tied together for readers.
import {useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes,
  type TextareaHTMLAttributes} from 'react';

import './Button.css';
import './Field.css';

interface About {
  label: string;
  hint?: string | undefined;
  // What is wrong with what was typed.
  wrong?: string | undefined;
}

function Around({id, label, hint, wrong, children}: About & {id: string; children: ReactNode}) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      {children}
      {hint && <p className="field-hint" id={`${id}-hint`}>{hint}</p>}
      {wrong && <p className="field-wrong" id={`${id}-wrong`} role="alert">{wrong}</p>}
    </div>
  );
}

function tied(id: string, hint: string | undefined, wrong: string | undefined) {
  const ids = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  return {id, 'aria-describedby': ids || undefined, 'aria-invalid': wrong ? true : undefined};
}

export function TextField({label, hint, wrong, isCode = false, ...rest}:
  About & {isCode?: boolean} & Omit<InputHTMLAttributes<HTMLInputElement>, 'className'>) {
  const id = useId();
  return (
    <Around {...{id, label, hint, wrong}}>
      <input {...rest} {...tied(id, hint, wrong)}
        className={isCode ? 'field-input field-code' : 'field-input'} />
    </Around>
  );
}

export function TextArea({label, hint, wrong, ...rest}:
  About & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className'>) {
  const id = useId();
  return (
    <Around {...{id, label, hint, wrong}}>
      <textarea {...rest} {...tied(id, hint, wrong)} className="field-input" />
    </Around>
  );
}

export function SelectField({label, hint, wrong, ...rest}:
  About & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className'>) {
  const id = useId();
  return (
    <Around {...{id, label, hint, wrong}}>
      <select {...rest} {...tied(id, hint, wrong)} className="field-input" />
    </Around>
  );
}

// The browser's own picker speaks the browser's language; this one speaks the page's.
export function FileField({label, hint, wrong, choose, file, onFile, ...rest}:
  About & {choose: string; file: File | null; onFile: (file: File | null) => void} &
  Pick<InputHTMLAttributes<HTMLInputElement>, 'accept' | 'capture' | 'required'>) {
  const id = useId();
  return (
    <Around {...{id, label, hint, wrong}}>
      <div className="file">
        <span className="button button-plain" aria-hidden="true">{choose}</span>
        <span className="file-name" aria-hidden="true">{file?.name}</span>
        <input {...rest} {...tied(id, hint, wrong)} type="file" className="file-input"
          onChange={(event) => onFile(event.target.files?.[0] ?? null)} />
      </div>
    </Around>
  );
}

export interface Option {
  value: string;
  text: string;
  hint?: string;
  aside?: string;
  // What the option asks for, shown under it while it is chosen.
  more?: ReactNode;
}

export function Choices({legend, isLegendHidden = false, options, value, onChoose}: {
  legend: string;
  isLegendHidden?: boolean;
  options: Option[];
  value: string;
  onChoose: (value: string) => void;
}) {
  const name = useId();
  return (
    <fieldset className="choices">
      <legend className={isLegendHidden ? 'visually-hidden' : 'choices-legend'}>{legend}</legend>
      {options.map((one) => (
        <div key={one.value}>
          <label className="choice">
            <input type="radio" name={name} value={one.value} checked={one.value === value}
              required onChange={() => onChoose(one.value)} />
            <span className="choice-text">
              {one.text}
              {one.hint && <span className="choice-hint">{one.hint}</span>}
            </span>
            {one.aside && <span className="choice-aside">{one.aside}</span>}
          </label>
          {one.value === value && one.more}
        </div>
      ))}
    </fieldset>
  );
}

export function Check({children, hint, ...rest}: {children: ReactNode; hint?: string} &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'type'>) {
  return (
    <label className="choice">
      <input {...rest} type="checkbox" />
      <span className="choice-text">
        {children}
        {hint && <span className="choice-hint">{hint}</span>}
      </span>
    </label>
  );
}
