/** `gap cycle show`: one cycle, its rules, and the invited countries. */
import { referenceDateOf } from '../../domain/index.ts';
import { readBoard } from '../board.ts';
import { readLine } from '../line.ts';
import { facts, table } from '../table.ts';
import { openWords } from '../words.ts';
import type { Command } from '../world.ts';
import { summaryOf } from './summary.ts';

export const command: Command = {
  name: 'cycle show',
  usage: 'gap cycle show CYCLE',
  json: {
    cycle: 'id of the cycle',
    kind: '`real` or `illustrative`, of the whole data folder',
    opened: 'instant',
    due: 'due date; null if none is set',
    reference_date: 'reference date of the answers; null if the rules were not stored yet',
    baseline: 'cycle with which progress is compared; null for the first',
    target: 'target score; null if none is set',
    target_year: 'year of the target',
    questionnaire_sha256: 'of the files with which it opened',
    rules_sha256: 'of the rules with which it opened',
    invited: 'number of countries',
    reported: 'number of countries with a recorded upload',
    accepted: 'number of countries with an accepted revision',
    countries: 'a list: `country`, `status` as in `gap submission list`, `revision`, `accepted_revision`',
  },
  run: async (args, world) => {
    const { places } = readLine(command, args, { places: { least: 1, most: 1, are: 'a cycle' } });
    const board = await readBoard(world, { cycle: places[0]! });
    const cycle = board.cycles[0]!;
    const words = openWords(world);
    const { id, rules, baseline, target, targetYear } = cycle;
    const referenceDate = rules === null ? null : referenceDateOf(rules, cycle.closesOn);
    const summary = summaryOf(cycle, board.submissions);
    world.out(
      facts([
        ['Cycle', `${id} (${board.kind})`],
        ['Opened', words.instant(cycle.openedAt)],
        ['Answers due', words.day(cycle.closesOn)],
        ['Reference date', words.day(referenceDate)],
        ['Baseline', baseline ?? 'none'],
        ['Target', target === null ? 'none' : `${target} in ${targetYear}`],
        ['Questionnaire', `SHA-256 ${cycle.instrumentHash}`],
        ['Rules', cycle.rulesHash === null ? 'not kept yet' : `SHA-256 ${cycle.rulesHash}`],
        ['Countries', `${summary.invited} invited, ${summary.reported} reported, ${summary.accepted} accepted`],
      ]),
    );
    const rows = board.submissions.map(({ country, place, revision, acceptedRevision }) => [
      ...[words.country(country), words.place(place), revision === 0 ? 'none' : `${revision}`],
      acceptedRevision === null ? 'none' : `${acceptedRevision}`,
    ]);
    world.out(`\n${table(['Country', 'Status', 'Revision', 'Accepted revision'], rows)}`);
    world.writeJson?.({
      ...summary,
      kind: board.kind,
      referenceDate,
      baseline,
      target,
      targetYear,
      questionnaireSha256: cycle.instrumentHash,
      rulesSha256: cycle.rulesHash,
      countries: board.submissions.map(({ country, place: status, revision, acceptedRevision }) => ({
        ...{ country, status, revision, acceptedRevision },
      })),
    });
    return 0;
  },
};
