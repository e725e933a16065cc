/** Sending a workbook back: the page with both forms, and what the second one sends. */
import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Receipt, uploadLimit } from '../../collection/index.ts';
import { Problem } from '../../problem/index.ts';
import { inOrder } from '../cycle-order.ts';
import type { DeskFace, DeskPages, Refused } from '../desk-page.ts';
import { refusalOf } from '../desk-page.ts';
import { showNoCycle, showUpload } from '../show/upload.ts';
import type { Workplace } from '../workplace.ts';

/** What a form has beside its file. */
const formSlack = 64_000;

export function uploadRoutes(workplace: Workplace, pages: DeskPages): Hono {
  const { language } = pages;
  const show = async (c: Context, face: DeskFace, answer: { refused?: Refused; status?: number } = {}) => {
    const { refused = null, status = 200 } = answer;
    const { cycles, submissions } = await workplace.desk.listSubmissions({ person: workplace.person });
    const known = inOrder(cycles).flatMap((cycle) => {
      const instrument = workplace.names.instrument(cycle.id);
      return instrument === null ? [] : [{ cycle, instrument }];
    });
    if (known.length === 0) {
      const main = showNoCycle(face, workplace.names.cycles());
      return pages.show(
        c,
        face,
        { title: face.t('no_cycle.title'), lede: face.t('no_cycle.lede'), main, refused },
        status,
      );
    }
    const { cycle = null, country = null } = c.req.query();
    const main = showUpload(face, {
      cycles: known,
      countries: [...new Set(submissions.map((one) => one.country))],
      cycle,
      country,
    });
    return pages.show(c, face, { title: face.t('upload.title'), lede: face.t('upload.lede'), main, refused }, status);
  };

  return new Hono()
    .get(`${language}/upload`, (c) => show(c, pages.face(c.req.param('language')!, 'upload')))
    .post(
      `${language}/upload`,
      // Before anything is stored, whatever the length that was announced.
      bodyLimit({
        maxSize: uploadLimit + formSlack,
        onError: async (c) => {
          const face = pages.face(c.req.param('language')!, 'upload');
          const size = Number(c.req.header('content-length') ?? uploadLimit + formSlack);
          const tooLarge = new Problem('upload_too_large', 'upload', { size, limit: uploadLimit });
          return show(c, face, refusalOf(c, face, tooLarge));
        },
      }),
      async (c) => {
        const face = pages.face(c.req.param('language')!, 'upload');
        let sent: Sent;
        try {
          sent = await readForm(c, face);
        } catch (error) {
          return show(c, face, refusalOf(c, face, error));
        }
        if ('refused' in sent) return show(c, face, { refused: sent.refused, status: 422 });
        try {
          const receipt = await receive(workplace, sent, face.language);
          return c.redirect(face.to(`uploads/${receipt.upload}`), 303);
        } catch (error) {
          const kept = await keptDespite(workplace, sent, error);
          return kept === null ? show(c, face, refusalOf(c, face, error)) : c.redirect(face.to(`uploads/${kept}`), 303);
        }
      },
    );
}

type Workbook = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly cycle: string | null;
  readonly country: string | null;
};
type Sent = Workbook | { readonly refused: Refused };

async function readForm(c: Context, { t, language }: DeskFace): Promise<Sent> {
  const refused = (key: string) => ({
    refused: { message: t(`upload.${key}`), fix: t(`upload.${key}_fix`), language },
  });
  if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) return refused('not_form');
  // A body that is not what its header says is no fault of ours.
  const form = await c.req.formData().catch((error) => {
    if (error instanceof TypeError) return null;
    throw error;
  });
  if (form === null) return refused('not_form');
  const file = form.get('file');
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) return refused('no_file');
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 100) : null;
  };
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { bytes, fileName: file.name, cycle: text('cycle'), country: text('country') };
}

const receive = ({ desk, person }: Workplace, sent: Workbook, language: string): Promise<Receipt> =>
  desk.receiveWorkbook({
    bytes: sent.bytes,
    fileName: sent.fileName,
    person,
    language,
    expected: { ...(sent.cycle && { cycle: sent.cycle }), ...(sent.country && { country: sent.country }) },
  });

/** The upload that was stored although it could not be recorded: its receipt says why better than an error does. */
async function keptDespite({ desk, person }: Workplace, { bytes }: Workbook, error: unknown): Promise<string | null> {
  if (!(error instanceof Problem) || error.code !== 'submission_accepted') return null;
  const { cycle, country } = error.details as { cycle: string; country: string };
  const { uploads } = await desk.showSubmission({ cycle, country, person });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return uploads.findLast((upload) => upload.sha256 === sha256)?.id ?? null;
}
