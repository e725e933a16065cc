/** What is wrong with the content of an installation, as `gap check` lists it and as other commands refuse it. */
import { checkFiles, type Fault, faultsOf, inOrder, unrepeated } from '../../content/index.ts';
import { checkModels, checkStatements, modelFiles } from '../../pipeline/index.ts';
import { checkCycleRules, checkInstruments, hasCycleRules, listInstruments } from '../../questionnaire/index.ts';
import { inputTypes, releaseSteps } from '../../release/index.ts';
import { runForest } from '../../statistics/index.ts';

/** Every fault of every file, in order of file and line. */
export async function checkContent(contentRoot: string): Promise<Fault[]> {
  const said = [...checkQuestionnaires(contentRoot), ...(await checkPipelines(contentRoot))];
  return inOrder([...said, ...unrepeated(checkFiles(contentRoot), said)]);
}

/** Questionnaires, their crosswalks and texts, and the rules of their cycles. */
function checkQuestionnaires(contentRoot: string): Fault[] {
  const names = listInstruments(contentRoot);
  const ids = [...new Set(names.map(({ id }) => id))];
  return [
    ...checkInstruments(contentRoot, names).flatMap(({ faults, warnings }) => [...faults, ...warnings]),
    ...ids.filter((id) => hasCycleRules(contentRoot, id)).flatMap((id) => checkCycleRules(contentRoot, id).faults),
  ].flatMap(faultsOf);
}

/** Declarations and statements. Only where every declaration can be read are the statements tried. */
async function checkPipelines(contentRoot: string): Promise<readonly Fault[]> {
  const { models, faults } = checkModels(modelFiles(contentRoot));
  return faults.length > 0 ? faults : checkStatements(models, inputTypes(), releaseSteps(runForest));
}
