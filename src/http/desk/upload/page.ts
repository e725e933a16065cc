/** The page with the forms to download and to upload a country's workbook. */

import { html, raw } from 'hono/html';
import { uploadLimit } from '../../../collection/index.ts';
import type { Cycle } from '../../../domain/index.ts';
import { compareNames } from '../../../i18n/index.ts';
import { type Instrument, label } from '../../../questionnaire/index.ts';
import { guardLimits } from '../../../workbook/index.ts';
import { showContact } from '../../site/contact.ts';
import type { Html } from '../../site/page-context.ts';
import { newerCycle, showDeadline } from '../deadline.ts';
import type { DeskContext } from '../desk-context.ts';
import { block, type Option, options } from '../page.ts';

export type UploadPage = {
  /** Open cycles, newest first, each with its questionnaire. */
  readonly cycles: readonly { readonly cycle: Cycle; readonly instrument: Instrument }[];
  /** Countries invited to any of them. */
  readonly countries: readonly string[];
  /** Preselected; null for none. */
  readonly cycle: string | null;
  readonly country: string | null;
  readonly now: Date;
  /** How to reach the secretariat; null if the installation has no contact. */
  readonly contact: string | null;
};

const megabytes = (bytes: number) => Math.floor(bytes / 1_000_000);

export function showUpload(context: DeskContext, page: UploadPage): Html {
  return html`<div class="blocks">
${block('take', context.t('upload.take'), showTake(context, page), 'width-half')}
${block('send', context.t('upload.send'), showSend(context, page), 'width-half')}
</div>`;
}

function showTake(context: DeskContext, page: UploadPage): Html {
  const { t } = context;
  const { cycle, instrument } = page.cycles.find((one) => one.cycle.id === page.cycle) ?? page.cycles[0]!;
  const newer = newerCycle(
    page.cycles.map((one) => one.cycle),
    cycle,
  );
  const questions = [...instrument.questions.values()];
  const radio = (value: string, text: string, checked = false) =>
    html`<label class="pick"><input type="radio" name="scope" value="${value}"${checked ? raw(' checked') : ''}> ${text}</label>`;
  return html`<p class="sentence">${t('upload.take_says')}</p>
<h3>${context.cycle(cycle.id)}</h3>${showDeadline(context, cycle.closesOn, page.now)}
${newer === null ? '' : html`<p class="callout tone-plain">${t('upload.newer', { cycle: context.cycle(newer.id), this: context.cycle(cycle.id) })} <a href="${context.to(`upload?cycle=${newer.id}`)}">${context.cycle(newer.id)}</a></p>`}
<form class="form" method="post" action="${context.to('workbook')}" data-download>
${cycleField(context, page, 'take')}
<div class="field"><label for="take-country">${t('upload.country')}</label><select id="take-country" name="country" required><option value="">${t('upload.choose')}</option>${options(countryOptions(context, page), page.country)}</select></div>
<div class="field"><label for="take-language">${t('upload.language')}</label><select id="take-language" name="language">${options(
    instrument.languages.map((code) => ({ value: code, text: context.texts.language(code).name })),
    context.language,
  )}</select></div>
<fieldset class="field"><legend>${t('upload.scope')}</legend>
${radio('whole', t('upload.whole', { questions: questions.length }), true)}
${radio('core', t('upload.core', { questions: questions.filter(({ core }) => core).length }))}
${radio('sections', t('upload.sections'))}
<details class="sections"><summary>${t('upload.sections_choose')}</summary><p class="hint">${t('upload.sections_says')}</p>
${instrument.sections.map(
  ({ code, questions: of }) =>
    html`<label class="pick"><input type="checkbox" name="section" value="${code}"> ${t('upload.section', { title: `${code}. ${label(instrument, context.language, 'section', code)}`, questions: of.length })}</label>`,
)}</details></fieldset>
<p class="actions"><button type="submit">${t('upload.take_button')}</button></p>
</form>
<h3 class="apart">${t('upload.print')}</h3>
<p class="hint">${t('upload.print_says')}</p>
<ul class="hint">${page.cycles.map(
    ({ cycle, instrument: of }) =>
      html`<li>${context.cycle(cycle.id)}${t('colon')} ${of.languages.map((code, at) => html`${at > 0 ? ' · ' : ''}<a href="${context.to(`questionnaire/${cycle.id}?language=${code}`)}" hreflang="${code}" lang="${code}" dir="auto" download aria-label="${t('upload.print_link', { cycle: context.cycle(cycle.id), language: context.texts.language(code).name })}">${context.texts.language(code).name}</a>`)}</li>`,
  )}</ul>`;
}

