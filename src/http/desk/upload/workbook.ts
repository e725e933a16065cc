/** Downloading a workbook: prefilled, or as a blank printable questionnaire. */
import { type Context, Hono } from 'hono';
import { Problem } from '../../../problem/index.ts';
import { cycleOf, type Instrument } from '../../../questionnaire/index.ts';
import { writePrintable } from '../../../workbook/index.ts';
import { type Attachment, attach, workbookType } from '../../server/attachment.ts';
import { readForm, smallBody } from '../../server/forms/form.ts';
import { type Form, fieldOf, fieldsOf } from '../../server/forms/form-fields.ts';
import type { DeskPages } from '../frame.ts';
import type { Workplace } from '../workplace.ts';
import { uploadPage } from './refusal.ts';

const shape = { fields: ['cycle', 'country', 'language', 'scope'], repeated: ['section'] };

export function workbookRoutes(workplace: Workplace, pages: DeskPages): Hono {
  const { texts } = workplace;
  const { language } = pages;
  const show = uploadPage(workplace, pages);
  return (
    new Hono()
      // By POST, since the download is recorded.
      .post(`${language}/workbook`, smallBody, async (c) => {
        try {
          return attach(await takeWorkbook(workplace, c, await readForm(c, shape)));
        } catch (error) {
          return show(c, 'workbook', error);
        }
      })
      .get(`${language}/questionnaire/:cycle`, (c) => {
        const instrument = demandInstrument(workplace, c.req.param('cycle'));
        const asked = c.req.query('language') ?? c.req.param('language')!;
        const language = instrument.languages.includes(asked) ? asked : c.req.param('language')!;
        const cycle = cycleOf(instrument);
        const bytes = writePrintable({ instrument, cycle, language, texts });
        return attach({ fileName: `${cycle}-${language}-to-print.html`, type: 'text/html; charset=utf-8', bytes });
      })
  );
}

/** @throws Problem if the cycle is not open, the country is not invited, or a section is not in the questionnaire */
async function takeWorkbook(workplace: Workplace, c: Context, form: Form): Promise<Attachment> {
  const { desk, writer, contact, personOf } = workplace;
  const { order, bytes } = await desk.issueWorkbook({
    cycle: fieldOf(form, 'cycle'),
    country: fieldOf(form, 'country').toUpperCase(),
    person: personOf(c),
    languages: [fieldOf(form, 'language'), c.req.param('language')!],
    scope: scopeOf(form),
    contact,
    write: writer.write,
  });
  const { scope, cycle, country, language, illustrative } = order;
  const part = typeof scope === 'string' ? (scope === 'whole' ? '' : `-${scope}`) : `-${scope.join('')}`;
  const marked = illustrative ? 'illustrative-' : '';
  return { fileName: `${marked}${cycle}-${country.code}-${language}${part}.xlsx`, type: workbookType, bytes };
}

/**
 * Ticked sections decide the scope, even if the radio button before them is still at its default.
 *
 * @throws Problem `sections_not_chosen` if single sections are requested and none is ticked
 */
function scopeOf(form: Form): string {
  const scope = fieldOf(form, 'scope') || 'whole';
  const sections = fieldsOf(form, 'section');
  if (scope !== 'core' && sections.length > 0) return sections.join(',');
  if (scope === 'sections') throw new Problem('sections_not_chosen', 'field "section"', {});
  return scope;
}

function demandInstrument({ names }: Workplace, cycle: string): Instrument {
  const instrument = names.instrument(cycle);
  if (instrument === null) throw new Problem('not_found', 'cycle', { thing: 'questionnaire', id: cycle });
  return instrument;
}
