import { expect, test } from 'vitest';

import { addCommands, listCommands, searchCommands } from './commands';

const OWN = { address: 'http://localhost:3000', where: [] };
const STAFF = { ...OWN, where: [['collection', 'staff'] as const] };

test('a new person is told with the consent, the face and the collection', () => {
  const consent = { by: 'Ada', purpose: 'the door', expires: '2030-01-31' };
  const chosen = { face: 1, anyQuality: false };
  expect(addCommands(STAFF, { name: 'Ada', consent }, 'ada.jpg', chosen)).toEqual({
    curl: `curl 'http://localhost:3000/people' \\
  -F 'image=@ada.jpg' \\
  -F 'name=Ada' \\
  -F 'consent_by=Ada' \\
  -F 'consent_purpose=the door' \\
  -F 'consent_expires=2030-01-31' \\
  -F 'face=1' \\
  -F 'quality=good' \\
  -F 'collection=staff'`,
    visage: `visage people add 'Ada' 'ada.jpg' \\
  --consent-by 'Ada' \\
  --consent-purpose 'the door' \\
  --consent-expires '2030-01-31' \\
  --face '1' \\
  --quality 'good' \\
  --collection 'staff'`,
  });
});

test('the operator’s own collection need not be named', () => {
  expect(listCommands(OWN)).toEqual({
    curl: `curl 'http://localhost:3000/people'`,
    visage: 'visage people list',
  });
  expect(searchCommands(OWN, { name: 'a.jpg', type: 'image/jpeg' })).toEqual({
    curl: `curl 'http://localhost:3000/search' \\
  -H 'Content-Type: image/jpeg' \\
  --data-binary '@a.jpg'`,
    visage: `visage people search 'a.jpg'`,
  });
});
