/**
 * Makes the sample case `odd-irc-connections`: evidence files, case.json and the expected answers.
 *
 * Run: `npx tsx main/tools/sample/generate.ts [FOLDER]`. The same text comes out on every machine; compressed files may differ in
 * their bytes between versions of zlib, never in what they hold.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { countAnswer, longSessionsAnswer, severityAnswer, weaknessAnswer, weaknesses } from './answers'
import { caseFile } from './case-file'
import { ircConnections } from './irc'
import { intrusions } from './intrusions'
import { scan } from './nessus-scan'
import { ordinaryLife } from './ordinary-life'
import { port22 } from './port-22'
import { COUNT_QUESTIONS } from './questions'
import { serverLife } from './server-life'
import type { Told } from './told'
import { emptyWorld } from './world'

/** Text of a file by its path inside the case folder; a path that ends in `.gz` is compressed when written. */
export type SampleFiles = ReadonlyMap<string, string>

const HOST_LISTS = [
  'dns-domain',
  'last-ping',
  'linux',
  'new-hosts',
  'port-21-open',
  'successful-traceroute',
  'unix-ssh-servers',
  'web-clients',
  'web-servers',
]

/** Shape: the whole sample and every event it tells, in time order. */
export function sample(): { files: SampleFiles; events: Told[] } {
  const world = emptyWorld()
  ordinaryLife(world)
  serverLife(world)
  ircConnections(world)
  port22(world)
  intrusions(world)
  const scans = [
    scan('scan-2009-06-18.nessus', '2009-06-18 02:05:11', false),
    scan('scan-2009-07-08.nessus', '2009-07-08 02:05:14', true),
  ]
  const { zeek, monitor, snort, passive, gate } = world
  const events = [zeek, monitor, snort, passive, gate, ...scans].flatMap(({ told }) => told).sort((a, b) => a.tsUs - b.tsUs)
  const lastUs = events.at(-1)!.tsUs
  const weak = weaknesses([...scans, passive].flatMap(({ reported }) => reported))
  const files = new Map<string, string>([
    ['case.json', caseFile()],
    ...(['conn', 'dns', 'http', 'ssl'] as const).map((log) => [`evidence/${log}.log.gz`, zeek.file(log)] as const),
    ...(['ssh', 'notice'] as const).map((log) => [`evidence/${log}.log`, zeek.file(log)] as const),
    ['evidence/snort-alerts.log', snort.file()],
    ['evidence/tnm-sessions.log', monitor.file()],
    ['evidence/pvs-realtime.log', passive.file()],
    ['evidence/gate-auth.log', gate.file()],
    ...scans.map(({ fileName, text }) => [`evidence/${fileName}`, text] as const),
    ...COUNT_QUESTIONS.map((question) => [`expected/${question.id}.csv`, countAnswer(question, events, lastUs)] as const),
    ['expected/long-sessions.csv', longSessionsAnswer(events)],
    ['expected/host-lists.json', `${JSON.stringify(HOST_LISTS, null, 2)}\n`],
    ['expected/vulnerabilities.csv', weaknessAnswer(weak)],
    ['expected/vulnerabilities-by-severity.csv', severityAnswer(weak)],
  ])
  return { files, events }
}

/** Write the sample into a folder. */
export function writeSample(folder: string): void {
  for (const [path, text] of sample().files) {
    const target = join(folder, path)
    mkdirSync(join(target, '..'), { recursive: true })
    writeFileSync(target, path.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text)
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeSample(resolve(process.argv[2] ?? 'casefiles/odd-irc-connections'))
}
