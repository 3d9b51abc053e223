import {
  asked,
  picture,
  told,
  type Fields,
  type Transport,
  type Upload,
} from './transport';
import type {
  AlertKind,
  AlertState,
  AuditEntry,
  Case,
  CountedCase,
  EndedCase,
  FrameAnswer,
  Sighting,
  Sightings,
  NamedUnknown,
  Ticket,
  UnknownAnswer,
  WatchCamera,
} from './watchTypes';
import { consentFields, type Consent } from './people';

/** Which alerts are listed; '' for any. */
export interface AlertFilter {
  state: AlertState | '';
  kind: AlertKind | '';
  camera: string;
}

/** What a case is opened with. */
export interface NewCase {
  note: string;
  /** The last day. */
  expires: string;
  name: string;
}

/** What a browser's camera sends with a frame. */
export interface Watching {
  camera: string;
  session: string;
  taken: Date;
}

const PAGE = 50;

/** The routes about cameras, and what they see. */
export class WatchApi {
  constructor(private readonly service: Transport) {}

  async alerts(
    filter: AlertFilter,
    after: string | null = null,
    signal?: AbortSignal,
  ): Promise<Sightings> {
    const chosen = Object.entries({ ...filter, after: after ?? '' });
    const fields: Fields = [
      ['limit', String(PAGE)],
      ...chosen.filter(([, value]) => value !== ''),
    ];
    const answer = await this.service.json('/alerts', { ...asked(signal), fields });
    return answer as Sightings;
  }

  async alert(id: string, signal?: AbortSignal): Promise<Sighting> {
    const sent = { ...asked(signal), named: { id } };
    return (await this.service.json('/alerts/{id}', sent)) as Sighting;
  }

  /** The best look of the track. */
  crop(id: string, signal?: AbortSignal): Promise<Blob> {
    return this.service.bytes('/alerts/{id}/crop', { ...asked(signal), named: { id } });
  }

  /** The picture that the case was opened with. */
  reference(id: string, signal?: AbortSignal): Promise<Blob> {
    const sent = { ...asked(signal), named: { id } };
    return this.service.bytes('/alerts/{id}/reference', sent);
  }

  async decide(
    id: string,
    confirm: boolean,
    note: string,
    signal?: AbortSignal,
  ): Promise<Sighting> {
    const said = note.trim() === '' ? {} : { note: note.trim() };
    const sent = { ...told('POST', said, signal), named: { id } };
    const route = confirm ? '/alerts/{id}/confirm' : '/alerts/{id}/reject';
    return (await this.service.json(route, sent)) as Sighting;
  }

  async cameras(signal?: AbortSignal): Promise<WatchCamera[]> {
    const answer = await this.service.json('/cameras', asked(signal));
    return (answer as { cameras: WatchCamera[] }).cameras;
  }

  async changeCamera(
    camera: string,
    changes: object,
    signal?: AbortSignal,
  ): Promise<WatchCamera> {
    const sent = { ...told('PATCH', changes, signal), named: { camera } };
    return (await this.service.json('/cameras/{camera}', sent)) as WatchCamera;
  }

  async audit(signal?: AbortSignal): Promise<AuditEntry[]> {
    const answer = await this.service.json('/watch/audit', asked(signal));
    return (answer as { entries: AuditEntry[] }).entries;
  }

  async frame(
    upload: Upload,
    { camera, session, taken }: Watching,
    signal?: AbortSignal,
  ): Promise<FrameAnswer> {
    const fields: Fields = [
      ['session', session],
      ['taken', taken.toISOString()],
    ];
    const sent = { ...picture(upload, signal), named: { camera }, fields };
    return (await this.service.json('/watch/{camera}/frames', sent)) as FrameAnswer;
  }

  async ticket(signal?: AbortSignal): Promise<Ticket> {
    return (await this.service.json(
      '/live/tickets',
      told('POST', {}, signal),
    )) as Ticket;
  }

  async cases(signal?: AbortSignal): Promise<CountedCase[]> {
    const answer = await this.service.json('/watchlist', asked(signal));
    return (answer as { cases: CountedCase[] }).cases;
  }

  async openCase(id: string, said: NewCase, signal?: AbortSignal): Promise<Case> {
    const { name, ...rest } = said;
    const fields = name.trim() === '' ? rest : { ...rest, name: name.trim() };
    const sent = { ...told('PUT', fields, signal), named: { case: id } };
    return (await this.service.json('/watchlist/{case}', sent)) as Case;
  }

  async addPicture(id: string, upload: Upload, signal?: AbortSignal): Promise<void> {
    const sent = { ...picture(upload, signal), named: { case: id } };
    await this.service.json('/watchlist/{case}/pictures', sent);
  }

  casePicture(id: string, n: number, signal?: AbortSignal): Promise<Blob> {
    const named = { case: id, n: String(n) };
    return this.service.bytes('/watchlist/{case}/pictures/{n}', {
      ...asked(signal),
      named,
    });
  }

  async endCase(id: string, signal?: AbortSignal): Promise<EndedCase> {
    const sent = { method: 'DELETE', named: { case: id }, ...asked(signal) };
    return (await this.service.json('/watchlist/{case}', sent)) as EndedCase;
  }

  async unknown(signal?: AbortSignal): Promise<UnknownAnswer> {
    return (await this.service.json('/unknown', asked(signal))) as UnknownAnswer;
  }

  unknownCrop(face: string, signal?: AbortSignal): Promise<Blob> {
    const sent = { ...asked(signal), named: { face } };
    return this.service.bytes('/unknown/{face}/crop', sent);
  }

  async nameUnknown(
    faces: readonly string[],
    name: string,
    consent: Consent,
    collection: string,
    signal?: AbortSignal,
  ): Promise<NamedUnknown> {
    const said = {
      faces,
      name,
      ...Object.fromEntries(consentFields(consent)),
      ...(collection === '' ? {} : { collection }),
    };
    const sent = told('POST', said, signal);
    return (await this.service.json('/unknown/name', sent)) as NamedUnknown;
  }

  async dismissUnknown(faces: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.service.json('/unknown/dismiss', told('POST', { faces }, signal));
  }
}
