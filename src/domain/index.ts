export * from './answer.ts';
export * from './disclosure.ts';
export * from './finding.ts';
