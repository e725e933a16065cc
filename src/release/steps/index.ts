/** What a release computes beside its statements: it loops, or draws random numbers. */
import type { Steps } from '../../pipeline/index.ts';
import { recomputeScores } from './recompute.ts';

export const releaseSteps: Steps = {
  recompute_scores: recomputeScores,
};
