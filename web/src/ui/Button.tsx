// SPDX-License-Identifier: Apache-2.0
import {Children, type ButtonHTMLAttributes, type ReactNode} from 'react';
import {Link, type LinkProps} from 'react-router-dom';

import './Button.css';

export type Look = 'plain' | 'go' | 'danger' | 'quiet';

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  look?: Look;
  // While its act runs: it keeps the focus and does nothing when pressed again.
  isBusy?: boolean;
};

export function Button({look = 'plain', isBusy = false, onClick, type = 'button', ...rest}:
  ButtonProps) {
  return (
    <button {...rest} type={type} className={`button button-${look}`}
      aria-disabled={isBusy || undefined} aria-busy={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }} />
  );
}

export function ButtonLink({look = 'plain', ...rest}:
  Omit<LinkProps, 'className'> & {look?: Look}) {
  return <Link {...rest} className={`button button-${look}`} />;
}

// The way on, then the way back.
export function Ways({children}: {children: ReactNode}) {
  const many = Children.toArray(children).length > 1;
  return <div className={many ? 'ways ways-two' : 'ways'}>{children}</div>;
}
