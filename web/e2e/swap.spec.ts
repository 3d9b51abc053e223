import { unzipSync } from 'fflate';

import {
  bytesOf,
  chooseFiles,
  expect,
  expectInView,
  expectSound,
  handOver,
  REFUSALS,
  SAMPLE,
  shoot,
  tabTo,
  test,
} from './site';

test('two pictures of one’s own are swapped, seen, copied and kept', async ({
  page,
}) => {
  await page.goto('/#/swap');
  await expectSound(page);
  const face = page.getByRole('region', { name: 'The face' });
  const picture = page.getByRole('region', { name: 'The picture' });
  await chooseFiles(face, SAMPLE('astronaut'));
  await chooseFiles(picture, SAMPLE('grace-hopper'));

  const after = page.getByAltText('After the swap');
  await expectInView(after);
  const sizes = await page
    .locator('img[alt$="the swap"]')
    .evaluateAll((images) =>
      (images as HTMLImageElement[]).map(({ width, height }) => `${width}x${height}`),
    );
  expect(sizes).toHaveLength(2);
  expect(sizes[0]).toBe(sizes[1]);

  const before = page.getByAltText('Before the swap');
  const clip = () => before.evaluate((image) => image.style.clipPath);
  const at = await clip();
  await page.getByRole('slider').press('ArrowRight');
  expect(await clip()).not.toBe(at);

  const { name, bytes } = await bytesOf(
    page,
    page.getByRole('button', { name: 'Download' }),
  );
  expect(name).toBe('grace-hopper-swapped.jpg');
  expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  expect(bytes.includes('digitalsourcetype/composite')).toBe(true);

  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const kinds = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap((item) => [...item.types]),
  );
  expect(kinds).toEqual(['image/png']);
  await shoot(page, 'swap');
  await expectSound(page);
});

test('by keyboard alone: samples, another face, everyone', async ({ page }) => {
  await page.goto('/#/swap?picture=wall');
  const faces = page.getByRole('region', { name: 'The picture' }).getByRole('radio');
  await expect(faces).toHaveCount(6);
  const face = page.getByRole('region', { name: 'The face' });
  await tabTo(face.getByRole('button', { name: 'The astronaut', exact: true }));
  await page.keyboard.press('Enter');
  const after = page.getByAltText('After the swap');
  await expect(after).toBeVisible();
  const first = await after.getAttribute('src');

  await tabTo(faces.first());
  await page.keyboard.press('ArrowRight');
  await expect(faces.nth(1)).toBeChecked();
  await expect(after).not.toHaveAttribute('src', first ?? '');
  const second = await after.getAttribute('src');

  const everyone = page.getByRole('switch', { name: 'Put it on everyone' });
  await tabTo(everyone);
  await page.keyboard.press('Space');
  await expect(after).not.toHaveAttribute('src', second ?? '');
  await expect(page).toHaveURL(/everyone=yes/);
  await expectSound(page);
});

test('a face can be chosen by a click into the picture', async ({ page }) => {
  await page.goto('/#/swap?face=astronaut&picture=wall');
  const panel = page.getByRole('region', { name: 'The picture' });
  await expect(panel.getByRole('radio')).toHaveCount(6);
  await expect(panel.getByRole('radio', { name: 'Face 1' })).toBeChecked();
  const canvas = panel.getByRole('img', { name: /wall/ });
  const box = await canvas.boundingBox();
  if (!box) throw new Error('The picture is nowhere.');
  // The sepia print hangs at the upper right.
  await canvas.click({ position: { x: box.width * 0.82, y: box.height * 0.27 } });
  await expect(panel.getByRole('radio', { name: 'Face 1' })).not.toBeChecked();
});

test('two faces of one picture are exchanged without another picture', async ({
  page,
}) => {
  await page.goto('/#/swap?picture=wall&exchange=yes');
  await expect(page.getByAltText('After the swap')).toBeVisible();
  await page.getByText('The same from a terminal').click();
  await expect(page.getByLabel('Command', { exact: true })).toContainText(
    "-F 'exchange=true'",
  );
});

