import '@mantine/core/styles.css';
import './global.css';

import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './App';
import { makeReady } from './ready';
import { theme } from './theme';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');

// A picture dropped beside the drop zone must not replace the page.
for (const name of ['dragover', 'drop'] as const) {
  window.addEventListener(name, (event) => {
    event.preventDefault();
  });
}

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <App ready={makeReady()} />
    </MantineProvider>
  </StrictMode>,
);
