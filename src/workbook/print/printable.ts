/** The whole questionnaire as one printable page: every question with every branch, and its relevance rule in words. */
import { answerClasses } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Instrument, Question, Section } from '../../questionnaire/index.ts';
import { inScope, type Scope } from '../layout-scope.ts';
import { stateLabel } from '../layout-words.ts';
import { legalReferences } from '../legal-reference.ts';
import { ruleInWords } from '../rule-words.ts';
import { type Say, type Wording, wordingOf } from '../wording.ts';
import { classSigns } from '../write/look.ts';
import { answerSpace } from './answer-space.ts';
import { html, Markup } from './markup.ts';
import { style } from './style.ts';

export type PrintOrder = {
  readonly instrument: Instrument;
  readonly cycle: string;
  readonly language: string;
  /** By default the whole questionnaire. */
  readonly scope?: Scope;
  readonly texts: Texts;
};

const box = '\u2610';

/** @returns a page of HTML that needs no other file; the same for the same order */
export function writePrintable({ instrument, cycle, language, scope = 'whole', texts }: PrintOrder): string {
  const say: Say = (key, values) => texts.say(language, `workbook.${key}`, values);
  const wording = wordingOf(instrument, language);
  const states = (['not_applicable', 'not_known', 'not_released'] as const).map((state) =>
    stateLabel(texts, language, state),
  );
  const sections = instrument.sections
    .map(({ code, questions }) => ({ code, questions: questions.filter((question) => inScope(question, scope)) }))
    .filter(({ questions }) => questions.length > 0);
  const page = html`<!doctype html>
<html lang="${language}" dir="${texts.language(language).direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${wording.title} – ${cycle}</title><style>${new Markup(style)}</style></head>
<body>
<h1>${wording.title}</h1>
<p class="quiet">${cycle}</p>
<p class="lead">${say('print.lead')}</p>
${!wording.reviewed && html`<p class="rule">${say('print.unreviewed')}</p>`}
<p class="quiet">${say('print.core_means')} ${say('print.legal')}</p>
<p class="quiet">${answerClasses.map(
    (one) =>
      html`${classSigns[one]} ${say('print.pair', { name: say(`classes.${one}`), text: say(`classes_mean.${one}`) })} `,
  )}</p>
${contents(sections, wording, say)}
${sections.map((section) => sectionOf(section, instrument, wording, say, states))}
</body></html>
`;
  return page.text;
}

function contents(sections: readonly Section[], wording: Wording, say: Say): Markup {
  return html`<table class="contents"><caption class="quiet">${say('print.contents')}</caption><tbody>${sections.map(
    ({ code, questions }) => {
      const { title, answeredBy } = wording.section(code);
      return html`<tr><th scope="row"><a href="#${code}">${code}. ${title}</a></th><td>${answeredBy}</td><td class="count">${say(
        'print.questions',
        { count: questions.length },
      )}</td></tr>`;
    },
  )}</tbody></table>`;
}

function sectionOf(
  { code, questions }: Section,
  instrument: Instrument,
  wording: Wording,
  say: Say,
  states: readonly string[],
): Markup {
  const { title, answeredBy } = wording.section(code);
  return html`<section class="section" id="${code}">
<header><h2>${say('section.title', { code, title })}</h2><p class="quiet">${say('section.answered_by', {
    body: answeredBy,
  })}</p></header>
${questions.map((question) => questionOf(question, instrument, wording, say, states))}
</section>
`;
}

function questionOf(
  question: Question,
  instrument: Instrument,
  wording: Wording,
  say: Say,
  states: readonly string[],
): Markup {
  const { code, evidence, legal } = question;
  const help = wording.help(code);
  const long = question.type === 'grid' || question.type === 'repeat' ? ' long' : '';
  const facts = [
    evidence && say('guidance.evidence', { evidence: wording.evidence(evidence) }),
    legal.length > 0 && say('guidance.legal', { references: legalReferences(legal, wording, say) }),
  ].filter((fact) => typeof fact === 'string');
  return html`<article class="question${long}" id="${code}">
<header><span class="code">${code}</span><h3>${wording.question(code)}</h3>
<span class="mark ${question.class}">${classSigns[question.class]} ${say(`classes.${question.class}`)}</span>${
    question.core && html`<span class="mark">${say('print.core')}</span>`
  }</header>
${help && html`<p class="help">${help}</p>`}
${question.relevance && html`<p class="rule">${say('guidance.only_if', { rule: ruleInWords(question, wording, say) })}</p>`}
${facts.length > 0 && html`<p class="facts">${facts.join(' · ')}</p>`}
${answerSpace(instrument, question, wording, say)}
<p class="states">${say('print.state')} ${states.map((state) => html`<span>${box} ${state}</span>`)}</p>
<div class="rest">${(['reason', 'evidence', 'comment', 'note'] as const).map(
    (key) => html`<div class="box">${say(`print.${key}`)}</div>`,
  )}</div>
</article>
`;
}
