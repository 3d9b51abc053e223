// Settings that cannot be are refused before anything is made, each with a sentence.

import { machines } from './identity.mjs';

const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d+)?$/;
const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/;
const SECURE = /^https:\/\/[a-z0-9.-]+(:\d+)?(\/[^/?#\s]+)*$/;

const amount = (most) => (value) =>
  value === '' ||
  (/^\d+(\.\d+)?$/.test(value) && Number(value) > 0 && Number(value) <= most);

const CHECKS = {
  VISAGE_CONCURRENCY: {
    of: ({ settings }) => String(settings.concurrency),
    takes: 'a number from 1, or none',
    good: (value) => value === 'none' || /^[1-9]\d*$/.test(value),
  },
  VISAGE_PICTURES: {
    of: ({ settings }) => settings.pictures,
    takes: 'public or signed-in',
    good: (value) => ['public', 'signed-in'].includes(value),
  },
  VISAGE_MFA: {
    of: ({ settings }) => settings.mfa,
    takes: 'ON, or OPTIONAL',
    good: (value) => ['ON', 'OPTIONAL'].includes(value),
  },
  // A browser names an origin without a path; what has one is never equal to it.
  VISAGE_ORIGIN: {
    of: ({ cors }) => cors.origin,
    takes: '*, or an origin such as https://faces.example.org without a path or slash',
    good: (value) => value === '*' || ORIGIN.test(value),
  },
  // Cognito compares addresses letter by letter, and adds nothing to them.
  VISAGE_SITE: {
    of: ({ site }) => site,
    takes: 'an https:// address without a slash at its end, or http://localhost',
    good: (value) => SECURE.test(value) || LOCAL.test(value),
  },
  VISAGE_ALARM_EMAIL: {
    of: ({ alarmEmail }) => alarmEmail,
    takes: 'an e-mail address',
    good: (value) => value === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  },
  VISAGE_BUCKETS: {
    of: ({ buckets }) => buckets,
    takes: 'names of buckets, separated by commas',
    good: (value) => /^([a-z0-9.-]{3,63}(,[a-z0-9.-]{3,63})*)?$/.test(value),
  },
  VISAGE_KEEP_ALERTS: {
    of: ({ keepAlerts }) => String(keepAlerts),
    takes: 'days, 365 at most',
    good: amount(365),
  },
  VISAGE_KEEP_UNKNOWN: {
    of: ({ keepUnknown }) => String(keepUnknown),
    takes: 'hours, 720 at most',
    good: amount(720),
  },
  // A table of another stack would need rights that this one cannot give.
  VISAGE_CUSTOMERS: {
    of: ({ customers }) => customers,
    takes:
      'an https:// address with {account} in it; without it, the table of this stack',
    good: (value) =>
      value === '' || /^https:\/\/[^/\s]+\/\S*\{account\}\S*$/.test(value),
  },
  VISAGE_FIREWALL: {
    of: ({ firewall }) => String(firewall),
    takes: 'requests in five minutes, from 10, or none',
    good: (value) => value === 'none' || (/^\d+$/.test(value) && Number(value) >= 10),
  },
  VISAGE_SNAPSTART: {
    of: ({ snapStart }) => snapStart,
    takes: 'on or off',
    good: (value) => ['on', 'off'].includes(value),
  },
  VISAGE_API_LOG_ROLE: {
    of: ({ apiLogRole }) => apiLogRole,
    takes: 'make or there',
    good: (value) => ['make', 'there'].includes(value),
  },
  VISAGE_MODELS_SHA256: {
    of: ({ modelsSha256 }) => modelsSha256,
    takes: 'the SHA-256 of the models’ manifest in 64 small hexadecimal digits',
    good: (value) => value === 'none' || /^[0-9a-f]{64}$/.test(value),
  },
};

// Throws the first sentence.
export function checkSettings(custom) {
  for (const [name, { of, takes, good }] of Object.entries(CHECKS)) {
    const value = of(custom);
    if (!good(value)) throw new Error(`${name} is ${value}; it takes ${takes}.`);
  }
  machines(custom.machines);
}
