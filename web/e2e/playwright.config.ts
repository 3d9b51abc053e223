// The pages against a running service.
// Usage: SITE=http://127.0.0.1:8000 npm run e2e
// With SHOTS=some/folder it keeps pictures of the pages there; with HEIC=some/picture it
// tries one of that kind; with FILMS=some/folder the camera shows films of that folder.
import { defineConfig } from '@playwright/test';

const SITE = process.env['SITE'] ?? 'http://127.0.0.1:8000';

/** A browser whose camera shows a film, where there is one. */
function chromium(film: string) {
  const folder = process.env['FILMS'];
  const camera = folder
    ? [
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${folder}/${film}.mjpeg`,
      ]
    : [];
  return {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      ...camera,
    ],
  };
}

export default defineConfig({
  testDir: '.',
  outputDir: '../../build/e2e',
  fullyParallel: true,
  workers: 2,
  reporter: 'list',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: SITE,
    acceptDownloads: true,
    actionTimeout: 30_000,
    permissions: ['clipboard-read', 'clipboard-write', 'camera'],
    reducedMotion: 'reduce',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'desktop',
      use: {
        viewport: { width: 1280, height: 800 },
        colorScheme: 'light',
        launchOptions: chromium('grace_hopper'),
      },
    },
    {
      name: 'phone',
      grepInvert: /@once/,
      use: {
        viewport: { width: 390, height: 844 },
        colorScheme: 'dark',
        hasTouch: true,
        deviceScaleFactor: 2,
        launchOptions: chromium('astronaut'),
      },
    },
  ],
});