test('the sides change places, with what was chosen on them', async ({ page }) => {
  await page.goto('/#/swap?face=astronaut&picture=grace-hopper');
  const after = page.getByAltText('After the swap');
  await expect(after).toBeVisible();
  const once = await after.getAttribute('src');
  await page.getByRole('button', { name: 'Exchange the two sides' }).click();
  await expect(after).not.toHaveAttribute('src', once ?? '');
  await expect(page).toHaveURL(/face=grace-hopper&picture=astronaut/);
  const { name } = await bytesOf(page, page.getByRole('button', { name: 'Download' }));
  expect(name).toBe('astronaut-swapped.jpg');
});

test('settings are in the address, and come back from it', async ({ page }) => {
  await page.goto(
    '/#/swap?face=astronaut&picture=grace-hopper&blend=feather&label=yes',
  );
  await expect(page.getByRole('radio', { name: 'Feather' })).toBeChecked();
  await expect(page.getByRole('switch', { name: /Face swapped/ })).toBeChecked();
  await page.getByText('PNG', { exact: true }).click();
  await expect(page).toHaveURL(/blend=feather&format=png&label=yes/);
  await page.getByText('The same from a terminal').click();
  const command = page.getByLabel('Command', { exact: true });
  await expect(command).toContainText("-F 'blend=feather'");
  await page.getByText('visage', { exact: true }).click();
  await expect(command).toContainText("visage swap 'astronaut.jpg' 'grace-hopper.jpg'");
});

test('pictures can be pasted: onto the empty side first', async ({ page }) => {
  await page.goto('/#/swap');
  await page.getByText('The result appears here.').waitFor();
  await handOver(page.locator('body'), 'paste', [SAMPLE('astronaut')]);
  const face = page.getByRole('region', { name: 'The face' });
  await expect(face.getByRole('img', { name: /^astronaut.jpg/ })).toBeVisible();
  await handOver(page.locator('body'), 'paste', [SAMPLE('grace-hopper')]);
  await expect(page.getByAltText('After the swap')).toBeVisible();
});

test('several pictures are a batch with a zip', async ({ page }) => {
  await page.goto('/#/swap?face=astronaut');
  const face = page.getByRole('region', { name: 'The face' });
  await expect(face.getByText('1 face')).toBeVisible();
  const picture = page.getByRole('region', { name: 'The picture' });
  await handOver(picture, 'drop', [SAMPLE('grace-hopper'), SAMPLE('wall')]);
  const batch = page.getByRole('region', { name: 'Batch' });
  await expect(batch.getByRole('heading')).toHaveText('Swapping 2 pictures: 2 done');
  await expectSound(page);
  const { name, bytes } = await bytesOf(
    page,
    batch.getByRole('button', { name: 'Download all as zip' }),
  );
  expect(name).toBe('swapped.zip');
  expect(Object.keys(unzipSync(bytes))).toEqual([
    'grace-hopper-swapped.jpg',
    'wall-swapped.jpg',
  ]);
});

test.describe('what is no picture', () => {
  test.use({ expected: [REFUSALS] });

  test('takes no picture’s place', async ({ page }) => {
    await page.goto('/#/swap?face=astronaut&picture=grace-hopper');
    await expect(page.getByAltText('After the swap')).toBeVisible();
    const picture = page.getByRole('region', { name: 'The picture' });
    await chooseFiles(picture, {
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('not a picture'),
    });
    await expect(page.getByRole('alert')).toContainText('This file is not a picture.');
    await expect(page.getByAltText('After the swap')).toBeVisible();
    await expect(picture.getByRole('img', { name: /^grace-hopper.jpg/ })).toBeVisible();
    await expectSound(page);
  });
});
