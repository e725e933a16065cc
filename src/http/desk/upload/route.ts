/** Uploading a workbook: the page with both forms, and the handler of the second. */
import { tmpdir } from 'node:os';
import { type Context, Hono } from 'hono';
import { type CheckedOnly, type Receipt, uploadLimit } from '../../../collection/index.ts';
import type { Person } from '../../../domain/index.ts';
import { Problem } from '../../../problem/index.ts';
import { movable } from '../../../state/index.ts';
import { describeFindings } from '../../../workbook/index.ts';
import { largeForm, readForm } from '../../server/forms/form.ts';
import { fieldOf, fileOf } from '../../server/forms/form-fields.ts';
import { openForms } from '../../server/forms/forms-in-flight.ts';
import { wantsPage } from '../../server/wants-page.ts';
import type { DeskContext } from '../desk-context.ts';
import type { DeskPages } from '../frame.ts';
import { asJson, describedFindings, publicationJson } from '../receipt/route.ts';
import type { Workplace } from '../workplace.ts';
import { showCheckedOnly } from './checked-only.ts';
import { uploadPage } from './refusal.ts';

/** Maximum number of bytes of a form besides its file. */
const formSlack = 64_000;

export function uploadRoutes(workplace: Workplace, pages: DeskPages): Hono {
  const { language } = pages;
  const show = uploadPage(workplace, pages);
  return new Hono()
    .get(`${language}/upload`, (c) => show(c, 'upload'))
    .post(
      `${language}/upload`,
      // Checked before anything is stored, whether or not the length was declared.
      largeForm(workplace.forms ?? openForms(tmpdir()), uploadLimit + formSlack, (c) => {
        const size = Number(c.req.header('content-length') ?? uploadLimit + formSlack);
        return show(c, 'upload', new Problem('upload_too_large', 'upload', { size, limit: uploadLimit }));
      }),
      async (c) => {
        const context = pages.context(c.req.param('language')!, 'upload');
        try {
          const sent = await readWorkbook(c);
          if (sent.checkOnly) return await showChecked(c, workplace, pages, await check(workplace, c, sent));
          return answer(c, workplace, context, await receive(workplace, c, sent));
        } catch (error) {
          return show(c, 'upload', error);
        }
      },
    );
}

/** A person is redirected to the receipt; a program receives it, with its address. */
function answer(c: Context, workplace: Workplace, context: DeskContext, receipt: Receipt): Response {
  const address = context.to(`uploads/${receipt.upload}`);
  if (wantsPage(c)) return c.redirect(address, 303);
  const { reported } = describedFindings(workplace, receipt, context.language);
  return c.body(asJson(receipt, reported), 201, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    location: address,
  });
}

type Workbook = {
  /** The store takes ownership of them. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly cycle: string | null;
  readonly country: string | null;
  /** Nothing is recorded, only shown. */
  readonly checkOnly: boolean;
};
/** @throws Problem `form_unreadable`, `file_not_chosen` */
async function readWorkbook(c: Context): Promise<Workbook> {
  const form = await readForm(c, { fields: ['file', 'cycle', 'country', 'check_only'] });
  const file = fileOf(form, 'file');
  if (file === null || (file.size === 0 && file.name === '')) {
    throw new Problem('file_not_chosen', 'field "file"', {});
  }
  const text = (name: string) => fieldOf(form, name).slice(0, 100) || null;
  return {
    bytes: movable(await file.bytes()),
    fileName: file.name,
    cycle: text('cycle'),
    country: text('country'),
    checkOnly: text('check_only') === 'yes',
  };
}

const asked = ({ bytes, fileName, cycle, country }: Workbook, person: Person) => ({
  bytes,
  fileName,
  person,
  expected: { ...(cycle && { cycle }), ...(country && { country }) },
});

const receive = ({ desk, personOf }: Workplace, c: Context, sent: Workbook): Promise<Receipt> =>
  desk.receiveWorkbook(asked(sent, personOf(c)));

const check = ({ desk, personOf }: Workplace, c: Context, sent: Workbook): Promise<CheckedOnly> =>
  desk.checkOnly(asked(sent, personOf(c)));

/** A check has no address: its result is the response to the form. */
async function showChecked(
  c: Context,
  { names, texts }: Workplace,
  pages: DeskPages,
  checked: CheckedOnly,
): Promise<Response> {
  const context = pages.context(c.req.param('language')!, 'upload');
  const cycle = checked.submission?.cycle ?? checked.identity.cycle;
  const instrument = cycle === null ? null : names.instrument(cycle);
  const reported = describeFindings(checked.findings, texts, context.language, instrument);
  if (!wantsPage(c)) {
    const body = JSON.stringify(
      { ...checked, publication: publicationJson(checked.publication), findings: reported },
      null,
      2,
    );
    return c.body(body, 200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  }
  const title = context.t('checked.title');
  return pages.show(c, context, {
    title,
    lede: context.t('checked.lede'),
    main: showCheckedOnly(context, { checked, reported, instrument }),
  });
}
