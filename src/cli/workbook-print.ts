/** `gap workbook print`: the questionnaire as a page to print. */
import { loadTexts } from '../i18n/index.ts';
import { cycleOf, findCycleInstrument, loadInstruments } from '../questionnaire/index.ts';
import { askedScope, writePrintable } from '../workbook/index.ts';
import { writeFile } from './files.ts';
import { readLine } from './line.ts';
import { askedLanguage } from './options.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'workbook print',
  summary: 'write the questionnaire with all its branches as a page to print',
  usage: [
    'gap workbook print --cycle CYCLE --language LANGUAGE --out FILE.html [--scope SCOPE]',
    '',
    '  --cycle   such as <instrument>-<version>, or the version alone while only one instrument has it',
    '  --scope   whole, core, or codes of sections with commas between; whole where it is left out',
    '',
    'The page needs no other file. Print it from a browser.',
  ].join('\n'),
  run: async (args, world) => {
    const { options } = readLine(command, args, { required: ['cycle', 'language', 'out'], optional: ['scope'] });
    const instrument = findCycleInstrument(loadInstruments(world.contentRoot), options.cycle!);
    const language = askedLanguage(instrument, options.language!);
    const scope = askedScope(options.scope ?? 'whole', instrument);
    const texts = loadTexts(world.contentRoot);
    const cycle = cycleOf(instrument);
    writeFile(world, '--out', options.out!, writePrintable({ instrument, cycle, language, scope, texts }));
    world.out(`${options.out}: ${cycle}, ${language}\n`);
    return 0;
  },
};
