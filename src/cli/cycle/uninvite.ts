/** `gap cycle uninvite`: withdraws an invitation that was sent by mistake. */
import { secretariat } from '../../domain/index.ts';
import { withDesk } from '../desk.ts';
import { readCodes, readLine } from '../line.ts';
import { openWords } from '../words.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'cycle uninvite',
  usage: [
    'gap cycle uninvite CYCLE --countries CODES',
    '',
    '  --countries  alpha-3 codes separated by commas; all or none, if one has sent a file',
    '',
    'To invite a country again: gap cycle open CYCLE --countries CODES',
  ].join('\n'),
  json: { cycle: 'id of the cycle', uninvited: 'alpha-3 codes that are no longer invited' },
  run: async (args, world) => {
    const { options, places } = readLine(command, args, {
      required: ['countries'],
      places: { least: 1, most: 1, are: 'a cycle' },
    });
    const countries = readCodes(options.countries!);
    const gone = await withDesk(world, (desk) =>
      desk.uninviteCountries({ cycle: places[0]!, countries, person: secretariat }),
    );
    const words = openWords(world);
    const cycle = gone[0]?.cycle ?? places[0]!;
    for (const { country } of gone) world.out(`${cycle}: ${words.country(country)} is no longer invited\n`);
    world.writeJson?.({ cycle, uninvited: gone.map(({ country }) => country) });
    return 0;
  },
};
