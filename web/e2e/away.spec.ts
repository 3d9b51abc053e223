// The service goes away in the middle of each flow: what was chosen stays.
import type { Page } from '@playwright/test';

import { test as testPeople } from './collection';
import {
  expect,
  expectSound,
  holdUp,
  REFUSALS,
  SAMPLE,
  handOver,
  takeAway,
  test,
} from './site';

test.use({ expected: [REFUSALS] });
testPeople.use({ expected: [REFUSALS] });

const FLOWS = [
  {
    name: 'swap',
    start: '/#/swap?face=astronaut&picture=grace-hopper',
    change: (page: Page) => page.getByText('Feather', { exact: true }).click(),
    result: (page: Page) => page.getByAltText('After the swap'),
    kept: ['The face', 'The picture'],
  },
  {
    name: 'compare',
    start: '/#/compare?a=astronaut&b=astronaut-again',
    change: async (page: Page) => {
      await page.getByRole('combobox', { name: 'How strict' }).click();
      await page.getByRole('option', { name: '1 in 100', exact: true }).click();
    },
    result: (page: Page) => page.getByRole('heading', { name: 'The same person' }),
    kept: ['One face', 'Another face'],
  },
  {
    name: 'align',
    start: '/#/align?picture=astronaut',
    change: (page: Page) => page.getByText('Whole head', { exact: true }).click(),
    result: (page: Page) => page.getByAltText('Face 1, aligned'),
    kept: ['Picture to align'],
  },
];

for (const { name, start, change, result, kept } of FLOWS) {
  test(`${name}: an option is changed while the service is away`, async ({ page }) => {
    await page.goto(start);
    await expect(result(page)).toBeVisible();
    const giveBack = await takeAway(page);
    await change(page);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('can’t be reached');
    for (const region of kept) {
      const panel = page.getByRole('region', { name: region });
      await expect(panel.getByRole('img', { name: /\.jpg/ })).toBeVisible();
    }
    await expectSound(page);
    await giveBack();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toHaveCount(0);
    await expect(result(page)).toBeVisible();
  });
}

const CHOOSING = [
  {
    name: 'recognize',
    start: '/#/recognize',
    place: 'Picture to look at',
    result: (page: Page) => page.getByRole('region', { name: 'Faces' }),
  },
  {
    name: 'classify',
    start: '/#/classify/imagenet',
    place: 'Picture to classify',
    result: (page: Page) => page.getByRole('region', { name: 'Best answers' }),
  },
  {
    name: 'people: find',
    start: '/#/people?view=find',
    place: 'Picture to search',
    result: (page: Page) =>
      page.getByRole('region', { name: 'Who is shown' }).getByRole('listitem').first(),
  },
];

for (const { name, start, place: label, result } of CHOOSING) {
  test(`${name}: a picture is chosen while the service is away`, async ({ page }) => {
    await page.goto(start);
    const place = page.getByRole('region', { name: label });
    await expect(place).toBeVisible();
    await page.waitForLoadState('networkidle');
    const giveBack = await takeAway(page);
    await handOver(place, 'drop', [SAMPLE('wall')]);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('can’t be reached');
    await expect(place.getByRole('img', { name: /^wall.jpg/ })).toBeVisible();
    await expectSound(page);
    await giveBack();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(result(page)).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
}

testPeople(
  'the people of the samples are added once the service is back',
  async ({ page, collection }) => {
    await page.goto(`/#/recognize?picture=wall&collection=${collection}`);
    const faces = page.getByRole('region', { name: 'Faces' }).getByRole('button');
    await expect(faces).toHaveCount(6);
    const giveBack = await takeAway(page);
    const add = page.getByRole('button', { name: 'Add the two people of the samples' });
    await add.click();
    await expect(page.getByRole('alert')).toContainText('can’t be reached');
    await expect(faces).toHaveCount(6);
    await giveBack();
    await add.click();
    await expect(faces.filter({ hasText: 'Grace Hopper' })).toHaveCount(3);
    await expect(page.getByRole('alert')).toHaveCount(0);
  },
);

test('a request can be cancelled, and asked again', async ({ page }) => {
  await page.goto('/#/swap?face=astronaut');
  await expect(page.getByText('1 face')).toBeVisible();
  const letGo = await holdUp(page, '/swap');
  const picture = page.getByRole('region', { name: 'The picture' });
  await picture.getByRole('button', { name: 'Grace Hopper' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText('Swapping…')).toBeVisible();
  await expectSound(page);
  const aborted = page.waitForEvent('requestfailed', (request) =>
    request.url().endsWith('/swap'),
  );
  await result.getByRole('button', { name: 'Cancel' }).click();
  expect((await aborted).failure()?.errorText).toBe('net::ERR_ABORTED');
  await expect(result.getByText('Cancelled.')).toBeVisible();
  letGo();
  await page.unrouteAll();
  await result.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByAltText('After the swap')).toBeVisible();
});

test('a batch that the service leaves goes on where it was', async ({ page }) => {
  await page.goto('/#/align');
  const place = page.getByRole('region', { name: 'Picture to align' });
  await expect(place).toBeVisible();
  const giveBack = await takeAway(page);
  await handOver(place, 'drop', [SAMPLE('astronaut'), SAMPLE('grace-hopper')]);
  const batch = page.getByRole('region', { name: 'Batch' });
  await expect(batch.getByText(/can’t be reached/)).toHaveCount(2);
  await giveBack();
  await batch.getByRole('button', { name: 'Try the other 2 again' }).click();
  await expect(batch.getByRole('heading')).toHaveText(/2 pictures: 2 done/);
});

test('models and privacy say that nobody answers, and can ask again', async ({
  page,
}) => {
  await page.goto('/');
  const giveBack = await takeAway(page);
  for (const path of ['models', 'privacy']) {
    await page.goto(`/#/${path}`);
    const alerts = page.getByRole('alert');
    await expect(alerts.first()).toContainText('can’t be reached');
  }
  await giveBack();
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expect(
    page.getByRole('region', { name: 'What the service keeps' }),
  ).toBeVisible();
});
