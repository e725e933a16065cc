export { describeMethod } from './describe.ts';
export { fillMethod, methodBegin, methodEnd } from './page.ts';
