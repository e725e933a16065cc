/** Sending a workbook back: the page with both forms, and what the second one sends. */
import { tmpdir } from 'node:os';
import { type Context, Hono } from 'hono';
import { type Receipt, uploadLimit } from '../../collection/index.ts';
import { Problem } from '../../problem/index.ts';
import type { DeskFace } from '../desk-face.ts';
import { type DeskPages, wantsPage } from '../desk-page.ts';
import { fieldOf, largeForm, readForm } from '../form.ts';
import { openForms } from '../forms-in-flight.ts';
import { uploadPage } from '../upload-page.ts';
import type { Workplace } from '../workplace.ts';
import { asJson, tell } from './receipt.ts';

/** What a form has beside its file. */
const formSlack = 64_000;

export function uploadRoutes(workplace: Workplace, pages: DeskPages): Hono {
  const { language } = pages;
  const show = uploadPage(workplace, pages);
  return new Hono()
    .get(`${language}/upload`, (c) => show(c, 'upload'))
    .post(
      `${language}/upload`,
      // Before anything is stored, whatever the length that was announced.
      largeForm(workplace.forms ?? openForms(tmpdir()), uploadLimit + formSlack, (c) => {
        const size = Number(c.req.header('content-length') ?? uploadLimit + formSlack);
        return show(c, 'upload', new Problem('upload_too_large', 'upload', { size, limit: uploadLimit }));
      }),
      async (c) => {
        const face = pages.face(c.req.param('language')!, 'upload');
        try {
          return answer(c, workplace, face, await receive(workplace, await readWorkbook(c)));
        } catch (error) {
          return show(c, 'upload', error);
        }
      },
    );
}

/** A person is led to the receipt; a program is given it, with its address. */
function answer(c: Context, workplace: Workplace, face: DeskFace, receipt: Receipt): Response {
  const address = face.to(`uploads/${receipt.upload}`);
  if (wantsPage(c)) return c.redirect(address, 303);
  const { told } = tell(workplace, receipt, face.language);
  return c.body(asJson(receipt, told), 201, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    location: address,
  });
}

type Workbook = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly cycle: string | null;
  readonly country: string | null;
};
/** @throws Problem `form_unreadable`, `file_not_chosen` */
async function readWorkbook(c: Context): Promise<Workbook> {
  const form = await readForm(c, { fields: ['file', 'cycle', 'country'] });
  const file = form.get('file');
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) {
    throw new Problem('file_not_chosen', 'field "file"', {});
  }
  const text = (name: string) => fieldOf(form, name).slice(0, 100) || null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { bytes, fileName: file.name, cycle: text('cycle'), country: text('country') };
}

const receive = ({ desk, person }: Workplace, sent: Workbook): Promise<Receipt> =>
  desk.receiveWorkbook({
    bytes: sent.bytes,
    fileName: sent.fileName,
    person,
    expected: { ...(sent.cycle && { cycle: sent.cycle }), ...(sent.country && { country: sent.country }) },
  });
