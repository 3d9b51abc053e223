// What every test of the pages shares.
import { readFile } from 'node:fs/promises';

import {
  expect,
  test as base,
  type FileChooser,
  type Locator,
  type Page,
} from '@playwright/test';
import axe from 'axe-core';

export { expect } from '@playwright/test';

const HERE = ['127.0.0.1', 'localhost', '[::1]'];

interface Fixtures {
  /** Complaints of the page that a test expects: patterns of what is logged. */
  expected: RegExp[];
  /** Runs with every test: nothing thrown or logged, and no stranger asked. */
  quiet: undefined;
}

export const test = base.extend<Fixtures>({
  expected: [[], { option: true }],
  quiet: [
    async ({ page, expected }, use) => {
      const complaints: string[] = [];
      const complain = (text: string) => {
        if (!expected.some((pattern) => pattern.test(text))) complaints.push(text);
      };
      page.on('pageerror', (error) => {
        complain(error.message);
      });
      page.on('console', (message) => {
        if (message.type() === 'error') complain(message.text());
      });
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol.startsWith('http') && !HERE.includes(hostname)) {
          complain(`It asked ${hostname}.`);
        }
      });
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Marks a test whose outcome does not depend on the size of the screen. */
export const ONCE = { tag: '@once' };

/** Chromium logs every request that is refused or fails; the page's words are tested. */
export const REFUSALS = /Failed to load resource/;

export const SAMPLE = (name: string) => `public/samples/${name}.jpg`;

/** The address of the service that the site asks. */
export async function serviceOf(page: Page): Promise<string> {
  const config = await page.request.get('/config.json');
  return ((await config.json()) as { api: string }).api;
}

/** Takes the service away, or gives it back. */
export async function takeAway(page: Page): Promise<() => Promise<void>> {
  const pattern = `${await serviceOf(page)}/**`;
  await page.route(pattern, (route) => route.abort('connectionrefused'));
  return () => page.unroute(pattern);
}

/** Lets requests to a route hang until they are let go; then they fail. */
export async function holdUp(page: Page, route: string): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(`${await serviceOf(page)}${route}*`, async (request) => {
    await held;
    await request.abort('connectionreset').catch(() => {});
  });
  return letGo;
}

/** Chooses files by the button that a person would press. */
export async function chooseFiles(
  place: Locator,
  files: Parameters<FileChooser['setFiles']>[0],
) {
  const page = place.page();
  const chooser = page.waitForEvent('filechooser');
  await place.getByRole('button', { name: /^(Choose a|Another) picture$/ }).click();
  await (await chooser).setFiles(files);
}

/** Moves the focus with the Tab key until it is where it should be. */
export async function tabTo(target: Locator) {
  const focused = () =>
    target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 80; presses += 1) {
    if (await focused()) return;
    await target.page().keyboard.press('Tab');
  }
  throw new Error('The Tab key never leads there.');
}

/** The rules of axe whose outcome depends on colours, of those that it runs unasked. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Nothing that axe knows may be wrong, in light and dark, and nothing sticks out. What
 * does not depend on colours is looked at in one of the two.
 */
export async function expectSound(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const colours of ['dark', 'light'] as const) {
    await useColours(page, colours);
    const rules = colours === 'dark' ? OF_COLOURS : [];
    // A busy machine may paint the new colours late; a fault that stays is one.
    await expect
      .poll(() => faultsOf(page, rules), {
        message: `in ${colours} colours`,
        timeout: 30_000,
      })
      .toEqual([]);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

/** Changes the colours, and waits until nothing fades any more. */
async function useColours(page: Page, colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme,
    colorScheme,
  );
  await page.evaluate(async () => {
    await new Promise((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(resolve)),
    );
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().iterations !== Infinity)
        .map((each) => each.finished),
    );
  });
}

/** What axe finds wrong, by some of its rules, or by all where none is named. */
async function faultsOf(page: Page, rules: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    (only) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ['violations'],
        ...(only.length > 0 ? { runOnly: { type: 'rule', values: only } } : {}),
      }),
    rules,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

/** Whether an element is in the window as it stands. */
export async function expectInView(target: Locator) {
  await expect(target).toBeInViewport({ ratio: 0.6 });
}

/** Keeps a picture of the page, where SHOTS names a folder for them. */
export async function shoot(page: Page, name: string) {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  const { width } = page.viewportSize() ?? { width: 0 };
  for (const colours of ['light', 'dark'] as const) {
    await useColours(page, colours);
    const path = `${folder}/${name}-${width}-${colours}.jpg`;
    await page.screenshot({ path, quality: 88 });
  }
}

export async function bytesOf(page: Page, press: Locator) {
  const begun = page.waitForEvent('download');
  await press.click();
  const download = await begun;
  const bytes = await readFile(await download.path());
  return { name: download.suggestedFilename(), bytes };
}

interface Given {
  name: string;
  type: string;
  base64: string;
}

async function given(paths: string[]): Promise<Given[]> {
  return Promise.all(
    paths.map(async (path) => ({
      name: path.split('/').at(-1) ?? path,
      type: 'image/jpeg',
      base64: (await readFile(path)).toString('base64'),
    })),
  );
}

/** Drops or pastes files, as a person would; Playwright itself can do neither. */
export async function handOver(
  target: Locator,
  how: 'drop' | 'paste',
  paths: string[],
) {
  await target.evaluate(
    (element, { kind, files }) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      const bubbles = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        kind === 'drop'
          ? new DragEvent('drop', { ...bubbles, dataTransfer: transfer })
          : new ClipboardEvent('paste', { ...bubbles, clipboardData: transfer }),
      );
    },
    { kind: how, files: await given(paths) },
  );
}
