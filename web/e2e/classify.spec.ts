import {
  chooseFiles,
  expect,
  expectInView,
  expectSound,
  holdUp,
  REFUSALS,
  SAMPLE,
  shoot,
  tabTo,
  test,
} from './site';

/** The handle of a classifier that knows the two portraits, where there is one. */
const PEOPLE = process.env['PEOPLE'] ?? '';

test('a cup of coffee is named, and the address hands it on', async ({ page }) => {
  await page.goto('/#/classify/imagenet');
  await expectSound(page);
  await page.getByRole('button', { name: 'A cup of coffee' }).click();
  const best = page.getByRole('region', { name: 'Best answers' });
  await expect(best.getByRole('heading')).toHaveText('espresso');
  await expect(best.getByRole('listitem')).toHaveCount(10);
  await expect(best.getByRole('progressbar', { name: /^espresso: 95/ })).toBeVisible();
  await expect(page).toHaveURL(/#\/classify\/imagenet\?picture=coffee$/);
  await expect(page).toHaveTitle('Classify · Visage');
  await expectInView(best.getByRole('heading'));
  await shoot(page, 'classify');
  await expectSound(page);

  await page.getByText('The same from a terminal').click();
  await expect(page.getByLabel('Command', { exact: true })).toContainText(
    '/classify/imagenet',
  );
  await page.reload();
  await expect(best.getByRole('heading')).toHaveText('espresso');
});

test('a classifier is chosen by keyboard, and stays in the address', async ({
  page,
}) => {
  await page.goto('/#/classify');
  await expect(page).toHaveURL(/#\/classify\/[a-z0-9-]+$/);
  const choice = page.getByRole('combobox', { name: 'Classifier' });
  await tabTo(choice);
  await choice.selectOption('imagenet');
  await expect(page).toHaveURL(/#\/classify\/imagenet$/);
  const facts = page.getByRole('region', { name: 'Classifier' });
  await expect(facts).toContainText('Knows 1,000 classes');
  await expect(facts).toContainText('Right about 75.1% of 50,000 pictures');
});

test('a handle that is not there can be left', async ({ page }) => {
  await page.goto('/#/classify/nobody');
  await expect(page.getByRole('alert')).toContainText('no classifier “nobody” here');
  await expectSound(page);
  const choice = page.getByRole('combobox', { name: 'Classifier' });
  await choice.selectOption('imagenet');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test.describe('where requests are refused or fail', () => {
  test.use({ expected: [REFUSALS] });

  test('what takes long is cancelled and tried again', async ({ page }) => {
    const letGo = await holdUp(page, '/classify/');
    await page.goto('/#/classify/imagenet');
    const place = page.getByRole('region', { name: 'Picture to classify' });
    await chooseFiles(place, SAMPLE('astronaut'));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Cancelled.')).toBeVisible();
    letGo();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('region', { name: 'Best answers' })).toBeVisible();
  });

  test('nobody is named where there is no face', async ({ page }) => {
    test.skip(PEOPLE === '', 'no classifier of people is named by PEOPLE');
    await page.goto(`/#/classify/${PEOPLE}?picture=coffee`);
    await expect(page.getByRole('alert')).toContainText('No face was found');
    await expectSound(page);
  });
});

test('a person is named by the face that is shown', async ({ page }) => {
  test.skip(PEOPLE === '', 'no classifier of people is named by PEOPLE');
  await page.goto(`/#/classify/${PEOPLE}?picture=astronaut`);
  const best = page.getByRole('region', { name: 'Best answers' });
  await expect(best.getByRole('heading')).toHaveText('Eileen Collins');
  await expect(best).toContainText('by the largest face');
  await expect(best).toContainText('nobody it knows');
  await expect(page.getByRole('img', { name: /astronaut.jpg. Eileen/ })).toBeVisible();
  await shoot(page, 'classify-people');
  await expectSound(page);
});

test.describe('a report', () => {
  // The report of PEOPLE holds a script, which the browser says that it does not run.
  test.use({ expected: [/Blocked script execution in 'about:srcdoc'/] });

  test('is opened from the models page, and runs nothing', async ({ page }) => {
    test.skip(PEOPLE === '', 'no classifier of people is named by PEOPLE');
    await page.goto('/#/models');
    const listed = page.getByRole('region', { name: 'Classifiers' });
    const trained = listed.getByRole('article').filter({ hasText: PEOPLE });
    await trained.getByRole('button', { name: 'Report' }).click();
    const report = page.frameLocator(`iframe[title="Report of ${PEOPLE}"]`);
    await expect(report.getByRole('heading', { name: 'Report' })).toBeVisible();
    await shoot(page, 'report');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

test('the models page leads to the classifiers', async ({ page }) => {
  await page.goto('/#/models');
  const listed = page.getByRole('region', { name: 'Classifiers' });
  const ready = listed.getByRole('article').filter({ hasText: 'imagenet' });
  await expect(ready).toContainText('Apache 2.0');
  await shoot(page, 'models');
  await expectSound(page);
  await ready.getByRole('link', { name: 'Classify a picture' }).click();
  await expect(page).toHaveURL(/#\/classify\/imagenet$/);
});
