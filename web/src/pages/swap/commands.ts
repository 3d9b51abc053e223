import { curlForm, visageCommand } from '../../terminal/commands';
import { swapFields, swappedName, type Choice } from './fields';
import type { SwapSettings } from './settings';

/** The swap as commands; the names stand in where no picture is chosen yet. */
export function swapCommands(
  address: string,
  choice: Choice,
  settings: SwapSettings,
  [source, target]: readonly [string, string],
) {
  const output = swappedName(target, `image/${settings.format}`);
  const parts = [
    ...(choice.exchange ? [] : [['source', source] as const]),
    ['target', target] as const,
  ];
  const options = [
    ['output', output] as const,
    ...swapFields(choice, settings)
      .filter(([name]) => name !== 'format')
      .flatMap(([name, value]) => option(name, value)),
  ];
  return {
    curl: curlForm(address, '/swap', parts, swapFields(choice, settings), {
      type: `image/${settings.format}`,
      file: output,
    }),
    visage: visageCommand(
      'swap',
      parts.map(([, file]) => file),
      options,
    ),
  };
}

/** A field as an option of the command: what is true is a flag, what is false nothing. */
function option(name: string, value: string): (readonly [string, string])[] {
  if (value === 'false') return [];
  return [[name.replace('_', '-'), value === 'true' ? '' : value]];
}
