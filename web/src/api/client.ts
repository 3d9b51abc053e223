import { apiError, UnexpectedAnswerError } from './errors';
import { PeopleApi } from './people';
import {
  asked,
  form,
  parsed,
  picture,
  readJson,
  Transport,
  type Fields,
  type Upload,
} from './transport';
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
import { WatchApi } from './watch';

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

/** The routes of the service that the pages call. */
export class VisageApi {
  private readonly service: Transport;
  /** The routes about cameras, and what they see. */
  readonly watch: WatchApi;

  constructor(
    readonly address: string,
    /** Who calls, where the service asks for it. */
    token: () => string | null = () => null,
  ) {
    this.service = new Transport(address, token);
    this.watch = new WatchApi(this.service);
  }

  /** The routes about the people of a collection; '' is the operator's own. */
  peopleOf(collection: string): PeopleApi {
    return new PeopleApi(this.service, collection);
  }

  async align(upload: Upload, options: AlignOptions, signal?: AbortSignal) {
    const answer = await this.service.json('/align', {
      ...picture(upload, signal),
      fields: alignFields(options),
    });
    return answer as AlignAnswer;
  }

  async landmarks(upload: Upload, signal?: AbortSignal) {
    return (await this.service.json(
      '/landmarks',
      picture(upload, signal),
    )) as LandmarksAnswer;
  }

  /** The picture itself, with landmarks drawn, for browsers that can't read its kind. */
  drawn(upload: Upload, signal?: AbortSignal): Promise<Blob> {
    return this.service.bytes('/landmarks', picture(upload, signal));
  }

  async swap(
    pictures: Readonly<Record<string, Upload | undefined>>,
    fields: Fields,
    signal?: AbortSignal,
  ) {
    return (await this.service.json(
      '/swap',
      form(pictures, fields, signal),
    )) as SwapAnswer;
  }

  /** Describes every face, with the names of those who are in a collection. */
  async recognize(upload: Upload, signal?: AbortSignal, collection = '') {
    const fields: Fields = collection === '' ? [] : [['collection', collection]];
    const sent = { ...picture(upload, signal), fields };
    return (await this.service.json('/recognize', sent)) as RecognizeAnswer;
  }

  async compare(a: Upload, b: Upload, comparison: Comparison, signal?: AbortSignal) {
    const sent = form({ a, b }, compareFields(comparison), signal);
    return (await this.service.json('/compare', sent)) as CompareAnswer;
  }

  /** The classifiers of the store, by handle. */
  async classifiers(signal?: AbortSignal): Promise<Classifier[]> {
    const answer = await this.service.json('/classify', asked(signal));
    return (answer as { classifiers: Classifier[] }).classifiers;
  }

  async classify(
    handle: string,
    upload: Upload,
    signal?: AbortSignal,
  ): Promise<Classified> {
    const sent = { ...picture(upload, signal), named: { handle } };
    const response = await this.service.reach('/classify/{handle}', sent);
    const classes = (await this.service.bodyOf(response)) as ClassShare[];
    const about = parsed(response.headers.get('X-Visage-About') ?? '');
    if (about === null) throw new UnexpectedAnswerError(this.address);
    return { classes, about: about as ClassifyAbout };
  }

  /** The report of a classifier, as the text of an HTML page. */
  async report(handle: string, signal?: AbortSignal): Promise<string> {
    const sent = { ...asked(signal), named: { handle }, accept: 'text/html' };
    const response = await this.service.reach('/classify/{handle}/report', sent);
    if (!response.ok) throw apiError(response.status, await readJson(response));
    return response.text();
  }

  async models(signal?: AbortSignal): Promise<Model[]> {
    return ((await this.service.json('/models', asked(signal))) as { models: Model[] })
      .models;
  }

  async version(signal?: AbortSignal): Promise<string> {
    return ((await this.service.json('/version', asked(signal))) as { version: string })
      .version;
  }

  /** The routes that this service has, by their paths. */
  async routes(signal?: AbortSignal): Promise<string[]> {
    const answer = await this.service.json('/openapi.json', asked(signal));
    return Object.keys((answer as { paths: object }).paths);
  }
}
