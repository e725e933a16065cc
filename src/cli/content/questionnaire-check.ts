/** `gap questionnaire check`: summarises an instrument, or lists all its faults. */
import { didYouMean, type Fault, formatFault, Problem, placeOfFault } from '../../problem/index.ts';
import {
  cellsOfInstrument,
  checkCycleRules,
  checkInstruments,
  crosswalkRelations,
  hasCycleRules,
  type Instrument,
  type InstrumentReport,
  listInstruments,
  meaningHash,
  textsHashes,
} from '../../questionnaire/index.ts';
import { readLine } from '../line.ts';
import { counted } from '../table.ts';
import type { Command, World } from '../world.ts';

export const command: Command = {
  name: 'questionnaire check',
  usage: [
    'gap questionnaire check [INSTRUMENT [VERSION]]',
    '',
    '  INSTRUMENT  its folder in questionnaires/; default: all',
    '  VERSION     its folder inside that of the instrument; default: all',
    '',
    'Exits with 0 if there are no errors, otherwise with 1. A missing translation is a warning.',
  ].join('\n'),
  json: {
    questionnaires:
      'a list: `instrument`, `version`, `sections`, `questions`, `cells` (numbers, null if it has faults), `languages`, `meaning` (SHA-256), `texts` (SHA-256 by language), `faults` and `warnings`, each with `where`, `message`, `fix`',
    rules: 'a list: `instrument`, `cycles` (number that have rules), `faults`',
  },
  run: async (args, world) => {
    const [id, version] = readLine(command, args, { places: { least: 0, most: 2, are: 'an instrument' } }).places;
    const names = listInstruments(world.contentRoot);
    const meant = names.filter((name) => (!id || name.id === id) && (!version || name.version === version));
    if (meant.length === 0) {
      const known = names.map((name) => `${name.id} ${name.version}`);
      const details = { instrument: id ?? '', version: version ?? '', known };
      throw new Problem('instrument_unknown', 'questionnaires', details);
    }
    const reports = checkInstruments(world.contentRoot, meant);
    for (const report of reports) describeReport(report, world);
    const ids = [...new Set(meant.map((name) => name.id))];
    const ruled = ids.map((instrument) => describeRules(instrument, world));
    world.writeJson?.({ questionnaires: reports.map(reportOf), rules: ids.map((id) => rulesOf(id, world)) });
    return reports.every(({ faults }) => faults.length === 0) && ruled.every(Boolean) ? 0 : 1;
  },
};

function describeReport({ id, version, instrument, faults, warnings }: InstrumentReport, world: World): void {
  if (instrument) world.out(`${id} ${version}: ${summary(instrument)}\n`);
  else world.err(`${id} ${version}: ${counted(faults.length, 'error')}\n`);
  for (const fault of faults) world.err(`  ${line(fault)}\n`);
  if (warnings.length > 0) world.err(`${id} ${version}: ${counted(warnings.length, 'warning')}\n`);
  for (const warning of warnings) world.err(`  ${line(warning)}\n`);
}

/** Reports the rules of an instrument's cycles. @returns false if they have faults */
function describeRules(id: string, world: World): boolean {
  if (!hasCycleRules(world.contentRoot, id)) {
    world.out(`${id}: no cycle can be opened yet, because there is no pipelines/framework/${id}/cycles.yaml\n`);
    return true;
  }
  const { rules, faults } = checkCycleRules(world.contentRoot, id);
  if (faults.length === 0) world.out(`${id}: rules of ${counted(rules.size, 'cycle')}\n`);
  else world.err(`${id}, rules of its cycles: ${counted(faults.length, 'error')}\n`);
  for (const fault of faults) world.err(`  ${formatFault(fault)}\n`);
  return faults.length === 0;
}

function reportOf({ id, version, instrument, faults, warnings }: InstrumentReport) {
  return {
    ...{ instrument: id, version, sections: instrument?.sections.length ?? null },
    ...{ questions: instrument?.questions.size ?? null, cells: instrument ? cellsOfInstrument(instrument).size : null },
    ...{ languages: instrument?.languages ?? null },
    ...{ meaning: instrument && meaningHash(instrument), texts: instrument && textsHashes(instrument) },
    ...{ faults: faults.map(memberOf), warnings: warnings.map(memberOf) },
  };
}

function rulesOf(id: string, { contentRoot }: World) {
  if (!hasCycleRules(contentRoot, id)) return { instrument: id, cycles: 0, faults: [] };
  const { rules, faults } = checkCycleRules(contentRoot, id);
  return { instrument: id, cycles: rules.size, faults: faults.map(memberOfFault) };
}

const memberOfFault = (fault: Fault) => ({
  where: placeOfFault(fault),
  message: fault.what,
  fix: [didYouMean(fault.didYouMean), fault.correction].filter(Boolean).join(' '),
});

const memberOf = ({ where, message, fix }: Problem) => ({ where, message, fix });

function line({ where, message, fix }: Problem): string {
  return `${where}: ${message} ${fix}`;
}

function summary(instrument: Instrument): string {
  const questions = [...instrument.questions.values()];
  const languages = instrument.languages.map((language) => {
    const texts = instrument.texts.get(language);
    return texts?.reviewed ? language : `${language} (${texts ? 'to be reviewed' : 'no texts yet'})`;
  });
  return [
    counted(instrument.sections.length, 'section'),
    `${counted(questions.length, 'question')} (${questions.filter(({ core }) => core).length} core, ${
      questions.filter(({ scorer }) => scorer !== null).length
    } scored, ${questions.filter(({ relevance }) => relevance !== null).length} with relevance)`,
    counted(cellsOfInstrument(instrument).size, 'answer cell'),
    counted(instrument.lists.size, 'choice list'),
    languages.join(' and '),
    ...crosswalks(instrument),
    `meaning ${meaningHash(instrument).slice(0, 12)}…`,
  ].join(', ');
}

/** Such as: from cybercrime 2024 118 same, 4 recoded, 2 changed, 3 new, 2 dropped. */
function crosswalks({ crosswalk }: Instrument): string[] {
  const groups = Map.groupBy(crosswalk, ({ fromInstrument, fromVersion }) => `${fromInstrument} ${fromVersion}`);
  return [...groups].map(([from, lines]) => {
    const counts = crosswalkRelations
      .map((relation) => [lines.filter((one) => one.relation === relation).length, relation] as const)
      .filter(([count]) => count > 0);
    return `from ${from} ${counts.map(([count, relation]) => `${count} ${relation}`).join(', ')}`;
  });
}
