/** What a release computes beside its statements: it loops, or draws random numbers. */
import type { Steps } from '../../pipeline/index.ts';
import { scoreBands } from './bands.ts';
import { constructChecks } from './construct.ts';
import { methodDraws } from './draws.ts';
import { areaBands } from './need-bands.ts';
import { recomputeScores } from './recompute.ts';
import { rankSensitivity } from './sensitivity.ts';
import { changeSigns } from './signs.ts';

export const releaseSteps: Steps = {
  recompute_scores: recomputeScores,
  score_bands: scoreBands,
  rank_sensitivity: rankSensitivity,
  method_draws: methodDraws,
  change_signs: changeSigns,
  area_bands: areaBands,
  construct_checks: constructChecks,
};
