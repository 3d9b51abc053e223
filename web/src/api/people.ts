import {
  asked,
  form,
  picture,
  told,
  type Fields,
  type Transport,
  type Upload,
} from './transport';
import type {
  Enrolled,
  KeptFace,
  People,
  Person,
  Receipt,
  Rejection,
  SearchAnswer,
} from './types';

/** What is said of somebody who is enrolled. */
export interface NewPerson {
  name: string;
  consent: Consent;
}

/** Who has agreed to what, and until which day; '' for no end. */
export interface Consent {
  by: string;
  purpose: string;
  expires: string;
}

/** Which face of a picture is enrolled, and whether a poor one will do. */
export interface ChosenFace {
  face: number;
  anyQuality: boolean;
}

/** The most people that one list of the page asks for. */
export const MOST_PEOPLE = 1000;

export function consentFields({ by, purpose, expires }: Consent): Fields {
  const until = expires === '' ? [] : [['consent_expires', expires] as const];
  return [['consent_by', by], ['consent_purpose', purpose], ...until];
}

/** Everything about somebody new but the picture. */
export function personFields({ name, consent }: NewPerson, chosen: ChosenFace): Fields {
  return [['name', name], ...consentFields(consent), ...faceFields(chosen)];
}

function faceFields({ face, anyQuality }: ChosenFace): Fields {
  return [
    ['face', String(face)],
    ['quality', anyQuality ? 'any' : 'good'],
  ];
}

/** The routes about the people of one collection. */
export class PeopleApi {
  /** How each request says which collection is meant; '' is the operator's own. */
  readonly where: Fields;

  constructor(
    private readonly service: Transport,
    collection: string,
  ) {
    this.where = collection === '' ? [] : [['collection', collection]];
  }

  /** Where the service is. */
  get address(): string {
    return this.service.address;
  }

  /** The names of all collections. */
  async collections(signal?: AbortSignal): Promise<string[]> {
    const answer = await this.service.json('/collections', asked(signal));
    const { collections } = answer as { collections: { name: string }[] };
    return collections.map(({ name }) => name);
  }

  async all(signal?: AbortSignal): Promise<People> {
    const fields: Fields = [['limit', String(MOST_PEOPLE)], ...this.where];
    const answer = await this.service.json('/people', { ...asked(signal), fields });
    return answer as People;
  }

  async enrol(
    upload: Upload,
    person: NewPerson,
    chosen: ChosenFace,
    signal?: AbortSignal,
  ): Promise<Enrolled> {
    const fields = [...personFields(person, chosen), ...this.where];
    const sent = form({ image: upload }, fields, signal);
    return (await this.service.json('/people', sent)) as Enrolled;
  }

  async change(id: string, changes: object, signal?: AbortSignal): Promise<Person> {
    const said = { ...changes, ...Object.fromEntries(this.where) };
    const sent = { ...told('PATCH', said, signal), named: { id } };
    return (await this.service.json('/people/{id}', sent)) as Person;
  }

  /** Erases somebody; `suppress` keeps them from being enrolled again. */
  async erase(id: string, suppress: boolean, signal?: AbortSignal): Promise<Receipt> {
    const fields: Fields = [['suppress', String(suppress)], ...this.where];
    const sent = { method: 'DELETE', named: { id }, fields, ...asked(signal) };
    return (await this.service.json('/people/{id}', sent)) as Receipt;
  }

  async merge(id: string, into: string, signal?: AbortSignal): Promise<Person> {
    const said = { into, ...Object.fromEntries(this.where) };
    const sent = { ...told('POST', said, signal), named: { id } };
    return (await this.service.json('/people/{id}/merge', sent)) as Person;
  }

  async faces(id: string, signal?: AbortSignal): Promise<KeptFace[]> {
    const sent = { named: { id }, fields: this.where, ...asked(signal) };
    const answer = await this.service.json('/people/{id}/faces', sent);
    return (answer as { faces: KeptFace[] }).faces;
  }

  async addFace(
    id: string,
    upload: Upload,
    chosen: ChosenFace,
    signal?: AbortSignal,
  ): Promise<Enrolled> {
    const sent = {
      ...form({ image: upload }, [...faceFields(chosen), ...this.where], signal),
    };
    const answer = await this.service.json('/people/{id}/faces', {
      ...sent,
      named: { id },
    });
    return answer as Enrolled;
  }

  async eraseFace(id: string, face: string, signal?: AbortSignal): Promise<Receipt> {
    const sent = {
      method: 'DELETE',
      named: { id, face },
      fields: this.where,
      ...asked(signal),
    };
    return (await this.service.json('/people/{id}/faces/{face}', sent)) as Receipt;
  }

  async rejections(id: string, signal?: AbortSignal): Promise<Rejection[]> {
    const sent = { named: { id }, fields: this.where, ...asked(signal) };
    const answer = await this.service.json('/people/{id}/rejections', sent);
    return (answer as { rejections: Rejection[] }).rejections;
  }

  /** Says that a face of a picture is not this person. */
  async reject(id: string, upload: Upload, face: number, signal?: AbortSignal) {
    const fields: Fields = [['face', String(face)], ...this.where];
    const sent = form({ image: upload }, fields, signal);
    const answer = await this.service.json('/people/{id}/rejections', {
      ...sent,
      named: { id },
    });
    return answer as Rejection;
  }

  async takeBack(id: string, rejection: string, signal?: AbortSignal): Promise<void> {
    await this.service.json('/people/{id}/rejections/{rejection}', {
      method: 'DELETE',
      named: { id, rejection },
      fields: this.where,
      ...asked(signal),
    });
  }

  async search(upload: Upload, signal?: AbortSignal): Promise<SearchAnswer> {
    const sent = { ...picture(upload, signal), fields: this.where };
    return (await this.service.json('/search', sent)) as SearchAnswer;
  }

  async verify(receipt: Receipt, signal?: AbortSignal): Promise<boolean> {
    const sent = told('POST', receipt, signal);
    const answer = await this.service.json('/receipts/verify', sent);
    return (answer as { genuine: boolean }).genuine;
  }
}
