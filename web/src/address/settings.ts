/** How one setting is written in an address, and read from it. */
export interface Setting<T> {
  initial: T;
  /** Undefined where the text is no value of this setting. */
  read: (text: string) => T | undefined;
  write: (value: T) => string;
}

export type Settings<T> = { readonly [Name in keyof T]: Setting<T[Name]> };

export function oneOf<T extends string | number>(
  values: readonly T[],
  initial: T,
): Setting<T> {
  return {
    initial,
    read: (text) => values.find((value) => String(value) === text),
    write: String,
  };
}

/** A name of letters, digits, dots, hyphens and underscores; '' to begin with. */
export function identifier(): Setting<string> {
  return {
    initial: '',
    read: (text) => (/^[a-zA-Z0-9_.-]{1,255}$/.test(text) ? text : undefined),
    write: String,
  };
}

export function share(initial: number): Setting<number> {
  return {
    initial,
    read: (text) => {
      const value = Number(text);
      return text !== '' && value >= 0 && value <= 1 ? value : undefined;
    },
    write: String,
  };
}

export function flag(initial: boolean): Setting<boolean> {
  return {
    initial,
    read: (text) => (text === 'yes' ? true : text === 'no' ? false : undefined),
    write: (value) => (value ? 'yes' : 'no'),
  };
}

function listed<T extends object>(settings: Settings<T>) {
  return Object.entries(settings) as [keyof T & string, Setting<unknown>][];
}

export function initialOf<T extends object>(settings: Settings<T>): T {
  const entries = listed(settings);
  return Object.fromEntries(entries.map(([name, { initial }]) => [name, initial])) as T;
}

/** What a query says, over what holds without it. */
export function readSettings<T extends object>(
  settings: Settings<T>,
  query: string,
  before: T,
): T {
  const asked = new URLSearchParams(query);
  const read = listed(settings).flatMap(([name, setting]) => {
    const value = setting.read(asked.get(name) ?? '');
    return asked.has(name) && value !== undefined ? [[name, value] as const] : [];
  });
  return { ...before, ...Object.fromEntries(read) };
}

/** The query that brings these values back: only what is not as it was to begin with. */
export function writeSettings<T extends object>(
  settings: Settings<T>,
  values: T,
): string {
  const query = new URLSearchParams();
  for (const [name, { initial, write }] of listed(settings)) {
    const value = values[name];
    if (value !== initial) query.set(name, write(value));
  }
  return query.toString();
}
