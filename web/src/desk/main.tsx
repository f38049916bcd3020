// SPDX-License-Identifier: Apache-2.0
import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';

import {startTheme} from '../ui/theme';
import '../ui/tokens.css';
import {Desk} from './Desk';

startTheme();
createRoot(document.getElementById('root')!).render(<StrictMode><Desk /></StrictMode>);
