// Aligns a picture as a person would.
// Usage: node e2e/align.mjs PAGE-ADDRESS PICTURE SCREENSHOT
import { readFile } from 'node:fs/promises';

import { chooseFile, expect, expectNoOverflow, main, visit } from './browser.mjs';

const PNG = '89504e470d0a1a0a';

async function expectFaces(page) {
  const first = page.getByAltText('Face 0, aligned');
  const alert = page.getByRole('alert');
  await first.or(alert).first().waitFor();
  const sentence = (await alert.count()) > 0 ? await alert.first().innerText() : '';
  expect(sentence === '', `The page shows an error: ${sentence}`);
  const label = await page.locator('canvas').getAttribute('aria-label');
  expect(/\d+ faces?$/.test(label ?? ''), `The canvas is labelled "${label}".`);
}

/** Waits until the first aligned face has the side, in its own pixels. */
async function expectSide(page, side) {
  const image = await page.getByAltText('Face 0, aligned').elementHandle();
  await page
    .waitForFunction(([img, px]) => img.naturalWidth === px, [image, side])
    .catch(() => expect(false, `The aligned face never became ${side} px wide.`));
}

async function expectLandmarksToggle(page) {
  const pixels = () => page.locator('canvas').evaluate((canvas) => canvas.toDataURL());
  const withPoints = await pixels();
  await page.getByText('Landmarks', { exact: true }).click();
  await page.waitForTimeout(200);
  expect((await pixels()) !== withPoints, 'Hiding the landmarks changes nothing.');
  await page.getByText('Landmarks', { exact: true }).click();
}

async function expectDownload(page) {
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download face 0' }).click();
  const download = await begun;
  const name = download.suggestedFilename();
  expect(/-face-0\.png$/.test(name), `The download is called ${name}.`);
  const head = (await readFile(await download.path())).subarray(0, 8).toString('hex');
  expect(head === PNG, `The download begins with ${head}, which is not PNG.`);
}

/** What is no picture is refused here; what may be one, in the service's words. */
async function expectRefusals(page) {
  const buffer = Buffer.from('not a picture');
  const alert = page.getByRole('alert');

  await chooseFile(page, 'Another picture', {
    name: 'portrait.heic',
    mimeType: 'image/heic',
    buffer,
  });
  await alert.waitFor();
  const sentence = await alert.innerText();
  expect(!/can’t be reached|no reason/.test(sentence), `It says: ${sentence}`);

  await chooseFile(page, 'Another picture', {
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer,
  });
  await page.getByText('This file is not a picture.').waitFor();
}

const [address, picture, screenshot] = process.argv.slice(2);

const journey = {
  // Chromium logs every refused request; the page's own words are checked instead.
  allowed: [/Failed to load resource: .* status of 4\d\d/],
  async run(page) {
    await page.goto(address);
    await page.getByRole('heading', { name: 'Align faces' }).waitFor();
    await chooseFile(page, 'Choose a picture', picture);
    await expectFaces(page);
    await expectSide(page, 256);
    await expectLandmarksToggle(page);
    await page.getByText('Whole head', { exact: true }).click();
    await page.getByRole('combobox', { name: 'Size' }).click();
    await page.getByRole('option', { name: '512 px' }).click();
    await expectSide(page, 512);
    await expectDownload(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: screenshot, fullPage: true });
    await expectNoOverflow(page);
    await expectRefusals(page);
    await page.goto(`${address.replace(/\/+$/, '')}/#/models`);
    await page.getByRole('article').first().waitFor();
    await expectNoOverflow(page);
  },
};

await main(async () => {
  expect(screenshot, 'Usage: node e2e/align.mjs PAGE-ADDRESS PICTURE SCREENSHOT');
  await visit(journey);
  return `Aligned ${picture}; the page is in ${screenshot}.`;
});
