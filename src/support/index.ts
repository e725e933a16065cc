/**
 * Support that countries receive: what each source states about an activity, who funds and implements it, and which
 * reports may describe the same one. This folder must not know stores or pages, and makes no decision that is left to
 * people.
 */
export { answerReports, type SupportAnswer } from './answer.ts';
export { type CandidateReason, findCandidates, type SupportCandidate } from './candidate.ts';
export { loadCrosswalk, type SupportCrosswalk } from './crosswalk.ts';
export { type DecidedPair, groupReports, pairKey, wholesOf } from './group.ts';
export { readIati } from './iati/read.ts';
export { type ActivityFault, type CountryCodes, reportOfActivity } from './iati/report.ts';
export { normaliseIdentifier, normaliseIdentifiers } from './identifier.ts';
export { type Organisation, type OrganisationRegister, openRegister } from './organisation.ts';
export type { Shared, StatedOrganisation, SupportReport, SupportSource, SupportStatus } from './report.ts';
export { tableReport } from './table.ts';
