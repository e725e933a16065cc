/** Taking a workbook: filled with what is known, or blank to be printed. */
import { Hono } from 'hono';
import { Problem } from '../../../problem/index.ts';
import { cycleOf, type Instrument } from '../../../questionnaire/index.ts';
import {
  askedScope,
  knownPrefills,
  type Prefill,
  shortSource,
  writePrintable,
  writtenAnswers,
} from '../../../workbook/index.ts';
import { type Attachment, attach, workbookType } from '../../server/attachment.ts';
import { readForm, smallBody } from '../../server/forms/form.ts';
import { type Form, fieldOf, fieldsOf } from '../../server/forms/form-fields.ts';
import type { DeskPages } from '../frame.ts';
import type { Workplace } from '../workplace.ts';
import { uploadPage } from './refusal.ts';

const shape = { fields: ['cycle', 'country', 'language', 'scope'], repeated: ['section'] };

type Asked = {
  readonly instrument: Instrument;
  readonly country: string;
  readonly language: string;
  readonly illustrative: boolean;
};

export function workbookRoutes(workplace: Workplace, pages: DeskPages): Hono {
  const { texts } = workplace;
  const { language } = pages;
  const show = uploadPage(workplace, pages);
  return (
    new Hono()
      // By POST, since it is noted that the workbook was taken.
      .post(`${language}/workbook`, smallBody, async (c) => {
        try {
          return attach(await takeWorkbook(workplace, await readForm(c, shape), c.req.param('language')!));
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

/** @throws Problem where the cycle is not open, the country not invited, or a section is not of the questionnaire */
async function takeWorkbook(workplace: Workplace, form: Form, reader: string): Promise<Attachment> {
  const { desk, names, person, now } = workplace;
  const country = fieldOf(form, 'country').toUpperCase();
  const { cycle, submission } = await desk.showSubmission({ cycle: fieldOf(form, 'cycle'), country, person });
  const instrument = demandInstrument(workplace, cycle.id);
  const wanted = fieldOf(form, 'language');
  const language = instrument.languages.includes(wanted) ? wanted : reader;
  const scope = askedScope(scopeOf(form), instrument);
  const kind = (await workplace.kind())!;
  const illustrative = kind === 'illustrative';
  const prefills = await prefillsOf(workplace, { instrument, country, language, illustrative });
  const current = await desk.currentAnswers({ cycle: cycle.id, country, person });
  const bytes = await workplace.writer.write({
    instrument,
    cycle: cycle.id,
    country: { code: country, name: names.country(language, country) },
    language,
    scope,
    prefills,
    answers: writtenAnswers(current.answers, prefills),
    revision: current.revision,
    illustrative,
    issued: now().toISOString().slice(0, 10),
    due: cycle.closesOn,
    contact: workplace.contact,
    countries: [...names.countries(kind).keys()].map((code) => ({ code, name: names.country(language, code) })),
  });
  if (submission.takenAt === null) await desk.noteWorkbookTaken({ cycle: cycle.id, country, person });
  const part = typeof scope === 'string' ? (scope === 'whole' ? '' : `-${scope}`) : `-${scope.join('')}`;
  const marked = illustrative ? 'illustrative-' : '';
  return { fileName: `${marked}${cycle.id}-${country}-${language}${part}.xlsx`, type: workbookType, bytes };
}

/**
 * Ticked sections say what is wanted, also where the button before them still stands at its default.
 *
 * @throws Problem `sections_not_chosen` where single sections are asked for and none is ticked
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

/** What the data folder says goes before the reference facts; whether a fact is confirmed, only these tell. */
async function prefillsOf(
  { desk, person, contentRoot, texts, now }: Workplace,
  { instrument, country, language, illustrative }: Asked,
): Promise<Prefill[]> {
  const known = knownPrefills({
    contentRoot,
    instrument,
    country,
    illustrative,
    on: now().toISOString().slice(0, 10),
    listSource: texts.say(language, 'workbook.earlier.list'),
  });
  const byId = new Map(known.map((prefill) => [prefill.id, prefill]));
  for (const { source, ...prefill } of await desk.prefillsFor({ cycle: cycleOf(instrument), country, person })) {
    const same = byId.get(prefill.id);
    const short = shortSource(source);
    byId.set(prefill.id, { ...(same?.source === short && same), ...prefill, source: short });
  }
  return [...byId.values()];
}