function showSend(context: DeskContext, page: UploadPage): Html {
  const { t } = context;
  const limits = t('upload.limits', { file: megabytes(uploadLimit), unpacked: megabytes(guardLimits.all) });
  return html`<p class="sentence">${t('upload.send_says')}</p>
<form class="form" method="post" action="${context.to('upload')}" enctype="multipart/form-data" data-upload data-limit="${uploadLimit}"
 data-drop="${t('upload.drop')}" data-chosen="${t('upload.chosen', { name: '{name}', size: '{size}' })}"
 data-sending="${t('upload.sending', { sent: '{sent}', size: '{size}' })}" data-sent="${t('upload.sent')}" data-broken="${t('upload.broken')}" data-unheard="${t('upload.unheard')}"
 data-changed="${t('upload.changed')}" data-checking="${t('upload.checking')}"
 data-too-large="${t('upload.too_large', { size: '{size}', limit: megabytes(uploadLimit) })}">
<div class="field"><label for="file">${t('upload.file')}</label><input type="file" id="file" name="file" required accept=".xlsx" aria-describedby="chosen limits"><p class="chosen" id="chosen" role="status"></p><p class="hint" id="limits">${limits}</p></div>
<details${page.country === null ? '' : raw(' open')}><summary>${t('upload.meant')}</summary><p class="hint">${t('upload.meant_says')}</p>
<div class="form">
<div class="field"><label for="send-country">${t('upload.country')}</label><select id="send-country" name="country"><option value="">${t('upload.any')}</option>${options(countryOptions(context, page), page.country)}</select></div>
<div class="field"><label for="send-cycle">${t('upload.cycle')}</label><select id="send-cycle" name="cycle"><option value="">${t('upload.any')}</option>${options(
    page.cycles.map(({ cycle: { id } }) => ({ value: id, text: context.cycle(id) })),
    page.country === null ? null : page.cycle,
  )}</select></div></div></details>
<label class="pick"><input type="checkbox" name="check_only" value="yes"> ${t('upload.check_only')}</label>
<p class="actions"><button type="submit">${t('upload.send_button')}</button></p>
<div class="sending" role="status" hidden><progress max="1" aria-label="${t('upload.send_button')}"></progress><p></p></div>
</form>
<h3 class="apart">${t('upload.next')}</h3>
<p class="hint">${t('upload.next_says')}</p>
<p class="hint">${t('upload.breaks')}</p>
${showContact(context, page.contact)}`;
}

/**
 * A selection if there are several cycles, otherwise the only one. It states the cycle of the sections below, which
 * cannot follow the selection.
 */
function cycleField(context: DeskContext, { cycles, cycle: chosen }: UploadPage, name: string): Html {
  const { t } = context;
  const [only] = cycles;
  if (cycles.length === 1) return html`<input type="hidden" name="cycle" value="${only!.cycle.id}">`;
  // The version first: a narrow list cuts off the end of a long title.
  const all = cycles.map(({ cycle: { id }, instrument }) => ({
    value: id,
    text: `${instrument.version} · ${label(instrument, context.language, 'title')}`,
  }));
  const shown = cycles.find(({ cycle }) => cycle.id === chosen) ?? only!;
  const others = cycles.filter((one) => one !== shown);
  return html`<div class="field"><label for="${name}-cycle">${t('upload.cycle')}</label><select id="${name}-cycle" name="cycle">${options(all, shown.cycle.id)}</select>
<p class="hint">${t('upload.sections_of', { cycle: context.cycle(shown.cycle.id) })} ${others.map(({ cycle: { id } }, at) => html`${at > 0 ? ' · ' : ''}<a href="${context.to(`upload?cycle=${id}`)}">${context.cycle(id)}</a>`)}</p></div>`;
}

const countryOptions = (context: DeskContext, { countries }: UploadPage): Option[] =>
  alphabetical(context, countries, (code) => context.country(code)).map((code) => ({
    value: code,
    text: context.country(code),
  }));

/** In the alphabetical order of the language. */
export function alphabetical<T>(context: DeskContext, all: readonly T[], name: (one: T) => string): T[] {
  const compare = compareNames(context.texts.language(context.language).locale);
  return [...all].sort((a, b) => compare(name(a), name(b)));
}

/** What to do if no cycle is open. @param openable - the newest cycle of each available instrument */
export function showNoCycle({ t }: DeskContext, openable: readonly string[]): Html {
  const commands = openable.map((cycle) => t('no_cycle.command', { cycle })).join('\n');
  return html`<ol class="steps"><li><p>${t('no_cycle.says')}</p><pre tabindex="0"><code>${commands}</code></pre></li>
<li><p>${t('no_cycle.demo')}</p><pre tabindex="0"><code>${t('no_cycle.demo_command')}</code></pre></li></ol>`;
}
