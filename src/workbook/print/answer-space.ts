/** Space for an answer on paper: boxes to tick, lines to fill, tables for grids and repeats. */
import { type CellDeclaration, cellsOf, type Instrument, type Question } from '../../questionnaire/index.ts';
import type { Say, Wording } from '../wording.ts';
import { daysInWords, limitsInWords } from '../write/sheet/guidance.ts';
import { html, type Markup } from './markup.ts';

/** Longer lists of choices are not printed; they are in the workbook. */
const mostPrinted = 40;
/** A grid with at most this many choices has a column for each. */
const mostColumns = 6;
const box = '\u2610';

export function answerSpace(instrument: Instrument, question: Question, wording: Wording, say: Say): Markup {
  const cells = cellsOf(instrument, question);
  switch (question.type) {
    case 'group':
      return html`<table class="grid"><tbody>${cells.map(
        (cell) =>
          html`<tr><th scope="row">${wording.row({ question, cell })}</th><td>${ofCell(cell, wording, say)}</td></tr>`,
      )}</tbody></table>`;
    case 'grid':
      return gridSpace(question, cells, wording, say);
    case 'repeat':
      return repeatSpace(question, cells, wording, say);
    default:
      return singleSpace(cells[0]!, wording, say);
  }
}

function singleSpace(cell: CellDeclaration, wording: Wording, say: Say): Markup {
  const choices = printable(cell, wording);
  if (choices === null) {
    const tall = cell.type === 'text' && (cell.limits.longest ?? 0) > 500 ? ' tall' : '';
    return html`<div class="box${tall}">${takes(cell, wording, say)}</div>`;
  }
  return html`${several(cell, say)}<ul class="choices">${choices.map((text) => html`<li>${box} ${text}</li>`)}</ul>`;
}

function gridSpace(question: Question, cells: readonly CellDeclaration[], wording: Wording, say: Say): Markup {
  const first = cells[0];
  const choices = first ? printable(first, wording) : null;
  if (first?.type === 'select_one' && choices !== null && choices.length <= mostColumns) {
    return html`<table class="grid"><thead><tr><th>${say('print.row')}</th>${choices.map(
      (text) => html`<th class="tick" scope="col">${text}</th>`,
    )}</tr></thead><tbody>${cells.map(
      (cell) =>
        html`<tr><th scope="row">${wording.row({ question, cell })}</th>${choices.map(
          () => html`<td class="tick">${box}</td>`,
        )}</tr>`,
    )}</tbody></table>`;
  }
  return html`${choices && first ? html`${several(first, say)}<p class="quiet">${numbered(choices)}</p>` : null}
<table class="grid"><tbody>${cells.map(
    (cell) =>
      html`<tr><th scope="row">${wording.row({ question, cell })}</th><td>${
        choices === null ? takes(cell, wording, say) : ''
      }</td></tr>`,
  )}</tbody></table>`;
}

function repeatSpace(question: Question, cells: readonly CellDeclaration[], wording: Wording, say: Say): Markup {
  const parts = cells.filter(({ occurrence }) => occurrence === 1);
  const most = question.most ?? 1;
  const listed = parts.flatMap((cell) => {
    const choices = printable(cell, wording);
    return choices === null ? [] : [{ name: wording.row({ question, cell }), choices }];
  });
  return html`<p class="quiet">${say('print.times', { most })}</p>
${listed.map(({ name, choices }) => html`<p class="quiet">${say('print.pair', { name, text: choices.join(' · ') })}</p>`)}
<table class="grid repeat"><thead><tr><th></th>${parts.map(
    (cell) => html`<th scope="col">${wording.row({ question, cell })}</th>`,
  )}</tr></thead><tbody>${Array.from(
    { length: most },
    (_, place) => html`<tr><th scope="row">${place + 1}</th>${parts.map(() => html`<td></td>`)}</tr>`,
  )}</tbody></table>`;
}

function ofCell(cell: CellDeclaration, wording: Wording, say: Say): Markup {
  const choices = printable(cell, wording);
  if (choices === null) return html`<span class="quiet">${takes(cell, wording, say)}</span>`;
  return html`${choices.map((text) => html`${box} ${text}&emsp;`)}`;
}

function printable(cell: CellDeclaration, wording: Wording): string[] | null {
  const choices = wording.choices(cell);
  return choices.length === 0 || choices.length > mostPrinted ? null : choices.map(({ text }) => text);
}

const numbered = (choices: readonly string[]) => choices.map((text, place) => `${place + 1} ${text}`).join(' · ');

function several(cell: CellDeclaration, say: Say): Markup | null {
  return cell.type === 'select_multiple' ? html`<p class="quiet">${say('print.several')}</p>` : null;
}

function takes(cell: CellDeclaration, wording: Wording, say: Say): string {
  const limits = limitsInWords(cell.limits, say);
  switch (cell.type) {
    case 'integer':
      return say('guidance.whole_number', { limits });
    case 'decimal':
      return say('guidance.number', { limits });
    case 'date':
      return say('guidance.date', { limits: daysInWords(cell.limits, wording.version, say) });
    case 'select_one':
    case 'select_multiple':
      return say('guidance.from_workbook');
    case 'text':
      return '';
  }
}
