/** Every act that the audit keeps, by the one name that it has there, with its meaning. docs/operations.md has this list. */
export const auditActions = {
  'folder.make': 'the data folder is made, for real or for illustrative answers',
  'cycle.open': 'a cycle is opened, with its questionnaire and rules, and countries are invited',
  'cycle.invite': 'more countries are invited to an open cycle',
  'cycle.uninvite': 'an invitation is withdrawn before any file came',
  'cycle.extend': 'the day until which answers are awaited is set or moved',
  'workbook.issue': 'the workbook of a country is issued for the first time',
  'upload.keep': 'a file is stored as it was received',
  'upload.check': 'a file is read and becomes no revision',
  'submission.receive': 'a file is read and becomes a revision, or is the same as one',
  'submission.remove': 'answers that a file omits are removed',
  'submission.verify': 'evidence of answers is verified',
  'submission.reasons': 'reasons why questions do not apply are accepted or refused',
  'submission.accept': 'the newest revision is accepted',
  'submission.return': 'the newest revision is returned for correction',
  'submission.reopen': 'an acceptance is withdrawn',
  'revision.withdraw': 'the newest revision is withdrawn',
  'treaties.import': 'treaty facts of the data folder are changed',
  'release.build': 'a draft is built',
  'release.discard': 'a draft is removed',
  'release.publish': 'a release becomes public',
  'release.withdraw': 'a release is taken out of everything public',
  'release.correct': 'a corrected release takes the place of a withdrawn one',
  'country.withdraw': 'the answers of a country are taken out of everything public',
  'country.restore': 'later releases may hold the answers of a withdrawn country again',
} as const satisfies Record<string, string>;

export type AuditAction = keyof typeof auditActions;
