import { unzipSync } from 'fflate';

import { test as testPeople } from './collection';
import {
  bytesOf,
  chooseFiles,
  expect,
  expectInView,
  expectSound,
  handOver,
  SAMPLE,
  shoot,
  tabTo,
  test,
} from './site';

test('everyone on the wall is listed, and chosen by keyboard or mouse', async ({
  page,
}) => {
  await page.goto('/#/recognize');
  await expectSound(page);
  await chooseFiles(
    page.getByRole('region', { name: 'Picture to look at' }),
    SAMPLE('wall'),
  );
  const faces = page.getByRole('region', { name: 'Faces' }).getByRole('button');
  await expect(faces).toHaveCount(6);
  await expect(page.getByRole('img', { name: 'wall.jpg. 6 faces' })).toBeVisible();
  if (page.viewportSize()?.width === 1280) await expectInView(faces.last());
  await shoot(page, 'recognize');

  await tabTo(faces.nth(2));
  await page.keyboard.press('Enter');
  await expect(faces.nth(2)).toHaveAttribute('aria-pressed', 'true');
  await faces.nth(4).click();
  await expect(faces.nth(4)).toHaveAttribute('aria-pressed', 'true');
  await page.getByText('Quality in figures').click();
  await expect(page.getByRole('progressbar', { name: /^sharpness/ })).toBeVisible();
  await expectSound(page);
});

test('several pictures are a batch with a zip', async ({ page }) => {
  await page.goto('/#/recognize');
  const place = page.getByRole('region', { name: 'Picture to look at' });
  await handOver(place, 'drop', [SAMPLE('astronaut'), SAMPLE('wall')]);
  const batch = page.getByRole('region', { name: 'Batch' });
  await expect(batch.getByRole('heading')).toHaveText('Looking at 2 pictures: 2 done');
  const zip = batch.getByRole('button', { name: 'Download all as zip' });
  const { bytes } = await bytesOf(page, zip);
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(['astronaut.jpg.json', 'wall.jpg.json']);
  const wall = JSON.parse(new TextDecoder().decode(files['wall.jpg.json'])) as {
    faces: unknown[];
  };
  expect(wall.faces).toHaveLength(6);
  await batch.getByRole('button', { name: 'Close' }).click();
  await expect(batch).toHaveCount(0);
});

test('a picture without a face says so', async ({ page }) => {
  await page.goto('/#/recognize');
  const buffer = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 200;
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve);
    });
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  });
  await chooseFiles(page.getByRole('region', { name: 'Picture to look at' }), {
    name: 'black.png',
    mimeType: 'image/png',
    buffer: Buffer.from(buffer),
  });
  await expect(page.getByText(/No face was found in this picture/)).toBeVisible();
  await expectSound(page);
});

testPeople(
  'the people of the samples get their names by one click',
  async ({ page, collection }) => {
    await page.goto(`/#/recognize?picture=wall&collection=${collection}`);
    const faces = page.getByRole('region', { name: 'Faces' }).getByRole('button');
    await expect(faces).toHaveCount(6);
    const add = page.getByRole('button', { name: 'Add the two people of the samples' });
    await expectSound(page);
    await tabTo(add);
    await page.keyboard.press('Enter');
    await expect(faces.filter({ hasText: 'Eileen Collins' })).toHaveCount(3);
    await expect(faces.filter({ hasText: 'Grace Hopper' })).toHaveCount(3);
    await expect(add).toHaveCount(0);
    await page.getByText('The same from a terminal').click();
    const command = page.getByLabel('Command', { exact: true });
    await expect(command).toContainText(`/recognize?collection=${collection}`);
  },
);
