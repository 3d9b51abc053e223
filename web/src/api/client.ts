import type { CompareResponse, RecognizeResponse } from '../pages/recognize/types';
import { apiError, isAbort, UnexpectedAnswerError, UnreachableError } from './errors';
import type {
  AlignOptions,
  AlignResponse,
  LandmarksResponse,
  Model,
  SwapResponse,
} from './types';

/** Which faces are compared, and at which false-accept rate. */
export interface Comparison {
  far: number;
  faceA: number;
  faceB: number;
}

/** One picture as it travels: the bytes and what they are. */
export interface Upload {
  body: Blob;
  type: string;
}

export function alignPath(options: AlignOptions): string {
  const { size, crop, margin, format } = options;
  return `/align?face=all&size=${size}&crop=${crop}&margin=${margin}&format=${format}`;
}

/** The routes of the service that the pages call. */
export class VisageApi {
  constructor(
    readonly address: string,
    /** Who calls, where the service asks for it. */
    private readonly token: () => string | null = () => null,
  ) {}

  async align(
    upload: Upload,
    options: AlignOptions,
    signal?: AbortSignal,
  ): Promise<AlignResponse> {
    const path = alignPath(options);
    return (await this.postPicture(path, upload, signal)) as AlignResponse;
  }

  async landmarks(upload: Upload, signal?: AbortSignal): Promise<LandmarksResponse> {
    return (await this.postPicture('/landmarks', upload, signal)) as LandmarksResponse;
  }

  /** Sends a form of pictures and fields. */
  async swap(
    pictures: Readonly<Record<string, Upload | undefined>>,
    fields: readonly (readonly [string, string])[],
    signal?: AbortSignal,
  ): Promise<SwapResponse> {
    const form = new FormData();
    for (const [name, upload] of Object.entries(pictures)) {
      if (upload) form.append(name, upload.body, name);
    }
    for (const [name, value] of fields) form.append(name, value);
    const init = { method: 'POST', body: form, ...(signal ? { signal } : {}) };
    return (await this.json('/swap', init)) as SwapResponse;
  }

  async recognize(upload: Upload, signal?: AbortSignal): Promise<RecognizeResponse> {
    return (await this.postPicture('/recognize', upload, signal)) as RecognizeResponse;
  }

  async compare(
    a: Upload,
    b: Upload,
    { far, faceA, faceB }: Comparison,
    signal?: AbortSignal,
  ): Promise<CompareResponse> {
    const form = new FormData();
    form.append('a', a.body, 'a');
    form.append('b', b.body, 'b');
    form.append('far', String(far));
    form.append('face_a', String(faceA));
    form.append('face_b', String(faceB));
    const init = { method: 'POST', body: form, ...(signal ? { signal } : {}) };
    return (await this.json('/compare', init)) as CompareResponse;
  }

  async models(signal?: AbortSignal): Promise<Model[]> {
    const answer = await this.json('/models', signal ? { signal } : {});
    return (answer as { models: Model[] }).models;
  }

  async version(signal?: AbortSignal): Promise<string> {
    const answer = await this.json('/version', signal ? { signal } : {});
    return (answer as { version: string }).version;
  }

  /** Sends one picture as a raw body; its parameters are in the path's query. */
  private postPicture(
    path: string,
    upload: Upload,
    signal?: AbortSignal,
  ): Promise<unknown> {
    return this.json(path, {
      method: 'POST',
      headers: { 'Content-Type': upload.type },
      body: upload.body,
      ...(signal ? { signal } : {}),
    });
  }

  private async json(path: string, init: RequestInit): Promise<unknown> {
    const response = await this.reach(path, init);
    const body = await readJson(response);
    if (!response.ok) throw apiError(response.status, body);
    if (typeof body !== 'object' || body === null) {
      throw new UnexpectedAnswerError(this.address);
    }
    return body;
  }

  private async reach(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Accept', 'application/json');
    const token = this.token();
    if (token !== null) headers.set('Authorization', `Bearer ${token}`);
    try {
      return await fetch(`${this.address}${path}`, { ...init, headers });
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new UnreachableError(this.address);
    }
  }
}

async function readJson(response: Response): Promise<unknown> {
  const body = await response.text();
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
