import { apiError, isAbort, UnexpectedAnswerError, UnreachableError } from './errors';
import type { paths } from './schema';
import type {
  AlignAnswer,
  AlignOptions,
  Classified,
  Classifier,
  ClassifyAbout,
  ClassShare,
  CompareAnswer,
  Comparison,
  LandmarksAnswer,
  Model,
  RecognizeAnswer,
  SwapAnswer,
} from './types';

/** One picture as it travels: the bytes and what they are. */
export interface Upload {
  body: Blob;
  type: string;
}

/** Fields of a form, or of a query. */
export type Fields = readonly (readonly [string, string])[];

type Route = keyof paths;

export function alignFields(options: AlignOptions): Fields {
  const { size, crop, margin, format } = options;
  return [
    ['face', 'all'],
    ['size', String(size)],
    ['crop', crop],
    ['margin', String(margin)],
    ['format', format],
  ];
}

export function compareFields({ far, faceA, faceB }: Comparison): Fields {
  return [
    ['far', String(far)],
    ['face_a', String(faceA)],
    ['face_b', String(faceB)],
  ];
}

/** The address of a route that has a handle in its path. */
export function ofHandle(route: Route, handle: string): string {
  return route.replace('{handle}', encodeURIComponent(handle));
}

/** A route with its query, as it stands in an address. */
export function withQuery(route: string, fields: Fields = []): string {
  const query = fields.map((field) => field.join('=')).join('&');
  return query === '' ? route : `${route}?${query}`;
}

/** The routes of the service that the pages call. */
export class VisageApi {
  constructor(
    readonly address: string,
    /** Who calls, where the service asks for it. */
    private readonly token: () => string | null = () => null,
  ) {}

  async align(upload: Upload, options: AlignOptions, signal?: AbortSignal) {
    const answer = await this.json('/align', {
      ...picture(upload, signal),
      fields: alignFields(options),
    });
    return answer as AlignAnswer;
  }

  async landmarks(upload: Upload, signal?: AbortSignal) {
    return (await this.json('/landmarks', picture(upload, signal))) as LandmarksAnswer;
  }

  /** The picture itself, with landmarks drawn, for browsers that can't read its kind. */
  async drawn(upload: Upload, signal?: AbortSignal): Promise<Blob> {
    const sent = picture(upload, signal);
    const response = await this.reach('/landmarks', { ...sent, accept: 'image/jpeg' });
    if (!response.ok) throw apiError(response.status, await readJson(response));
    return response.blob();
  }

  async swap(
    pictures: Readonly<Record<string, Upload | undefined>>,
    fields: Fields,
    signal?: AbortSignal,
  ) {
    return (await this.json('/swap', form(pictures, fields, signal))) as SwapAnswer;
  }

  async recognize(upload: Upload, signal?: AbortSignal) {
    return (await this.json('/recognize', picture(upload, signal))) as RecognizeAnswer;
  }

  async compare(a: Upload, b: Upload, comparison: Comparison, signal?: AbortSignal) {
    const sent = form({ a, b }, compareFields(comparison), signal);
    return (await this.json('/compare', sent)) as CompareAnswer;
  }

  /** The classifiers of the store, by handle. */
  async classifiers(signal?: AbortSignal): Promise<Classifier[]> {
    const answer = await this.json('/classify', asked(signal));
    return (answer as { classifiers: Classifier[] }).classifiers;
  }

  async classify(
    handle: string,
    upload: Upload,
    signal?: AbortSignal,
  ): Promise<Classified> {
    const route = ofHandle('/classify/{handle}', handle);
    const response = await this.reach(route, picture(upload, signal));
    const classes = (await this.bodyOf(response)) as ClassShare[];
    const about = parsed(response.headers.get('X-Visage-About') ?? '');
    if (about === null) throw new UnexpectedAnswerError(this.address);
    return { classes, about: about as ClassifyAbout };
  }

  /** The report of a classifier, as the text of an HTML page. */
  async report(handle: string, signal?: AbortSignal): Promise<string> {
    const route = ofHandle('/classify/{handle}/report', handle);
    const response = await this.reach(route, { ...asked(signal), accept: 'text/html' });
    if (!response.ok) throw apiError(response.status, await readJson(response));
    return response.text();
  }

  async models(signal?: AbortSignal): Promise<Model[]> {
    return ((await this.json('/models', asked(signal))) as { models: Model[] }).models;
  }

  async version(signal?: AbortSignal): Promise<string> {
    return ((await this.json('/version', asked(signal))) as { version: string })
      .version;
  }

  /** The routes that this service has, by their paths. */
  async routes(signal?: AbortSignal): Promise<string[]> {
    const answer = await this.json('/openapi.json', asked(signal));
    return Object.keys((answer as { paths: object }).paths);
  }

  private async json(route: Route, sent: Sent): Promise<unknown> {
    return this.bodyOf(await this.reach(route, sent));
  }

  private async bodyOf(response: Response): Promise<unknown> {
    const body = await readJson(response);
    if (!response.ok) throw apiError(response.status, body);
    if (typeof body !== 'object' || body === null) {
      throw new UnexpectedAnswerError(this.address);
    }
    return body;
  }

  private async reach(route: string, sent: Sent): Promise<Response> {
    const { fields, accept = 'application/json', ...init } = sent;
    const headers = new Headers(init.headers);
    headers.set('Accept', accept);
    const token = this.token();
    if (token !== null) headers.set('Authorization', `Bearer ${token}`);
    const address = `${this.address}${withQuery(route, fields)}`;
    try {
      return await fetch(address, { ...init, headers });
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new UnreachableError(this.address);
    }
  }
}

interface Sent extends RequestInit {
  fields?: Fields;
  accept?: string;
}

function asked(signal?: AbortSignal): Sent {
  return signal ? { signal } : {};
}

/** One picture as a raw body. */
function picture(upload: Upload, signal?: AbortSignal): Sent {
  const headers = { 'Content-Type': upload.type };
  return { method: 'POST', headers, body: upload.body, ...asked(signal) };
}

/** Several pictures, and fields beside them. */
function form(
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

async function readJson(response: Response): Promise<unknown> {
  return parsed(await response.text());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
