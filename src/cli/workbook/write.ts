/** `gap workbook write`: writes the workbook that a country fills in. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IssuedWorkbook, IssueWorkbook } from '../../collection/index.ts';
import { nearest } from '../../content/index.ts';
import { secretariat } from '../../domain/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import { cycleOf, findCycleInstrument, loadInstruments, loadTreatyAnswers } from '../../questionnaire/index.ts';
import { type Country, loadCountries, loadKnownTreatyFacts } from '../../reference/index.ts';
import { askedScope, type IssuedOrder, orderWorkbook, scopeText, writeWorkbook } from '../../workbook/index.ts';
import { demandContent } from '../content/faults.ts';
import { demandFree, writeFile } from '../files.ts';
import { readLine } from '../line.ts';
import type { Command, World } from '../world.ts';
import { askedDay, askedLanguage } from './options.ts';

export const command: Command = {
  name: 'workbook write',
  usage: [
    'gap workbook write --cycle CYCLE --country CODE --language LANGUAGE --out FILE.xlsx [--scope SCOPE] [--due DATE]',
    '                   [--replace]',
    '',
    '  --cycle     such as <instrument>-<version>, or the version alone while only one instrument has it',
    '  --country   ISO 3166-1 alpha-3 code, or the code of an illustrative State',
    '  --scope     whole, core, or codes of sections separated by commas; default: whole',
    '  --due       due date, such as 2026-06-30; default: the due date of the cycle',
    '  --replace   overwrite an existing file; without this option, an existing file is not changed',
    '',
    'Treaty facts are filled in for confirmation, and so are the last answers if the data folder contains the cycle.',
    'Answers given by the country in this cycle are filled in as answers.',
  ].join('\n'),
  json: {
    file: 'as it was named',
    cycle: 'id of the cycle',
    country: 'alpha-3 code',
    language: 'of the workbook',
    scope: '`whole`, `core`, or sections with commas between',
    due: 'due date; null if none is set',
    revision: 'revision of the country that is in its cells; 0 for none',
    bytes: 'size of the file',
  },
  run: async (args, world) => {
    const { options, flags } = readLine(command, args, {
      required: ['cycle', 'country', 'language', 'out'],
      optional: ['scope', 'due'],
      flags: ['replace'],
    });
    const { contentRoot } = world;
    const named = { where: '--out', file: options.out!, replace: flags.has('replace') };
    demandFree(world, named);
    const due = askedDay(command, 'due', options.due);
    await demandContent(contentRoot, { cycle: options.cycle! });
    const instrument = findCycleInstrument(loadInstruments(contentRoot), options.cycle!);
    const language = askedLanguage(instrument, options.language!);
    const scope = askedScope(options.scope ?? 'whole', instrument);
    const { country, countries } = findCountry(contentRoot, options.country!);
    const texts = loadTexts(contentRoot);
    const cycle = cycleOf(instrument);
    const write = (order: IssuedOrder) => writeWorkbook({ ...order, texts });
    const asked = { cycle, country: country.code, languages: [language], due, contact: world.contact ?? null, write };
    const issued = await issueFrom(world, { ...asked, scope: scopeText(scope) });
    const order =
      issued?.order ??
      orderWorkbook({
        ...{ instrument, country, countries, language, scope, due, texts, contact: asked.contact },
        recorded: { prefills: [], answers: [], revision: 0 },
        facts: loadKnownTreatyFacts(contentRoot, country.illustrative ? 'illustrative' : 'real'),
        choices: loadTreatyAnswers(contentRoot, instrument.id).prefill,
        issued: world.now().toISOString().slice(0, 10),
      });
    const bytes = issued?.bytes ?? (await write(order));
    writeFile(world, named, bytes);
    const kilobytes = Math.ceil(bytes.length / 1000);
    world.out(`${options.out}: ${order.country.name}, ${cycle}, ${language}, ${scopeText(scope)}, ${kilobytes} kB\n`);
    world.writeJson?.({
      ...{ file: options.out!, cycle, country: country.code, language, scope: scopeText(scope) },
      ...{ due: order.due ?? null, revision: order.revision ?? 0, bytes: bytes.length },
    });
    return 0;
  },
};

/** A country or fictional State, with all others of its kind. @throws Problem `workbook_country_unknown` */
function findCountry(contentRoot: string, asked: string): { country: Country; countries: readonly Country[] } {
  const code = asked.trim().toUpperCase();
  const kinds = (['real', 'illustrative'] as const).filter(
    (kind) => kind === 'real' || existsSync(join(contentRoot, 'pipelines', 'reference', kind, 'countries.csv')),
  );
  const worlds = kinds.map((kind) => loadCountries(contentRoot, kind));
  for (const countries of worlds) {
    const country = countries.find((one) => one.code === code);
    if (country) return { country, countries };
  }
  const all = worlds.flat();
  const byName = new Map(all.flatMap(({ code: of, names }) => Object.values(names).map((name) => [name, of])));
  const near = new Set([
    ...all.filter(({ alpha2 }) => alpha2 === code).map((one) => one.code),
    ...nearest(asked, byName.keys()).map((name) => byName.get(name)!),
    ...nearest(
      code,
      all.map((one) => one.code),
    ),
  ]);
  const reported = [...near]
    .slice(0, 3)
    .map((of) => `${of} (${Object.values(all.find((one) => one.code === of)!.names)[0]})`);
  throw new Problem('workbook_country_unknown', '--country', { country: asked, near: reported });
}

/**
 * From the data folder, if it has the cycle and the country is invited; otherwise null, and the store is not even
 * loaded.
 */
async function issueFrom(world: World, asked: Issuing): Promise<IssuedWorkbook | null> {
  if (world.databaseUrl === null && !existsSync(join(world.folder, 'gap.sqlite'))) return null;
  const { withDesk } = await import('../desk.ts');
  try {
    return await withDesk(world, (desk) => desk.issueWorkbook({ ...asked, person: secretariat }));
  } catch (error) {
    if (error instanceof Problem && (error.code === 'cycle_unknown' || error.code === 'not_found')) return null;
    throw error;
  }
}

type Issuing = Omit<IssueWorkbook, 'person'>;
