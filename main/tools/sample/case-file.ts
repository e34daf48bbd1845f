/** `case.json` of the sample: what the case is called, how its files are to be read, and the questions in their order. */
import { HOME, SERVER, SERVER_NAME } from './places'
import { COUNT_QUESTIONS, type CountQuestion } from './questions'

const LOCAL = '-04:00'

/** Files in the order they are added, each with what the analyst states about it. */
export const EVIDENCE = [
  { file: 'conn.log.gz', options: { sensor: 'zeek-core' } },
  { file: 'dns.log.gz', options: { sensor: 'zeek-core' } },
  { file: 'http.log.gz', options: { sensor: 'zeek-core' } },
  { file: 'ssl.log.gz', options: { sensor: 'zeek-core' } },
  { file: 'ssh.log', options: { sensor: 'zeek-core' } },
  { file: 'notice.log', options: { sensor: 'zeek-core' } },
  { file: 'snort-alerts.log', options: { zone: LOCAL, year: 2009, sensor: 'snort-border' } },
  { file: 'tnm-sessions.log', options: { zone: LOCAL, year: 2009, sensor: 'tnm-border' } },
  { file: 'pvs-realtime.log', options: { zone: LOCAL, year: 2009, sensor: 'pvs-core' } },
  { file: 'gate-auth.log', options: { zone: LOCAL, year: 2009 } },
  { file: 'scan-2009-06-18.nessus', options: { zone: LOCAL, sensor: 'nessus' } },
  { file: 'scan-2009-07-08.nessus', options: { zone: LOCAL, sensor: 'nessus' } },
] as const

function countCommand(question: CountQuestion): string[] {
  return [
    'pivot',
    '--by',
    question.by.join(','),
    ...(question.bin === undefined ? [] : ['--bin', question.bin]),
    ...(question.window === 'all' ? [] : ['--last', question.window]),
    ...(question.where === '' ? [] : ['--where', question.where]),
  ]
}

const asked = (id: string) => COUNT_QUESTIONS.filter((question) => question.id === id)

const fromCount = (question: CountQuestion) => ({
  id: question.id,
  title: question.title,
  command: countCommand(question),
  columns: [...question.by, ...(question.bin === undefined ? [] : ['bin']), 'value'],
  expected: `${question.id}.csv`,
})

const OTHER = {
  lists: {
    id: 'host-lists',
    title: `What is known of ${SERVER}?`,
    command: ['host', SERVER],
    columns: ['lists.id'],
    expected: 'host-lists.json',
  },
  severity: {
    id: 'vulnerabilities-by-severity',
    title: 'How weak is it?',
    command: ['vulns', '--host', SERVER],
    columns: ['severity', 'value'],
    expected: 'vulnerabilities-by-severity.csv',
  },
  weaknesses: {
    id: 'vulnerabilities',
    title: 'Which weaknesses, on which ports?',
    command: ['vulns', '--host', SERVER],
    columns: ['plugin_id', 'port', 'severity', 'name', 'source'],
    expected: 'vulnerabilities.csv',
  },
  long: {
    id: 'long-sessions',
    title: 'Which sessions lasted, and how much did they carry?',
    command: ['events', '--where', `ip:${SERVER} port:22 name:TNM-Long*`],
    columns: [
      'ts',
      'name',
      'direction',
      'client_ip',
      'client_port',
      'server_ip',
      'server_port',
      'duration_s',
      'client_bytes',
      'server_bytes',
    ],
    expected: 'long-sessions.csv',
  },
}

const AFTER_ADDRESSES = 'catch-all-addresses'
const AFTER_PORT_22 = 'port-22-daily'

/** Every question in the order of the story. */
function questions(): object[] {
  const list: object[] = []
  for (const { id } of COUNT_QUESTIONS) {
    list.push(...asked(id).map(fromCount))
    if (id === AFTER_ADDRESSES) list.push(OTHER.lists, OTHER.severity, OTHER.weaknesses)
    if (id === AFTER_PORT_22) list.push(OTHER.long)
  }
  return list
}

/** Shape: the text of `case.json`. */
export function caseFile(): string {
  const content = {
    name: 'odd-irc-connections',
    title: 'Odd IRC connections',
    summary: `A server of the department, ${SERVER_NAME}, connects to one outside IRC host every five minutes. Somebody asks: could you look at this?`,
    home_networks: [HOME],
    display_zone: 'America/New_York',
    evidence: EVIDENCE,
    questions: questions(),
  }
  return `${JSON.stringify(content, null, 2)}\n`
}
