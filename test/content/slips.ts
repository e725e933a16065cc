// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a rule names questions so
/** Mistakes of authors, one on each line: what was done, in which file, and the only message of `gap check` about it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Introduces the mistake into a file: replaces a text, or changes the file as a whole. */
type Edit = readonly [find: string | RegExp, to: string] | ((path: string) => void);
export type Slip = readonly [done: string, file: string, edit: Edit, said: RegExp];

const real = 'pipelines/reference';
const illustrative = `${real}/illustrative`;
const framework = 'pipelines/framework/cybercrime';
const questionnaire = 'questionnaires/cybercrime/2026';
const needs = 'dashboards/needs';

const asBytes =
  (encoding: 'latin1' | 'utf16le') =>
  (path: string): void =>
    writeFileSync(path, Buffer.from(readFileSync(path, 'utf8'), encoding));
const asFolder = (path: string): void => {
  rmSync(path);
  mkdirSync(path);
};
const asEmpty = (path: string): void => writeFileSync(path, '\n');

/** The mistakes of one batch are made together. None may hide another, and none may be reported twice. */
export const batches: Readonly<Record<string, readonly Slip[]>> = {
  'facts of reference': [
    [
      'a month 13',
      `${real}/groups.csv`,
      ['2023-12-13', '2023-13-13'],
      /:8:10 "valid_to" is "2023-13-13", which is not written as it must be\. Write a date/,
    ],
    [
      '31 February',
      `${real}/groups.csv`,
      ['2007-12-20', '2007-02-31'],
      /:\d+:10 "valid_to" is "2007-02-31", which is not a date in the calendar/,
    ],
    [
      'a membership that ends first',
      `${real}/groups.csv`,
      ['GNQ,,2017-06-04', 'GNQ,2018-01-01,2017-06-04'],
      /The membership ends on 2017-06-04, which is not after 2018-01-01/,
    ],
    [
      'a member twice',
      `${real}/groups.csv`,
      ['ldc,AGO,', 'ldc,AFG,'],
      /:3:5 "AFG" is a member of "ldc" already at that time/,
    ],
    [
      'a group without a source',
      `${real}/groups.csv`,
      [/ldc,BDI,,,"[^"]*",/, 'ldc,BDI,,,,'],
      /The line has no "source"/,
    ],
    [
      'an actor twice',
      `${real}/actors.csv`,
      [/^coe,/m, 'states,'],
      /actors\.csv:3:1 "states" is in the table already, at pipelines\/reference\/actors\.csv:2:1/,
    ],
    [
      'a broken line of organisations, whose key others name',
      `${real}/organisations.csv`,
      [/^european-union,.*$/m, 'european-union,European Union'],
      /organisations\.csv:3:1 This line has 2 cells/,
    ],
    [
      'a name of two organisations',
      `${illustrative}/organisations.csv`,
      ['Northern Lights Trust,XX', 'Meridian Development Fund,XX'],
      /"Meridian Development Fund" is of the organisation "meridian-development-fund" already/,
    ],
    [
      'a project that ends before it starts',
      `${illustrative}/projects.csv`,
      ['2024-01-01,2027-12-31', '2027-12-31,2024-01-01'],
      /The project ends on 2024-01-01, before it starts/,
    ],
    [
      'an unknown area',
      `${illustrative}/projects.csv`,
      ['legislation safeguards_and', 'legislaton safeguards_and'],
      /"legislaton" is not in areas\.csv of any questionnaire\. Did you mean "legislation"/,
    ],
    [
      'a treaty that binds before consent',
      `${real}/treaties.csv`,
      ['2008-05-06,ratification,2008-09-01', '2008-10-06,ratification,2008-09-01'],
      /The entry into force on 2008-09-01 is before 2008-10-06/,
    ],
    [
      'an unknown status of a treaty',
      `${real}/treaties.csv`,
      [/(CETS 108,ALB,,)consent expressed/, 'CETS 108,ALB,,consent expresed'],
      /"status" is "consent expresed".* Did you mean "consent expressed"/,
    ],
    [
      'a treaty that is in force before it opens',
      `${real}/treaty_names.csv`,
      ['2001-11-23,2004-07-01', '2005-11-23,2004-07-01'],
      /The entry into force on 2004-07-01 is before 2005-11-23/,
    ],
    [
      'a treaty covered twice',
      `${real}/treaty_coverage.csv`,
      [/^CETS 189/m, 'CETS 185'],
      /treaty_coverage\.csv:3:1 "CETS 185" is in the table already/,
    ],
    [
      'a milestone of a month 25',
      `${real}/milestones.csv`,
      ['2011-05-25', '2011-25-05'],
      /"date" is "2011-25-05".* Write a year, a month or a day/,
    ],
    [
      'a recommendation twice',
      `${real}/recommendations.csv`,
      [/^convention,/m, 'awareness,'],
      /recommendations\.csv:3:1 "awareness" is in the table already/,
    ],
    [
      'a region that lies in itself',
      `${real}/regions.csv`,
      ['015,subregion,002', '015,subregion,015'],
      /The region "015" lies in itself: 015 → 015/,
    ],
    ['two tiles in one place', `${real}/tiles.csv`, ['AGO,13,20', 'AGO,5,25'], /"5 25" is in the table already/],
    ['a place off the earth', `${real}/centroids.csv`, ['-69.974', '-690.974'], /"lon" is -690\.974, less than -180/],
    [
      'a key twice in another table',
      `${real}/bodies.csv`,
      [/^(EUU,.*)$/m, 'EUU,a,b\nEUU,c,d'],
      /bodies\.csv:3:1 "EUU" is in the table already/,
    ],
  ],
  'facts that cannot be read': [
    [
      'a quotation mark that is never closed',
      `${real}/groups.csv`,
      ['ldc,AFG,,,"M49', 'ldc,AFG,,,""M49'],
      /The file is not valid CSV: a cell goes on behind its closing/,
    ],
    [
      'a broken line of countries, whose key others name',
      `${real}/countries.csv`,
      [/^AGO.*$/m, 'AGO,AO,024'],
      /countries\.csv:4:1 This line has 3 cells, and the first line names 17 columns/,
    ],
    [
      'an actor without a name',
      `${real}/actors.csv`,
      [/^coe,Council of Europe/m, 'coe,'],
      /actors\.csv:3:5 "coe" has no name in the working language "en"/,
    ],
    [
      'another encoding',
      `${real}/milestones.csv`,
      asBytes('latin1'),
      /milestones\.csv:\d+:\d+ The file is not text in UTF-8/,
    ],
    ['an empty table', `${real}/tiles.csv`, asEmpty, /tiles\.csv:1:1 The file is empty/],
    [
      'a folder in place of a table',
      `${real}/treaty_coverage.csv`,
      asFolder,
      /treaty_coverage\.csv" is a folder, but a file is expected/,
    ],
  ],
  'a framework': [
    [
      'an unknown area of a point',
      `${framework}/points.csv`,
      ['policy,policy_and_leadership', 'policy,policy_and_leadrship'],
      /points\.csv:2:8 "policy_and_leadrship" is not in areas\.csv\. Did you mean "policy_and_leadership"/,
    ],
    [
      'a number that is none, in a line whose key others name',
      `${framework}/points.csv`,
      [/^legislation,legislation,2$/m, 'legislation,legislation,two'],
      /points\.csv:3:25 "position" is "two", not a (whole )?number/,
    ],
    [
      'an unknown link of a kind',
      `${framework}/point_links.csv`,
      ['policy,recommendation,awareness', 'policy,recomendation,awareness'],
      /"kind" is "recomendation".* Did you mean "recommendation"/,
    ],
    [
      'an unknown recommendation',
      `${framework}/point_links.csv`,
      ['policy,recommendation,plan', 'policy,recommendation,plam'],
      /"plam" is not in recommendations\.csv\. Did you mean "plan"/,
    ],
    [
      'a weight below zero',
      `${framework}/pillars.csv`,
      ['COM.STEPS,COMMITMENT,1', 'COM.STEPS,COMMITMENT,-1'],
      /"weight" is -1, less than 0/,
    ],
    [
      'an unknown dimension',
      `${framework}/pillars.csv`,
      ['COM.COOP,COMMITMENT', 'COM.COOP,COMITMENT'],
      /"COMITMENT" is not in dimensions\.csv\. Did you mean "COMMITMENT"/,
    ],
    [
      'a pillar of which every indicator weighs nothing',
      `${framework}/indicators.csv`,
      [/^(CAP\.[A-Z]+,CAP\.MONEY),[0-9.]+/gm, '$1,0'],
      /All weights of the pillar "CAP\.MONEY" are 0/,
    ],
    [
      'a question that an indicator does not have',
      `${framework}/indicator_questions.csv`,
      ['COM.STR,B11,', 'COM.STR,B111,'],
      /No version of the questionnaire has a question "B111"\. Did you mean "B11"/,
    ],
    [
      'a question without a score that counts',
      `${framework}/indicator_questions.csv`,
      ['COM.TRT,B02,,0', 'COM.TRT,B02,,1'],
      /Question B02 has no score, so that it cannot count here/,
    ],
    [
      'a mistake in what is combined',
      `${framework}/indicator_questions.csv`,
      ['B07,,1,crime_treaty', 'B07,,1,crime_traety'],
      /"crime_t[a-z]+" combines one question alone\. Did you mean/,
    ],
    [
      'a flag that compares an indicator with itself',
      `${framework}/flags.csv`,
      ['CAP.SAF,50', 'CAP.PRO,50'],
      /The flag compares "CAP\.PRO" with itself/,
    ],
    [
      'a choice that answers to no status',
      `${framework}/treaty_answers.csv`,
      ['in_force,ratified,false', 'in_force,ratifyed,false'],
      /"ratifyed" is not a choice of a question about treaties/,
    ],
    [
      'a status answered twice',
      `${framework}/treaty_answers.csv`,
      [/^signed,.*$/m, 'in_force,in_force,false'],
      /"in_force in_force" is in the table already/,
    ],
    [
      'an unknown element',
      `${framework}/recommendation_elements.csv`,
      ['convention,COM.TRT', 'convention,COM.TRX'],
      /"COM\.TRX" is not in dimensions\.csv, pillars\.csv or indicators\.csv/,
    ],
    [
      'an unknown role',
      `${framework}/context_questions.csv`,
      ['volumes,figure,E04', 'volumes,figur,E04'],
      /"role" is "figur".* Did you mean "figure"/,
    ],
    [
      'an area of need twice',
      `${framework}/area_questions.csv`,
      ['policy_and_leadership,B11', 'policy_and_leadership,B10'],
      /"policy_and_leadership B10" is in the table already/,
    ],
    [
      'an unknown mean',
      `${framework}/uncertainty.yaml`,
      ['means: [arithmetic', 'means: [arithmetc'],
      /"means\.1" is "arithmetc".* Did you mean "arithmetic"/,
    ],
    [
      'a key of the cycle rules twice',
      `${framework}/cycles.yaml`,
      [/\n {2}least_group: 5/, '\n  least_group: 5\n  least_group: 5'],
      /cycles\.yaml:\d+:3 The file is not valid YAML: a key occurs here for the second time/,
    ],
  ],
  'a framework of which a level is faulty': [
    [
      'a pillar twice',
      `${framework}/pillars.csv`,
      [/^COM\.COOP,/m, 'COM.STEPS,'],
      /pillars\.csv:3:1 "COM\.STEPS" is in the table already/,
    ],
    [
      'a tab',
      `${framework}/cycles.yaml`,
      [/\n {2}least_group: 5/, '\n\tleast_group: 5'],
      /cycles\.yaml:\d+:1 The file is not valid YAML: the indentation contains a tab instead of spaces/,
    ],
    [
      'texts of a language that is not listed',
      `${framework}/texts/de.yaml`,
      (path) => writeFileSync(path, 'pillars: {}\n'),
      /The file is of a language "de" that texts\/languages\.yaml does not list/,
    ],
    [
      'names of a language that is not listed',
      `${real}/names/de.csv`,
      (path) => writeFileSync(path, 'table,code,name\n'),
      /The file is of a language "de"/,
    ],
  ],
  'a questionnaire': [
    [
      'a key',
      `${questionnaire}/questionnaire.yaml`,
      ['class: public', 'clas: public'],
      /Question A01 has the unknown key "clas"\. Did you mean "class"/,
    ],
    [
      'a rule that names its own question',
      `${questionnaire}/questionnaire.yaml`,
      ['"${B10} >= 2"', '"${B11} >= 2"'],
      /The rule of question B11 refers to "\$\{B11\}": that is the question itself/,
    ],
    [
      'an unknown text of a key',
      `${questionnaire}/texts/es.yaml`,
      ['sheet:', 'sheets:'],
      /es\.yaml:7:5 The text of A has the unknown key "sheets"/,
    ],
    [
      'a choice twice',
      `${questionnaire}/choices.yaml`,
      ['choices: ["yes", "no"]', 'choices: ["yes", "yes"]'],
      /The choice "yes" is defined a second time here/,
    ],
  ],
  'a questionnaire with a code twice': [
    [
      'a question twice',
      `${questionnaire}/questionnaire.yaml`,
      ['code: B11', 'code: B10'],
      /The question "B10" is defined a second time here/,
    ],
    ['a version without rules', `${framework}/cycles.yaml`, asEmpty, /cycles\.yaml:1:1 The file is empty/],
  ],
  'a crosswalk': [
    [
      'a question that the version before does not have',
      `${questionnaire}/crosswalk.csv`,
      ['A01,cybercrime,2024,A01', 'A01,cybercrime,2024,A011'],
      /crosswalk\.csv:2:1 .*cybercrime 2024 has no question A011\. Did you mean A01/,
    ],
    [
      'a line twice',
      `${questionnaire}/crosswalk.csv`,
      [/^A03,cybercrime,2024,A03,same/m, 'A02,cybercrime,2024,A02,same'],
      /A02 already has a line at .*:3:1/,
    ],
  ],
  'dashboards and texts': [
    [
      'an unknown filter by a column',
      `${needs}/dashboard.yaml`,
      ['column: groups, label: group', 'column: grups, label: group'],
      /"grups" is not a column of the mart "countries"\. Did you mean "groups"/,
    ],
    [
      'a chart of facts without their date',
      'dashboards/treaties/dashboard.yaml',
      ['  - id: timeline\n    as_of: parties\n', '  - id: timeline\n'],
      /The rows of the mart "treaty_status" have a date of their own, and the block "timeline" does not state/,
    ],
    [
      'counts of facts without their date',
      'dashboards/projects/dashboard.yaml',
      ['  - id: overview\n    as_of: cycle\n', '  - id: overview\n'],
      /The rows of the mart "projects" have a date of their own, and the block "overview" does not state/,
    ],
    [
      'a date of facts that come from another table',
      'dashboards/area/dashboard.yaml',
      ['  - id: asked\n    as_of: each\n', '  - id: asked\n'],
      /The rows of the mart "recommendations" have a date of their own, and the block "asked" does not state/,
    ],
    [
      'an unknown download',
      'dashboards/donor/dashboard.yaml',
      ['downloads: [board, need_replications', 'downloads: [board, need_replicatons'],
      /No model declares the mart "need_replicatons"\. Did you mean "need_replications"/,
    ],
    [
      'an unknown page',
      `${needs}/dashboard.yaml`,
      ['link: "needs/{area}"', 'link: "need/{area}"'],
      /"need" is not a page\. Did you mean "needs"/,
    ],
    [
      'a chart that nothing shows',
      'dashboards/trend/more.vl.json',
      (path) => writeFileSync(path, '{ "mark": "bar" }\n'),
      /more\.vl\.json No block of a dashboard shows this chart/,
    ],
    [
      'an unknown format of a column',
      'dashboards/columns.yaml',
      ['score: {', 'scoree: {'],
      /"scoree" is not a column of a mart or of a dashboard\. Did you mean "score"/,
    ],
    [
      'a value that the English text does not have',
      `${needs}/texts/fr.yaml`,
      ['{first}', '{frist}'],
      /takes a value \{frist\}, which the text in "en" does not have\. Did you mean "first"/,
    ],
    [
      'a folder of a language that is not listed',
      'texts/de/pages.yaml',
      (path) => {
        mkdirSync(join(path, '..'));
        writeFileSync(path, 'a: b\n');
      },
      /texts\/de The folder is of a language "de"/,
    ],
    [
      'texts of a dashboard in a language that is not listed',
      `${needs}/texts/de.yaml`,
      (path) => writeFileSync(path, 'nav: x\n'),
      /needs\/texts\/de\.yaml The file is of a language "de"/,
    ],
  ],
  'descriptions of tables': [
    [
      'a reworded description',
      'pipelines/texts/fr.yaml',
      ['"Section of the questionnaire":', '"Sections of the questionnaire":'],
      /fr\.yaml:\d+:\d+ No model says "Sections of the questionnaire"\. Did you mean "Section of the questionnaire"/,
    ],
    [
      'a description without a translation',
      'pipelines/texts/fr.yaml',
      [/^"Sheet of the workbook": .*\n/m, ''],
      /fr\.yaml The description "Sheet of the workbook" has no translation in the language "fr"/,
    ],
    [
      'a translation of nothing',
      'pipelines/texts/fr.yaml',
      (path) => writeFileSync(path, `${readFileSync(path, 'utf8')}"Rainfall in each month": "Pluie par mois"\n`),
      /fr\.yaml:\d+:\d+ No model says "Rainfall in each month"\. Remove the line/,
    ],
    [
      'descriptions in a language that is not listed',
      'pipelines/texts/de.yaml',
      (path) => writeFileSync(path, '"Sheet of the workbook": Blatt\n'),
      /pipelines\/texts\/de\.yaml The file is of a language "de"/,
    ],
  ],
  'dashboards and texts that cannot be read': [
    [
      'a key of a filter',
      `${needs}/dashboard.yaml`,
      ['search: true', 'serch: true'],
      /has "serch", which has no meaning here\. Did you mean "search"/,
    ],
    [
      'a value of a condition',
      `${needs}/dashboard.yaml`,
      ['mean_need: { known: true }', 'mean_need: { knwn: true }'],
      /has "knwn", which has no meaning here\. Did you mean "known"/,
    ],
    [
      'a text twice',
      'texts/fr/releases.yaml',
      [/^([a-z_]+): (.*)$/m, 'title: a\ntitle: b'],
      /releases\.yaml:2:1 The file is not valid YAML: a key occurs here for the second time/,
    ],
  ],
  models: [
    [
      'an example that does not hold',
      'pipelines/marts/scores/flags.yaml',
      ['indicator_score: 75', 'indicator_score: 76'],
      /flags\.yaml:\d+:\d+ The example ".*" of the model marts\.flags does not hold: expected/,
    ],
    [
      'an example of a table that is not read',
      'pipelines/marts/framework/areas.yaml',
      [/given:\n( +)([a-z]+\.)[a-z_]+:/, 'given:\n$1$2nothing_read:'],
      /areas\.yaml:\d+:\d+ The example ".*" of the model marts\.areas does not hold: it gives rows of/,
    ],
  ],
};
