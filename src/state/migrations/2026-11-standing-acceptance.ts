/**
 * `accepted_revision` is the revision whose acceptance is in force; before, the number was kept when the acceptance
 * was withdrawn.
 */
import type { Migration } from './columns.ts';

export const standingAcceptance: Migration = async (tx) => {
  await tx.updateTable('submissions').set({ accepted_revision: null }).where('state', '<>', 'accepted').execute();
};
