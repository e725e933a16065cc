/** Tables of a release that are not computed in SQL, as they loop or draw random numbers. */
import type { Steps } from '../../pipeline/index.ts';
import type { ScoreTreeRunner } from '../../statistics/index.ts';
import { regionBands, scoreBands } from './bands.ts';
import { constructChecks, correlations, principalComponentTable } from './construct.ts';
import { methodDraws } from './draws.ts';
import { areaBands } from './need-bands.ts';
import { recomputeScores } from './recompute.ts';
import { type CycleReader, readCurrentCycle } from './score-tree.ts';
import { rankSensitivity } from './sensitivity.ts';
import { changeSigns } from './signs.ts';
import { stepPeers } from './step-peers.ts';

/**
 * @param run - computes the replications, in this thread or another
 * @param read - reads the cycle: again for each step, or once for all if the tables do not change
 */
export const releaseSteps = (run: ScoreTreeRunner, read: CycleReader = readCurrentCycle): Steps => ({
  recompute_scores: recomputeScores,
  score_bands: scoreBands(run, read),
  region_bands: regionBands(run, read),
  rank_sensitivity: rankSensitivity(run, read),
  method_draws: methodDraws(read),
  change_signs: changeSigns(run),
  area_bands: areaBands(run),
  construct_checks: constructChecks(read),
  correlations: correlations(read),
  principal_components: principalComponentTable(read),
  step_peers: stepPeers,
});
