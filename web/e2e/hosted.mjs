// The site behind the headers of its host: it starts, and asks nobody but its service.
// Usage: node e2e/hosted.mjs PAGE-ADDRESS STRANGER-ADDRESS
import { expect, main, visit } from './browser.mjs';

const [site, stranger] = process.argv.slice(2);

async function run(page) {
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  const violated = () => said.filter((text) => /Content Security Policy/.test(text));
  await page.goto(site);
  await page.getByRole('heading').first().waitFor();
  expect(violated().length === 0, `The page itself: ${violated().join(' | ')}`);
  const answered = await page.evaluate(
    (address) =>
      fetch(address, { mode: 'no-cors' }).then(
        () => true,
        () => false,
      ),
    stranger,
  );
  expect(!answered, 'The page may ask a stranger.');
  await page.waitForTimeout(500); // the browser reports what it forbade a little later
  const reason = violated().some((text) => text.includes('connect-src'));
  expect(reason, `Not the policy said no, but: ${said.join(' | ')}`);
}

// No service is up in this journey.
const allowed = [/Content Security Policy|ERR_CONNECTION_REFUSED/];

await main(async () => {
  await visit({ run, allowed });
  return 'The page starts behind its headers and asks no stranger.';
});
