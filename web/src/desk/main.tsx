// SPDX-License-Identifier: Apache-2.0
import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';

import {startTheme} from '../ui/theme';
import '../ui/tokens.css';
import {Desk} from './Desk';
import './desk.css';
import {startNonce} from './nonce';

startNonce();
startTheme();
createRoot(document.getElementById('root')!).render(<StrictMode><Desk /></StrictMode>);
