import {
  personFields,
  type ChosenFace,
  type NewPerson,
  type PeopleApi,
} from '../../api/people';
import { curlForm, curlGet, curlPicture, visageCommand } from '../../terminal/commands';

/** Of which collection, and where it is. */
type Place = Pick<PeopleApi, 'address' | 'where'>;

export function listCommands({ address, where }: Place) {
  return {
    curl: curlGet(address, '/people', where),
    visage: visageCommand('people list', [], where),
  };
}

/** Somebody new, by a face of a picture of this name. */
export function addCommands(
  { address, where }: Place,
  person: NewPerson,
  picture: string,
  chosen: ChosenFace,
) {
  const fields = [...personFields(person, chosen), ...where];
  const options = fields
    .filter(([field]) => field !== 'name')
    .map(([field, value]) => [field.replace('_', '-'), value] as const);
  return {
    curl: curlForm(address, '/people', [['image', picture]], fields),
    visage: visageCommand('people add', [person.name, picture], options),
  };
}

export function searchCommands(
  { address, where }: Place,
  picture: { name: string; type: string },
) {
  return {
    curl: curlPicture(address, '/search', { ...picture, fields: where }),
    visage: visageCommand('people search', [picture.name], where),
  };
}
