/** `gap workbook print`: writes the questionnaire as a printable page. */
import { loadTexts } from '../../i18n/index.ts';
import { cycleOf, findCycleInstrument, loadInstruments } from '../../questionnaire/index.ts';
import { askedScope, scopeText, writePrintable } from '../../workbook/index.ts';
import { writeFile } from '../files.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { askedLanguage } from './options.ts';

export const command: Command = {
  name: 'workbook print',
  usage: [
    'gap workbook print --cycle CYCLE --language LANGUAGE --out FILE.html [--scope SCOPE] [--replace]',
    '',
    '  --cycle    such as <instrument>-<version>, or the version alone while only one instrument has it',
    '  --scope    whole, core, or codes of sections separated by commas; default: whole',
    '  --replace  overwrite an existing file; without this option, an existing file is not changed',
    '',
    'The page needs no other file. Print it from a browser.',
  ].join('\n'),
  json: {
    file: 'as it was named',
    cycle: 'id of the cycle',
    language: 'of the page',
    scope: '`whole`, `core`, or sections with commas between',
  },
  run: async (args, world) => {
    const { options, flags } = readLine(command, args, {
      required: ['cycle', 'language', 'out'],
      optional: ['scope'],
      flags: ['replace'],
    });
    const instrument = findCycleInstrument(loadInstruments(world.contentRoot), options.cycle!);
    const language = askedLanguage(instrument, options.language!);
    const scope = askedScope(options.scope ?? 'whole', instrument);
    const texts = loadTexts(world.contentRoot);
    const cycle = cycleOf(instrument);
    const named = { where: '--out', file: options.out!, replace: flags.has('replace') };
    writeFile(world, named, writePrintable({ instrument, cycle, language, scope, texts }));
    world.out(`${options.out}: ${cycle}, ${language}\n`);
    world.writeJson?.({ file: options.out!, cycle, language, scope: scopeText(scope) });
    return 0;
  },
};
