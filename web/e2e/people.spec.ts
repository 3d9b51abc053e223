import { readFile } from 'node:fs/promises';

import {
  bytesOf,
  chooseFiles,
  expect,
  expectInView,
  expectSound,
  SAMPLE,
  shoot,
  tabTo,
  takeAway,
  REFUSALS,
} from './site';
import { test } from './collection';
import type { Page } from '@playwright/test';

async function add(page: Page, collection: string, name: string, sample: string) {
  await page.goto(`/#/people?view=add&collection=${collection}`);
  await chooseFiles(
    page.getByRole('region', { name: 'Picture of the person' }),
    SAMPLE(sample),
  );
  const form = page.getByRole('tabpanel', { name: 'Add a person' });
  await form.getByRole('textbox', { name: 'Name' }).fill(name);
  await expect(form.getByText(/seen well enough/)).toBeVisible();
  await form.getByLabel(/has agreed that their face/).check();
  await form.getByRole('button', { name: 'Add the person' }).click();
  const done = form.getByText(`${name} can be recognised now`);
  await expect(done).toBeVisible();
  await expectInView(done);
}

test('somebody is added, named in pictures, and forgotten with a receipt', async ({
  page,
  collection,
}) => {
  const name = 'The astronaut';
  await page.goto(`/#/people?collection=${collection}`);
  await expect(page.getByRole('status').first()).toBeVisible();
  await expectSound(page);
  await add(page, collection, name, 'astronaut');
  await expectSound(page);
  await shoot(page, 'people-add');

  // Recognize names them, beside those whom nobody knows.
  await page.goto(`/#/recognize?collection=${collection}`);
  const place = page.getByRole('region', { name: 'Picture to look at' });
  await chooseFiles(place, SAMPLE('wall'));
  const faces = page.getByRole('region', { name: 'Faces' }).getByRole('button');
  await expect(faces).toHaveCount(6);
  await expect(faces.filter({ hasText: name })).not.toHaveCount(0);
  await expect(faces.filter({ hasText: /^Face \d/ })).not.toHaveCount(0);
  await expectSound(page);
  await shoot(page, 'recognize-named');

  await page.goto(`/#/people?view=everyone&collection=${collection}`);
  await page.getByRole('searchbox', { name: 'Name' }).fill(name);
  const card = page.getByRole('button', { name: new RegExp(name) });
  await expect(card).toHaveCount(1);
  await tabTo(card);
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name });
  await expect(drawer.getByText(new RegExp(`^${name} agreed to`))).toBeVisible();
  await expect(drawer.getByText(/^added .* quality/)).toHaveCount(1);
  await expectSound(page);
  await shoot(page, 'person');

  await drawer.getByRole('button', { name: 'Forget this person…' }).click();
  await drawer.getByRole('button', { name: 'Keep them' }).click();
  await drawer.getByRole('button', { name: 'Forget this person…' }).click();
  await drawer.getByLabel(/Keep the same pictures from being added/).uncheck();
  await drawer.getByRole('button', { name: `Forget ${name}` }).click();
  const receipt = page.getByRole('dialog', { name: 'Forgotten' });
  await expect(receipt.getByText(/^1 person and 1 face were erased/)).toBeVisible();
  await receipt.getByRole('button', { name: 'Check it' }).click();
  await expect(receipt.getByText(/^Genuine/)).toBeVisible();
  await expectSound(page);
  await shoot(page, 'receipt');
  const press = receipt.getByRole('button', { name: 'Download the receipt' });
  const { bytes } = await bytesOf(page, press);
  const told = JSON.parse(new TextDecoder().decode(bytes)) as { people_count: number };
  expect(told.people_count).toBe(1);
  await receipt.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: new RegExp(name) })).toHaveCount(0);
});

