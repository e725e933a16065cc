/** Findings by sheet: where, what is wrong, how to correct it. */
import { html } from 'hono/html';
import type { ReportedFinding } from '../../domain/index.ts';
import { type Instrument, label } from '../../questionnaire/index.ts';
import type { Html } from '../site/page-context.ts';
import type { DeskContext } from './desk-context.ts';
import { severityMark, table } from './page.ts';

export function showFindings(
  context: DeskContext,
  findings: readonly ReportedFinding[],
  instrument: Instrument | null,
): Html {
  const { t } = context;
  if (findings.length === 0) return html`<p class="callout tone-good">${t('receipt.none')}</p>`;
  const count = (severity: ReportedFinding['severity']) => findings.filter((one) => one.severity === severity).length;
  const sheets = [...Map.groupBy(findings, ({ sheet }) => sheet)];
  return html`<p class="sentence">${t('receipt.findings_say', { errors: count('error'), warnings: count('warning') })}</p>
${sheets.length < 2 ? '' : showJumps(context, sheets)}${sheets.map(([sheet, of], at) => showSheet(context, { sheet, of, id: `sheet-${at + 1}` }, instrument))}`;
}

/** Links to the sheets, with the number of findings in each: a file may have hundreds. */
function showJumps(
  context: DeskContext,
  sheets: readonly (readonly [string | null, readonly ReportedFinding[]])[],
): Html {
  const links = sheets.map(
    ([sheet, of], at) =>
      html`<li><a href="#sheet-${at + 1}">${sheet ?? context.t('receipt.whole_file')}</a> <small>${context.number(of.length)}</small></li>`,
  );
  return html`<ul class="jumps">${links}</ul>`;
}

function showSheet(
  context: DeskContext,
  { sheet, of: findings, id }: { sheet: string | null; of: readonly ReportedFinding[]; id: string },
  instrument: Instrument | null,
): Html {
  const { t } = context;
  const title = sheet === null ? t('receipt.whole_file') : t('receipt.sheet', { sheet });
  const heads = ['severity', 'cell', 'question', 'wrong', 'how'].map((key) => t(`receipt.${key}`));
  const errorsFirst = [...findings].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const rows = errorsFirst.map((finding) => {
    const { question } = finding;
    const wording =
      question && instrument?.questions.has(question) ? label(instrument, context.language, 'question', question) : '';
    return html`<tr><td class="severity">${severityMark(context, finding.severity)}</td><td class="cell" data-title="${heads[1]}">${finding.cell === null ? t('nothing') : html`<code>${finding.cell}</code>`}</td><td class="question">${question === null ? t('nothing') : html`<b>${question}</b>${wording === '' ? '' : html` <small class="under">${wording}</small>`}`}</td><td class="says">${finding.message}</td><td class="says mend">${finding.fix}</td></tr>
`;
  });
  return html`<section class="sheet" id="${id}"><h3>${title} <span class="count">${context.number(findings.length)}</span></h3>${table(title, heads, rows, 'findings')}</section>`;
}
