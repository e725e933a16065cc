/**
 * From accepted answers to a published release: freeze, compute, protect, save, publish, withdraw and explain. Only
 * `draft/freeze` reads answers from the state store. This folder must not know workbooks or pages.
 */
export { type BuildStep, buildRelease, type OnProgress, type Release, type ReleaseInputs } from './build/build.ts';
export { type BuildProcess, openBuildProcess } from './builder/build-process.ts';
export {
  type Build,
  type BuildRunner,
  type LastRelease,
  openBuilder,
  openBuildRunner,
  type ReleaseBuilder,
} from './builder/builder.ts';
export { type Drafted, type DraftOutcome, discardDraft, draftCycle, saveDraft } from './draft/draft.ts';
export { cyclesWithChangedRules, freeze } from './draft/freeze.ts';
export { noteWork } from './draft/noted-work.ts';
export { demandPublisher } from './draft/right.ts';
export {
  type AnswerCell,
  asSpelled,
  type Change,
  type ExplainedBand,
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
} from './explain/index.ts';
export { setAside } from './files/aside.ts';
export { type LargeTables, rowsAmong } from './files/large-tables.ts';
export { type About, type Edition, isKeptInput, type Manifest } from './files/manifest.ts';
export { type OpenRelease, openRelease } from './files/open.ts';
export { readAside } from './files/read-aside.ts';
export type { MartRow } from './files/rows.ts';
export type { ReleaseSource } from './files/source.ts';
export type { WantedValues } from './files/table-index.ts';
export {
  emptyInputs,
  type InputRow,
  type Inputs,
  type InputTable,
  inputTypes,
} from './input/inputs.ts';
export { checkVariations } from './input/variations.ts';
export { describeMethod, fillMethod, methodBegin, methodEnd } from './method/index.ts';
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
export { type DisclosedAnswer, disclose } from './protect/disclose.ts';
export { type Corrected, correctReleases, waitingForCorrection } from './public/correct.ts';
export {
  type AnswerChange,
  type ComparedRelease,
  compareOpened,
  compareReleases,
  type ReleaseDifference,
  type ScoreChange,
} from './public/difference.ts';
export { findRelease, latestRelease, listReleases, publishRelease, releaseFiles } from './public/publish.ts';
export { type DraftReview, reviewDraft } from './public/review.ts';
export { type Difference, type Verification, verifyRelease } from './public/verify.ts';
export {
  type CountryWithdrawn,
  liftWithdrawal,
  releasesHolding,
  withdrawCountry,
  withdrawRelease,
} from './public/withdraw.ts';
export { releaseSteps } from './steps/index.ts';
export type { KeptScoreTree } from './steps/kept-score-tree.ts';
export { checkSupport, type SupportFault } from './support/check.ts';
export { type DecidePair, decidePair } from './support/decide.ts';
export { type KnownSupport, readKnownSupport } from './support/reports.ts';