test.describe('with a file that is no picture', () => {
  test.use({ expected: [REFUSALS] });

  test('a second picture, another name, a new consent, and two that are one', async ({
    page,
    collection,
  }) => {
    const [name, other] = ['Grace', 'Hopper'];
    await add(page, collection, name, 'grace-hopper');
    await add(page, collection, other, 'astronaut');
    await page.goto(`/#/people?view=everyone&collection=${collection}`);
    await page.getByRole('searchbox', { name: 'Name' }).fill(other);
    await page.getByRole('button', { name: new RegExp(other) }).click();
    const drawer = page.getByRole('dialog', { name: other });

    const chooser = page.waitForEvent('filechooser');
    await drawer.getByRole('button', { name: 'Add pictures' }).click();
    const buffer = await readFile('public/favicon.svg');
    const empty = { name: 'no-picture.png', mimeType: 'image/png', buffer };
    await (await chooser).setFiles(SAMPLE('astronaut-again'));
    await expect(drawer.getByText(/^added .* quality/)).toHaveCount(2);
    const again = page.waitForEvent('filechooser');
    await drawer.getByRole('button', { name: 'Add pictures' }).click();
    await (await again).setFiles(empty);
    await expect(drawer.getByRole('alert')).toContainText('no-picture.png: ');
    await drawer
      .getByRole('button', { name: /^Forget the picture/ })
      .first()
      .click();
    await expect(drawer.getByText(/^added .* quality/)).toHaveCount(1);

    await drawer.getByText('Record a new consent').click();
    await drawer.getByLabel('Until which day').fill('2099-12-31');
    await drawer.getByRole('button', { name: 'Record it' }).click();
    await expect(drawer.getByText(/until .*2099/).first()).toBeVisible();

    await drawer.getByText('The same as somebody else').click();
    await drawer.getByRole('combobox').click();
    await page.getByRole('option', { name: new RegExp(name) }).click();
    await expectSound(page);
    await drawer.getByRole('button', { name: `Merge into ${name}` }).click();
    await expect(drawer).toHaveCount(0);
    await page.getByRole('searchbox', { name: 'Name' }).fill(name);
    await expect(page.getByRole('button', { name: /2 pictures/ })).toHaveCount(1);
  });
});

test('who is found wrongly is said not to be them, and that can be taken back', async ({
  page,
  collection,
}) => {
  const name = 'Somebody';
  await add(page, collection, name, 'astronaut');
  await page.goto(`/#/people?view=find&collection=${collection}`);
  const place = page.getByRole('region', { name: 'Picture to search' });
  await chooseFiles(place, SAMPLE('astronaut-again'));
  const found = page.getByRole('region', { name: 'Who is shown' });
  await expect(found.getByText(name, { exact: true })).toBeVisible();
  await expectSound(page);
  await shoot(page, 'people-find');
  await found.getByRole('button', { name: `This is not ${name}` }).click();
  await expect(found.getByText(name, { exact: true })).toHaveCount(0);

  await page.goto(`/#/people?view=everyone&collection=${collection}`);
  await page.getByRole('searchbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: new RegExp(name) }).click();
  const drawer = page.getByRole('dialog', { name });
  await drawer.getByRole('button', { name: 'Take back' }).click();
  await expect(drawer.getByText('Said not to be them')).toHaveCount(0);
});

test.describe('when the service is away', () => {
  test.use({ expected: [REFUSALS] });

  test('nothing that was typed is lost', async ({ page, collection }) => {
    const name = 'Nobody';
    await page.goto(`/#/people?view=add&collection=${collection}`);
    const place = page.getByRole('region', { name: 'Picture of the person' });
    await chooseFiles(place, SAMPLE('astronaut'));
    const form = page.getByRole('tabpanel', { name: 'Add a person' });
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    await expect(form.getByText(/seen well enough/)).toBeVisible();
    await form.getByLabel(/has agreed that their face/).check();
    const giveBack = await takeAway(page);
    await form.getByRole('button', { name: 'Add the person' }).click();
    await expect(form.getByRole('alert')).toContainText('can’t be reached');
    await expectSound(page);
    await giveBack();
    await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue(name);
    await form.getByRole('button', { name: 'Add the person' }).click();
    await expect(form.getByText(`${name} can be recognised now`)).toBeVisible();
  });
});
