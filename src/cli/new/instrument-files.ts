/** Files of a new instrument: one section, two questions, one indicator. It can be opened, answered and built. */
import type { NewFiles } from './write-new.ts';

export function instrumentFiles(id: string, version: string, language: string): NewFiles {
  const folder = `questionnaires/${id}/${version}`;
  const framework = `pipelines/framework/${id}`;
  const dimension = id.replaceAll(/[^a-zA-Z0-9]/g, '_').toUpperCase();
  return {
    [`${folder}/questionnaire.yaml`]: `# yaml-language-server: $schema=../../questionnaire.schema.json
# What is asked, in sections. A code never changes its meaning. How it is worded stands in texts/.
instrument: ${id}
version: "${version}"
languages: [${language}]
sections:
  - code: A
    questions:
      - { code: Q1, type: select_one, list: yesno, class: public, core: true, scorer: choice }
      - code: Q2
        type: select_one
        list: level
        class: public
        relevance: \${Q1} = 'yes'
        when_hidden: zero
        scorer: choice
`,
    [`${folder}/choices.yaml`]: `# yaml-language-server: $schema=../../choices.schema.json
# Lists of choices: stored names in order, each with its score from 0 to 100.
yesno: { scores: [100, 0], choices: ["yes", "no"] }
level: { numbered: true, scores: [0, 50, 100], choices: [0, 1, 2] }
`,
    [`${folder}/texts/${language}.yaml`]: `# yaml-language-server: $schema=../../../texts.schema.json
# The words of one language. They may be corrected while a cycle is open.
language: ${language}
reviewed: false
title: ${id}
sections:
  A: { title: First section, sheet: A First section, answered_by: the competent ministry }
questions:
  Q1: { label: "Is there a law on the subject?" }
  Q2: { label: "How much of it does the law cover?", help: "Asked where there is a law." }
choices:
  yesno: { "yes": "yes", "no": "no" }
  level: { 0: nothing, 1: a part, 2: all }
`,
    [`${framework}/cycles.yaml`]: `# yaml-language-server: $schema=../cycles.schema.json
# What is set with each cycle when it opens.
"${version}":
  year: ${/^\d{4}$/.test(version) ? version : '2026 # the year that the answers are about'}
  baseline: null
  target: 80
  target_year: 2030
  coverage_threshold: 0.5
  answered_threshold: 0.5
  tiers: [25, 50, 75]
  least_group: 5
  pace: { on_track: 0.95, moderate: 0.6, insufficient: 0, same_sign: 0.9 }
  publication: all_public_questions
`,
    [`${framework}/dimensions.csv`]: `dimension,position\n${dimension},1\n`,
    [`${framework}/pillars.csv`]: `pillar,dimension,weight,position\n${dimension}.A,${dimension},1,1\n`,
    [`${framework}/indicators.csv`]: `indicator,pillar,weight,position,use\n${dimension}.A.1,${dimension}.A,1,1,scored\n`,
    [`${framework}/indicator_questions.csv`]: [
      'indicator,question,part,weight,combine,note',
      `${dimension}.A.1,Q1,,1,,`,
      `${dimension}.A.1,Q2,,1,,`,
      '',
    ].join('\n'),
    [`${framework}/texts/${language}.yaml`]: `# yaml-language-server: $schema=../../texts.schema.json
language: ${language}
reviewed: false
dimensions:
  ${dimension}: { label: ${id}, says: The mean of its pillars. }
pillars:
  ${dimension}.A: { label: First pillar, says: The mean of its indicators. }
indicators:
  ${dimension}.A.1: { label: Law, says: Whether there is a law and how much it covers. }
`,
  };
}
