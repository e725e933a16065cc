/** The faults of an installation's content, for `gap check` and for commands that refuse faulty content. */
import { createHash } from 'node:crypto';
import { checkFiles, type Fault, faultsOf, inOrder, refuseFaults, unrepeated } from '../../content/index.ts';
import { checkDemo } from '../../demo/index.ts';
import { checkTexts, type LanguageReport } from '../../i18n/index.ts';
import { checkModels, checkStatements, modelDescriptions, modelFiles } from '../../pipeline/index.ts';
import {
  checkCycleRules,
  checkFramework,
  checkInstruments,
  cycleOf,
  hasCycleRules,
  hasFramework,
  listInstruments,
} from '../../questionnaire/index.ts';
import { checkReference } from '../../reference/index.ts';
import { checkVariations, inputTypes, releaseSteps } from '../../release/index.ts';
import { runScoreTree } from '../../statistics/index.ts';
import { checkProjectAreas, checkReferenceLinks } from './reference-links.ts';

/** Every fault of every file, sorted by file and line, including texts that a language lacks. */
export const checkContent = async (contentRoot: string): Promise<Fault[]> => (await checkedContent(contentRoot)).faults;

/** The same faults, with the progress of each language. */
export async function checkedContent(
  contentRoot: string,
): Promise<{ readonly faults: Fault[]; readonly languages: readonly LanguageReport[] }> {
  const { checkDashboards } = await import('../../dashboard/index.ts');
  const descriptions = modelDescriptions(contentRoot);
  const { faults, warnings, languages } = checkTexts(contentRoot, { onRequest: true, descriptions });
  const found = [
    ...checkQuestionnaires(contentRoot, { warnings: true, cycle: null }),
    ...checkDemos(contentRoot),
    ...checkReference(contentRoot),
    ...faults,
    ...warnings,
    ...(await checkDashboards(contentRoot)),
    ...(await checkPipelines(contentRoot)),
  ];
  return { faults: inOrder([...found, ...unrepeated(checkFiles(contentRoot), found)]), languages };
}

/**
 * Refuses faulty content before it is used. A text that is missing in another than the working language is accepted,
 * as readers see the text of the working language.
 *
 * @param parts - what the command would use; for a cycle, all versions of its questionnaire and their framework
 * @throws Problem `content_faulty` with the same faults as `gap check`
 */
export async function demandContent(
  contentRoot: string,
  parts: { cycle?: string; dashboards?: true; demo?: true; models?: true },
): Promise<void> {
  const found = [
    ...checkQuestionnaires(contentRoot, { warnings: false, cycle: parts.cycle ?? null }),
    ...checkReference(contentRoot),
    ...checkTexts(contentRoot, { onRequest: false }).faults,
    ...(parts.demo ? checkDemos(contentRoot) : []),
    ...(parts.dashboards ? await (await import('../../dashboard/index.ts')).checkDashboards(contentRoot) : []),
    ...(parts.models ? checkModels(modelFiles(contentRoot), { examples: false }).faults : []),
  ];
  refuseFaults(found);
}

/** Questionnaires with their crosswalks and texts, their frameworks, and the rules of their cycles. */
function checkQuestionnaires(contentRoot: string, reported: { warnings: boolean; cycle: string | null }): Fault[] {
  const all = listInstruments(contentRoot);
  const { cycle } = reported;
  const named = all.filter((name) => cycle === name.version || cycle === cycleOf(name)).map(({ id }) => id);
  const names = all.filter(({ id }) => named.length === 0 || named.includes(id));
  const ids = [...new Set(names.map(({ id }) => id))];
  const framed = ids.filter((id) => hasFramework(contentRoot, id));
  const reports = framed.map((id) => checkFramework(contentRoot, id));
  return [
    ...checkInstruments(contentRoot, names)
      .flatMap(({ faults, warnings }) => (reported.warnings ? [...faults, ...warnings] : faults))
      .flatMap(faultsOf),
    ...reports.flatMap(({ faults, warnings }) => (reported.warnings ? [...faults, ...warnings] : faults)),
    ...framed.flatMap((id) => checkVariations(contentRoot, id)),
    ...framed.flatMap((id) => checkReferenceLinks(contentRoot, id)),
    ...checkProjectAreas(
      contentRoot,
      [...new Set(all.map(({ id }) => id))].filter((id) => hasFramework(contentRoot, id)),
    ),
    ...ids.filter((id) => hasCycleRules(contentRoot, id)).flatMap((id) => checkCycleRules(contentRoot, id).faults),
  ];
}

/** Demo answers are checked only if every version of the questionnaire can be read. */
function checkDemos(contentRoot: string): Fault[] {
  const byId = Map.groupBy(listInstruments(contentRoot), ({ id }) => id);
  return [...byId].flatMap(([id, names]) => {
    const versions = checkInstruments(contentRoot, names).map(({ instrument }) => instrument);
    return versions.every((one) => one !== null) ? checkDemo(contentRoot, id, versions) : [];
  });
}

/**
 * Hashes of models of which every statement and example ran without a fault in this process, so that a watcher, or an
 * import that checks the content before and after, runs them again only after a change.
 */
const faultless = new Set<string>();

/** Declarations and SQL statements. Statements are run only if every declaration can be read. */
async function checkPipelines(contentRoot: string): Promise<readonly Fault[]> {
  const files = modelFiles(contentRoot);
  const { models, faults } = checkModels(files);
  if (faults.length > 0) return faults;
  const hash = createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex');
  if (faultless.has(hash)) return [];
  const found = await checkStatements(contentRoot, models, inputTypes(), releaseSteps(runScoreTree));
  if (found.length === 0) faultless.add(hash);
  return found;
}
