/** Style of the printed questionnaire, for paper and screen. Colours are those of the workbook. */
export const style = `
:root { --ink: #1f2a30; --quiet: #56646c; --accent: #0f5265; --line: #cbd5d9; --tint: #f4f5f6; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 52rem; color: var(--ink); background: #fff;
  font: 10.5pt/1.45 Arial, "Liberation Sans", "Noto Sans", sans-serif; }
h1 { margin: 0 0 .3em; font-size: 22pt; line-height: 1.2; color: var(--accent); }
h2 { margin: 0; font-size: 16pt; line-height: 1.25; color: var(--accent); }
h3 { margin: 0; font-size: 11pt; line-height: 1.35; }
p { margin: .35em 0; }
a { color: var(--accent); }
.lead { font-size: 12pt; }
.quiet, .help, .facts { color: var(--quiet); font-size: 9.5pt; }
.rule { font-size: 9.5pt; border-inline-start: 3px solid var(--accent); padding-inline-start: .6em; }
.count { white-space: nowrap; }
.contents caption { text-align: start; }
.contents { width: 100%; margin: 1em 0; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; }
th, td { border-block-end: 1px solid var(--line); padding: .35em .5em; text-align: start; vertical-align: top; }
thead th { color: var(--quiet); font-weight: normal; }
.grid th, .grid td { border: 1px solid var(--line); }
.grid td { height: 2.1em; }
.grid tbody th { font-weight: normal; width: 45%; }
.repeat tbody th { width: 2.5em; }
.grid .tick { text-align: center; width: 5.2em; font-size: 8.5pt; }
.section { margin-block-start: 3rem; }
.section > header { border-block-end: 2px solid var(--accent); padding-block-end: .5em; margin-block-end: 1em; }
.question { padding: .9em 0; border-block-end: 1px solid var(--line); }
.question > header { display: flex; gap: .8em; align-items: baseline; }
.code { color: var(--accent); font-weight: bold; min-width: 2.6em; }
.question h3 { flex: 1; }
.mark { font-size: 8.5pt; color: var(--quiet); white-space: nowrap; }
.restricted, .confidential { border: 1px solid currentColor; border-radius: 2px; padding: 0 .4em; }
.restricted { color: #5a3e00; }
.confidential { color: #7a1b12; font-weight: bold; }
.choices { list-style: none; margin: .5em 0; padding: 0; columns: 2; column-gap: 2em; }
.choices li { break-inside: avoid; padding-inline-start: 1.5em; text-indent: -1.5em; }
.box { border: 1px solid var(--line); min-height: 2.2em; margin: .5em 0; padding: .2em .5em; color: var(--quiet); font-size: 8.5pt; }
.box.tall { min-height: 7em; }
.rest { display: grid; grid-template-columns: 1fr 1fr; gap: .3em; margin-block-start: .5em; }
.rest .box { margin: 0; min-height: 2.4em; }
.states { font-size: 9.5pt; margin: .5em 0 .3em; }
.states span { margin-inline-end: 1.4em; white-space: nowrap; }
@media print {
  @page { size: A4; margin: 16mm 15mm 18mm; }
  body { padding: 0; max-width: none; font-size: 9.5pt; }
  a { color: inherit; text-decoration: none; }
  .section { break-before: page; margin-block-start: 0; }
  .question, tr { break-inside: avoid; }
  .question.long { break-inside: auto; }
  thead { display: table-header-group; }
  .question > header, .section > header { break-after: avoid; }
}
`;
