import { apiError, isAbort, UnexpectedAnswerError, UnreachableError } from './errors';
import type { paths } from './schema';

/** One picture as it travels: the bytes and what they are. */
export interface Upload {
  body: Blob;
  type: string;
}

/** Fields of a form, or of a query. */
export type Fields = readonly (readonly [string, string])[];

/** A path of the service; {id} and the like stand for what a request names. */
export type Route = keyof paths;

export interface Sent extends RequestInit {
  fields?: Fields;
  /** What stands for the names in the route's path. */
  named?: Readonly<Record<string, string>>;
  accept?: string;
}

/** A route with its query, as it stands in an address. */
export function withQuery(route: string, fields: Fields = []): string {
  const query = fields.map((field) => field.join('=')).join('&');
  return query === '' ? route : `${route}?${query}`;
}

/** A route's path with what stands for the names in it. */
export function filled(route: Route, named: Readonly<Record<string, string>>): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(named[name] ?? ''),
  );
}

/** How requests reach the service, and answers come back. */
export class Transport {
  constructor(
    readonly address: string,
    /** Who calls, where the service asks for it. */
    private readonly token: () => string | null,
  ) {}

  async json(route: Route, sent: Sent): Promise<unknown> {
    return this.bodyOf(await this.reach(route, sent));
  }

  /** What a response says, if it says yes. */
  async bodyOf(response: Response): Promise<unknown> {
    const body = await readJson(response);
    if (!response.ok) throw apiError(response.status, body);
    if (typeof body !== 'object' || body === null) {
      throw new UnexpectedAnswerError(this.address);
    }
    return body;
  }

  /** A picture that the service keeps. */
  async bytes(route: Route, sent: Sent): Promise<Blob> {
    const response = await this.reach(route, { accept: 'image/jpeg', ...sent });
    if (!response.ok) throw apiError(response.status, await readJson(response));
    return response.blob();
  }

  async reach(route: Route, sent: Sent): Promise<Response> {
    const { fields = [], named = {}, accept = 'application/json', ...init } = sent;
    const headers = new Headers(init.headers);
    headers.set('Accept', accept);
    const token = this.token();
    if (token !== null) headers.set('Authorization', `Bearer ${token}`);
    const path = filled(route, named);
    const query = fields.map(
      ([name, value]) => [name, encodeURIComponent(value)] as const,
    );
    const address = `${this.address}${withQuery(path, query)}`;
    try {
      return await fetch(address, { ...init, headers });
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new UnreachableError(this.address);
    }
  }
}

export function asked(signal?: AbortSignal): Sent {
  return signal ? { signal } : {};
}

/** One picture as a raw body. */
export function picture(upload: Upload, signal?: AbortSignal): Sent {
  const headers = { 'Content-Type': upload.type };
  return { method: 'POST', headers, body: upload.body, ...asked(signal) };
}

/** Several pictures, and fields beside them. */
export function form(
  pictures: Readonly<Record<string, Upload | undefined>>,
  fields: Fields,
  signal?: AbortSignal,
): Sent {
  const body = new FormData();
  for (const [name, upload] of Object.entries(pictures)) {
    if (upload) body.append(name, upload.body, name);
  }
  for (const [name, value] of fields) body.append(name, value);
  return { method: 'POST', body, ...asked(signal) };
}

export async function readJson(response: Response): Promise<unknown> {
  return parsed(await response.text());
}

/** What a JSON text says; null where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Fields as a JSON body. */
export function told(method: string, fields: object, signal?: AbortSignal): Sent {
  const headers = { 'Content-Type': 'application/json' };
  return { method, headers, body: JSON.stringify(fields), ...asked(signal) };
}
