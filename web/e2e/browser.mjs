import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Thrown with the sentence that a failed journey ends with. */
export class Wrong extends Error {}

export function expect(condition, sentence) {
  if (!condition) throw new Wrong(sentence);
}

/**
 * Opens a page in a fresh browser and runs the journey. What the page itself finds
 * wrong (errors thrown or logged, a policy broken, a stranger asked) counts too,
 * but for what `journey.allowed` matches.
 */
export async function visit(journey) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const complaints = listen(page, journey.allowed ?? []);
    page.setDefaultTimeout(20_000);
    await journey.run(page);
    expect(complaints.length === 0, `The page complained: ${complaints.join(' | ')}`);
  } finally {
    await browser.close();
  }
}

function listen(page, allowed) {
  const complaints = [];
  const complain = (text) => {
    if (!allowed.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  page.on('pageerror', (error) => complain(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complain(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const local = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
    if (protocol.startsWith('http') && !local) complain(`It asked ${hostname}.`);
  });
  return complaints;
}

/** Runs a script's journey; its end is the exit status and one sentence. */
export async function main(work) {
  try {
    console.log(await work());
  } catch (error) {
    console.error(error instanceof Wrong ? error.message : error);
    process.exitCode = 1;
  }
}
