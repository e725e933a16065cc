/** The thread that does one run of a forest. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ForestTask, runForest } from './forest-threads.ts';

parentPort!.postMessage(runForest(workerData as ForestTask));
