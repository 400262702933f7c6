/** Reads the workbook it is given and answers with the numbers of its rows. */

import { parentPort, workerData } from 'node:worker_threads'
import { readSheet } from '../../../electron/documents/excel/read.ts'

const numbers: number[] = []
for await (const { row } of (await readSheet(workerData as string)).rows) numbers.push(row)
parentPort?.postMessage(numbers)
