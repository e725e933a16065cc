/** Receipts of uploads, with their files. */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Receipt } from '../../../collection/index.ts';
import { csvOf, publishesMore, type ReportedFinding, shortSubject } from '../../../domain/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Instrument } from '../../../questionnaire/index.ts';
import { describeFindings } from '../../../workbook/index.ts';
import { attach, workbookType } from '../../server/attachment.ts';
import { oneOf } from '../../server/canonical.ts';
import { readForm, smallBody } from '../../server/forms/form.ts';
import { fieldOf, fieldsOf } from '../../server/forms/form-fields.ts';
import type { Refused } from '../../site/problem-words.ts';
import type { DeskContext } from '../desk-context.ts';
import { type DeskPages, refusalOf } from '../frame.ts';
import type { Workplace } from '../workplace.ts';
import { outcomeOf, showReceipt } from './page.ts';

export function receiptRoutes(workplace: Workplace, pages: DeskPages): Hono {
  const { language } = pages;
  const { desk, personOf } = workplace;
  return new Hono()
    .get(`${language}/uploads/:id`, (c) => show(workplace, pages, c, c.req.param('id')))
    .post(`${language}/uploads/:id/record`, async (c) => {
      const id = c.req.param('id');
      const context: DeskContext = pages.context(c.req.param('language')!, `uploads/${id}/record`);
      try {
        await desk.recordUpload({ upload: id, person: personOf(c) });
      } catch (error) {
        // Shown on the receipt itself, which has its own address.
        const { status } = refusalOf(c, context, error);
        if (status === 404) throw error;
      }
      return c.redirect(context.to(`uploads/${id}`), 303);
    })
    .post(`${language}/uploads/:id/remove`, smallBody, async (c) => {
      const id = c.req.param('id');
      const path = `uploads/${id}/remove`;
      const context: DeskContext = pages.context(c.req.param('language')!, path);
      try {
        const form = await readForm(c, { fields: ['all', 'confirm'], repeated: ['answer'] });
        if (fieldOf(form, 'confirm') !== 'yes') throw new Problem('not_confirmed', 'confirm', {});
        const answers = fieldOf(form, 'all') === 'yes' ? ('all' as const) : fieldsOf(form, 'answer');
        const { removed } = await desk.removeAnswers({ upload: id, person: personOf(c), answers });
        return c.redirect(`${context.to(`uploads/${id}`)}?removed=${removed.length}`, 303);
      } catch (error) {
        const { refused, status } = refusalOf(c, context, error);
        if (status === 404) throw error;
        return show(workplace, pages, c, id, { refused, status, path });
      }
    })
    .get(`${language}/uploads/:id/original`, async (c) => {
      const { fileName, bytes } = await desk.originalFile({ upload: c.req.param('id'), person: personOf(c) });
      return attach({ fileName, type: 'application/octet-stream', bytes });
    })
    .get(`${language}/uploads/:id/annotated`, async (c) => {
      const { id, language } = c.req.param() as { id: string; language: string };
      const { fileName, bytes } = await desk.annotatedCopy({ upload: id, language, person: personOf(c) });
      return attach({ fileName, type: workbookType, bytes });
    })
    .get(`${language}/uploads/:id/${oneOf('file', ['findings.csv', 'findings.json'])}`, async (c) => {
      const receipt = await desk.receiptOf({ upload: c.req.param('id'), person: personOf(c) });
      const { reported } = describedFindings(workplace, receipt, c.req.param('language')!);
      const fileName = `${receipt.fileName.replace(/\.xlsx$/i, '')}-${c.req.param('file')}`;
      return c.req.param('file').endsWith('.csv')
        ? attach({ fileName, type: 'text/csv; charset=utf-8; header=present', bytes: asCsv(reported) })
        : attach({ fileName, type: 'application/json', bytes: asJson(receipt, reported) });
    });
}

type ShownRefusal = { readonly refused?: Refused; readonly status?: number; readonly path?: string };

async function show(workplace: Workplace, pages: DeskPages, c: Context, id: string, outcome: ShownRefusal = {}) {
  const { desk, personOf, now, contact } = workplace;
  const receipt = await desk.receiptOf({ upload: id, person: personOf(c) });
  const context = pages.context(c.req.param('language')!, `uploads/${id}`, outcome.path);
  const { reported, instrument } = describedFindings(workplace, receipt, context.language);
  const country = receipt.submission?.country ?? receipt.identity?.country;
  const title = country
    ? context.t('receipt.title_of', { country: context.country(country) })
    : context.t('receipt.title');
  const lede = outcomeOf(context, receipt);
  const due = await dueOf(workplace, c, receipt);
  const main = showReceipt(context, { receipt, reported, instrument, due, now: now(), contact });
  // A receipt that waits reloads automatically; a finished one does not.
  const head = receipt.queue === null ? undefined : html`<meta http-equiv="refresh" content="3">`;
  return pages.show(
    c,
    context,
    {
      title,
      lede,
      main,
      done: c.req.query('removed')
        ? context.t('receipt.removed', { count: Number(c.req.query('removed')) || 0 })
        : null,
      refused: outcome.refused ?? null,
      ...(head && { head }),
    },
    outcome.status,
  );
}

/** Deadline of the cycle that it is for. */
async function dueOf({ desk, personOf }: Workplace, c: Context, { submission }: Receipt): Promise<string | null> {
  if (submission === null) return null;
  const { cycles } = await desk.listSubmissions({ cycle: submission.cycle, person: personOf(c) });
  return cycles[0]?.closesOn ?? null;
}

/** The findings of a receipt as sentences, and the questionnaire that they refer to. */
export function describedFindings(
  { names, texts }: Workplace,
  receipt: Receipt,
  language: string,
): { reported: ReportedFinding[]; instrument: Instrument | null } {
  const cycle = receipt.submission?.cycle ?? receipt.identity?.cycle ?? null;
  const instrument = cycle === null ? null : names.instrument(cycle);
  return { reported: describeFindings(receipt.findings, texts, language, instrument, names.country), instrument };
}

const columns = ['severity', 'code', 'sheet', 'cell', 'question', 'message', 'fix'] as const;

const asCsv = (reported: readonly ReportedFinding[]): string =>
  csvOf([[...columns], ...reported.map((finding) => columns.map((column) => finding[column]))]);

/** A receipt as JSON for programs. */
export function asJson(receipt: Receipt, reported: readonly ReportedFinding[]): string {
  const { upload, sha256, fileName, receivedAt, outcome, identity, submission, revision, answers, cells } = receipt;
  const { notRecorded, waits, acceptedRevision, effect, removable, queue, publication } = receipt;
  const became = { submission, revision, notRecorded, waits, acceptedRevision, effect, removable, queue };
  const file = { upload, sha256, fileName, receivedAt, outcome, identity };
  const stored = { publication: publicationJson(publication), ...file, ...became };
  return `${JSON.stringify({ ...stored, counts: answers, cells, findings: reported }, null, 2)}\n`;
}

/** Changes that publish more come first. */
export const publicationJson = ({ changes, notChosen }: Receipt['publication']) => ({
  widens: changes.filter(publishesMore),
  narrows: changes.filter((change) => !publishesMore(change)),
  not_chosen: notChosen.map(shortSubject),
});
