/** The report of `gap submission upload` about one file, as lines for a terminal. */
import type { CheckedOnly, Receipt } from '../../collection/index.ts';
import type { AnswerCounts, ReportedFinding } from '../../domain/index.ts';
import { doneOf } from '../../questionnaire/index.ts';
import { publicationLines } from './publication.ts';

type Findings = readonly ReportedFinding[];

export function describeReceipt(file: string, receipt: Receipt, findings: Findings): string {
  const { submission, revision, notRecorded, waits, acceptedRevision, cells, effect, sha256 } = receipt;
  const became = revision === null ? `not recorded (${notRecorded ?? 'waits to be read'})` : `revision ${revision}`;
  const stays = waits && acceptedRevision !== null;
  return [
    `${file}: ${describeSubmission(submission)}${became}, SHA-256 ${sha256}\n`,
    ...publicationLines(receipt).map((line) => `  ${line}\n`),
    stays ? `  revision ${acceptedRevision} stays accepted and in the figures until this one is accepted\n` : '',
    describeCells(cells),
    receipt.answers && revision !== null ? describeAnswered(receipt.answers) : '',
    describeEffect(effect),
    describeFindings(findings),
  ].join('');
}

export function describeCheck(file: string, checked: CheckedOnly, findings: Findings): string {
  const { submission, notRecorded, needed, cells, effect, answers } = checked;
  const would = notRecorded
    ? `would not be recorded (${notRecorded})`
    : needed
      ? 'would be a new revision'
      : 'says nothing new';
  const first = `${file}: ${describeSubmission(submission)}${would}; nothing was recorded\n`;
  return [
    first,
    ...publicationLines(checked, 'would').map((line) => `  ${line}\n`),
    describeCells(cells),
    notRecorded === null ? describeAnswered(answers) : '',
    describeEffect(effect),
    describeFindings(findings),
  ].join('');
}

const describeAnswered = (counts: AnswerCounts): string =>
  `  ${doneOf(counts)} of ${counts.questions} questions in this file answered, ${counts.blank} blank\n`;

const describeSubmission = (submission: Receipt['submission']) =>
  submission === null ? '' : `${submission.country} ${submission.cycle}, `;

const describeFindings = (findings: Findings): string =>
  findings
    .map(({ severity, sheet, cell, message, fix }) => {
      const place = [severity, sheet, cell].filter(Boolean).join(' ');
      return `  ${place}: ${message} ${fix}\n`;
    })
    .join('');

const describeCells = (cells: Receipt['cells']): string =>
  cells === null ? '' : `  ${cells.read} cells read, ${cells.changed} changed, ${cells.unchanged} unchanged\n`;

/** Effect of the file on earlier answers, one line for each list that is not empty. */
function describeEffect(effect: Receipt['effect']): string {
  if (effect === null) return '';
  const { against, kept, unread, outdated, withdrawn } = effect;
  const lines = [
    [kept, `answers of revision ${against} are not in this file and were kept`],
    [unread, `cells could not be read; the answers of revision ${against} were kept`],
    [outdated, 'answers are as the workbook was issued or uploaded before; newer ones were kept'],
    [withdrawn, `answers of revision ${against} are withdrawn by this file`],
  ] as const;
  return lines.map(([ids, text]) => (ids.length === 0 ? '' : `  ${ids.length} ${text}: ${ids.join(', ')}\n`)).join('');
}
