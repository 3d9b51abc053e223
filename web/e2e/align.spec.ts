import { readFile } from 'node:fs/promises';

import { unzipSync } from 'fflate';

import {
  bytesOf,
  chooseFiles,
  expect,
  expectSound,
  handOver,
  ONCE,
  REFUSALS,
  SAMPLE,
  shoot,
  tabTo,
  test,
} from './site';

const PNG = '89504e470d0a1a0a';

test('a face is aligned as asked for, and kept', async ({ page }) => {
  await page.goto('/#/align');
  await expectSound(page);
  const place = page.getByRole('region', { name: 'Picture to align' });
  await chooseFiles(place, SAMPLE('astronaut'));
  const aligned = page.getByAltText('Face 1, aligned');
  await expect(aligned).toHaveJSProperty('naturalWidth', 256);

  const canvas = place.getByRole('img', { name: 'astronaut.jpg. 1 face' });
  const pixels = () =>
    canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  const marked = await pixels();
  await page.getByText('Landmarks', { exact: true }).click();
  await expect.poll(pixels).not.toBe(marked);
  await page.getByText('Landmarks', { exact: true }).click();

  await page.getByText('Whole head', { exact: true }).click();
  await tabTo(page.getByRole('combobox', { name: 'Size' }));
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: '512 px' }).click();
  await expect(aligned).toHaveJSProperty('naturalWidth', 512);
  await expect(page).toHaveURL(/size=512&crop=head/);

  const press = page.getByRole('button', { name: 'Download face 1' });
  const { name, bytes } = await bytesOf(page, press);
  expect(name).toBe('astronaut-face-1.png');
  expect(bytes.subarray(0, 8).toString('hex')).toBe(PNG);
  await expectSound(page);
});

test('all faces of the wall come as one zip', async ({ page }) => {
  await page.goto('/#/align?picture=wall&size=112');
  const region = page.getByRole('region', { name: 'Aligned faces' });
  await expect(region.getByRole('img')).toHaveCount(6);
  await shoot(page, 'align');
  const { bytes } = await bytesOf(
    page,
    region.getByRole('button', { name: 'Download all' }),
  );
  expect(Object.keys(unzipSync(bytes))).toHaveLength(6);
  await expectSound(page);
});

test('a HEIC picture, which Chromium can’t show, is drawn by the service', async ({
  page,
}) => {
  const heic = process.env['HEIC'];
  test.skip(!heic, 'HEIC names no picture');
  await page.goto('/#/align');
  const place = page.getByRole('region', { name: 'Picture to align' });
  await chooseFiles(place, heic ?? '');
  await expect(page.getByAltText('Face 1, aligned')).toBeVisible();
  const canvas = place.getByRole('img', { name: /\.heic\. 1 face$/ });
  await expect(canvas).toHaveAttribute('data-unseen', 'false');
  await expect(place.getByText('which only the service can open')).toBeVisible();
  await expectSound(page);
});

test(
  'a HEIC picture too large to be sent is made smaller here',
  ONCE,
  async ({ page }) => {
    const heic = process.env['HEIC'];
    test.skip(!heic, 'HEIC names no picture');
    // A box of padding is a part of any such file: 5 MB of it, behind the picture.
    const padding = Buffer.alloc(5_000_000);
    padding.writeUInt32BE(padding.length);
    padding.write('free', 4, 'latin1');
    const buffer = Buffer.concat([await readFile(heic ?? ''), padding]);
    await page.goto('/#/align');
    const place = page.getByRole('region', { name: 'Picture to align' });
    await chooseFiles(place, { name: 'large.heic', mimeType: 'image/heic', buffer });
    await expect(page.getByAltText('Face 1, aligned')).toBeVisible();
    await expect(place.getByText('large.heic, 512 × 512')).toBeVisible();
    await expect(place.getByRole('img', { name: 'large.heic. 1 face' })).toBeVisible();
  },
);

test('a damaged HEIC picture too large to be sent takes no place', async ({ page }) => {
  const buffer = Buffer.alloc(5_000_000);
  buffer.write('\0\0\0\x18ftypheic', 0, 'latin1');
  await page.goto('/#/align?picture=astronaut');
  const place = page.getByRole('region', { name: 'Picture to align' });
  await expect(place.getByText('1 face')).toBeVisible();
  await chooseFiles(place, { name: 'damaged.heic', mimeType: 'image/heic', buffer });
  await expect(page.getByRole('alert')).toContainText('This HEIC picture is damaged');
  await expect(place.getByRole('img', { name: 'astronaut.jpg. 1 face' })).toBeVisible();
});

test.describe('what the service refuses', () => {
  test.use({ expected: [REFUSALS] });

  test('is said in its words', async ({ page }) => {
    await page.goto('/#/align');
    const place = page.getByRole('region', { name: 'Picture to align' });
    const buffer = Buffer.from('not a picture');
    await chooseFiles(place, { name: 'portrait.heic', mimeType: 'image/heic', buffer });
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('alert')).not.toContainText(
      /can’t be reached|no reason/,
    );
    await expectSound(page);
  });

  test('several pictures are a batch; what fails can be tried again', async ({
    page,
  }) => {
    await page.goto('/#/align?size=112');
    const place = page.getByRole('region', { name: 'Picture to align' });
    await handOver(place, 'drop', [
      SAMPLE('astronaut'),
      SAMPLE('wall'),
      'package.json',
    ]);
    const batch = page.getByRole('region', { name: 'Batch' });
    await expect(batch.getByRole('heading')).toHaveText(/3 pictures: 2 done/);
    await expect(
      batch.getByRole('button', { name: 'Try the other 1 again' }),
    ).toBeVisible();
    const zip = batch.getByRole('button', { name: 'Download all as zip' });
    const { bytes } = await bytesOf(page, zip);
    expect(Object.keys(unzipSync(bytes))).toHaveLength(7);
    await expectSound(page);
  });

  test(
    'a large picture says at once that it is being opened',
    ONCE,
    async ({ page }) => {
      await page.goto('/#/align');
      const place = page.getByRole('region', { name: 'Picture to align' });
      const said = await place.evaluate(async (element) => {
        const side = 2700;
        const bytes = new Uint8Array(54 + side * side * 3); // 22 MB
        const head = new DataView(bytes.buffer);
        bytes.set([0x42, 0x4d]);
        head.setUint32(2, bytes.length, true);
        head.setUint32(10, 54, true);
        head.setUint32(14, 40, true);
        head.setInt32(18, side, true);
        head.setInt32(22, side, true);
        head.setUint16(26, 1, true);
        head.setUint16(28, 24, true);
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], 'large.bmp', { type: 'image/bmp' }));
        element.dispatchEvent(
          new DragEvent('drop', {
            bubbles: true,
            cancelable: true,
            dataTransfer: transfer,
          }),
        );
        await new Promise(requestAnimationFrame);
        return element.textContent;
      });
      expect(said).toContain('Opening large.bmp…');
      await expect(place.getByText(/^large.bmp, 2700 × 2700, sent as/)).toBeVisible();
    },
  );
});
