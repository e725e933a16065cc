export { type BuildStep, buildRelease, type OnProgress, type Release, type ReleaseInputs } from './build.ts';
export { type Build, type BuilderPlace, type LastRelease, openBuilder, type ReleaseBuilder } from './builder.ts';
export { type Corrected, correctReleases, waitingForCorrection } from './correct.ts';
export {
  type AnswerChange,
  type ComparedRelease,
  compareOpened,
  compareReleases,
  type ReleaseDifference,
  type ScoreChange,
} from './difference.ts';
export { disclose, type KeptAnswer } from './disclose.ts';
export { type Drafted, type DraftOutcome, discardDraft, draftCycle, saveDraft } from './draft.ts';
export {
  type Band,
  type Change,
  type ExplainedElement,
  type ExplainedGroup,
  type ExplainedItem,
  type ExplainedModel,
  type ExplainedNeed,
  type ExplainedRelease,
  type ExplainedScore,
  type Explanation,
  explain,
  explainScore,
  type Place,
} from './explain/index.ts';
export { type Framework, loadFramework } from './framework.ts';
export { cyclesWithChangedRules, freeze } from './freeze.ts';
export {
  emptyInputs,
  type InputRow,
  type Inputs,
  type InputTable,
  inputTables,
  inputTypes,
  sqlColumns,
} from './inputs.ts';
export type { KeptForest } from './kept-forest.ts';
export { type About, type Edition, editions, type Manifest } from './manifest.ts';
export { describeMethod, fillMethod, methodBegin, methodEnd } from './method/index.ts';
export { noteWork } from './noted-work.ts';
export { type MartRow, type OpenRelease, openRelease } from './open.ts';
export {
  isAsPublished,
  type OwnView,
  type OwnWeights,
  partsOf,
  type Viewed,
  type ViewedBand,
  type ViewedCountry,
  type ViewedPart,
  viewWithWeights,
  weighable,
} from './own-view.ts';
export { findRelease, latestRelease, listReleases, publishRelease, releaseFiles } from './publish.ts';
export { type DraftReview, reviewDraft } from './review.ts';
export { releaseSteps } from './steps/index.ts';
export { type Difference, type Verification, verifyRelease } from './verify.ts';
export {
  type CountryWithdrawn,
  liftWithdrawal,
  releasesHolding,
  withdrawCountry,
  withdrawRelease,
} from './withdraw.ts';
