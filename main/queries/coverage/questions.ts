/** What investigators ask, and which classes of evidence can answer it: a question is one object. */
import type { EvidenceClass } from '#contract/formats'

export interface Question {
  id: string
  text: string
  /** Any of these answers it, where it covers the host at that time. */
  answers: readonly EvidenceClass[]
  /** Each answers some of it. */
  partly: readonly { class: EvidenceClass; because: string }[]
  /** Each looks as if it could answer it, and cannot. */
  lookalikes: readonly { class: EvidenceClass; because: string }[]
  /** Asked of the time before the evidence begins rather than of the time it covers. */
  isBefore?: boolean
}

export const QUESTIONS: readonly Question[] = [
  {
    id: 'who-logged-in',
    text: 'Who logged in?',
    answers: ['authentication'],
    partly: [
      { class: 'process', because: 'shows under which account programs ran, not who opened the session' },
      { class: 'audit', because: 'shows accounts in what was changed, not who opened the session' },
    ],
    lookalikes: [
      { class: 'flow', because: 'shows that a session existed and how long, never which account was used' },
      { class: 'packets', because: 'hold the log-in encrypted, as SSH and RDP send it' },
      { class: 'ids', because: 'guess at a log-in from its size; only the server knows whether it let somebody in' },
    ],
  },
  {
    id: 'which-process',
    text: 'Which program did it, started by whom?',
    answers: ['process'],
    partly: [
      { class: 'audit', because: 'shows what was changed, by which account' },
      { class: 'file', because: 'shows which programs came onto the disk, not that they ran' },
    ],
    lookalikes: [
      { class: 'flow', because: 'shows the connection, not the program that made it' },
      { class: 'ids', because: 'name a protocol or a rule, not a program on the host' },
    ],
  },
  {
    id: 'what-configuration',
    text: 'What configuration and which accounts were in force?',
    answers: ['config'],
    partly: [
      { class: 'audit', because: 'shows what was changed, not what stood before' },
      { class: 'vulnerability-scan', because: 'shows what was visible from outside on the days of the scans' },
    ],
    lookalikes: [{ class: 'passive-discovery', because: 'shows what answered, not what was allowed' }],
  },
  {
    id: 'any-session-before',
    text: 'Was there any session before the evidence begins?',
    answers: ['flow', 'packets', 'authentication'],
    partly: [],
    lookalikes: [],
    isBefore: true,
  },
  {
    id: 'what-was-transferred',
    text: 'What was transferred?',
    answers: ['packets'],
    partly: [
      { class: 'flow', because: 'shows how much went each way, not what' },
      { class: 'web', because: 'shows what was asked for over unencrypted HTTP, not what came back' },
      { class: 'file', because: 'shows which files were touched' },
      { class: 'audit', because: 'shows what was changed' },
    ],
    lookalikes: [{ class: 'dns', because: 'shows that a name was asked for, not that anything was sent' }],
  },
  {
    id: 'who-connected',
    text: 'Which addresses connected, when and for how long?',
    answers: ['flow', 'packets'],
    partly: [
      { class: 'firewall', because: 'shows that connections were let through, seldom how long they lasted' },
      { class: 'authentication', because: 'shows those that came as far as a log-in' },
      { class: 'ids', because: 'show those that a rule matched' },
    ],
    lookalikes: [{ class: 'vulnerability-scan', because: 'shows what listened, not who came' }],
  },
  {
    id: 'who-failed-to-log-in',
    text: 'Who tried to log in and failed, as which user?',
    answers: ['authentication'],
    partly: [
      { class: 'flow', because: 'shows short and refused sessions, without users' },
      { class: 'firewall', because: 'shows what was refused before a log-in' },
    ],
    lookalikes: [{ class: 'ids', because: 'count attempts that a rule knows, without users' }],
  },
  {
    id: 'what-was-alerted',
    text: 'Did a sensor recognise an attack?',
    answers: ['ids'],
    partly: [],
    lookalikes: [{ class: 'firewall', because: 'shows what a rule refused, not what was meant by it' }],
  },
  {
    id: 'which-names-looked-up',
    text: 'Which names did it look up?',
    answers: ['dns', 'packets'],
    partly: [{ class: 'web', because: 'shows names in unencrypted requests' }],
    lookalikes: [{ class: 'flow', because: 'shows addresses, which many names share' }],
  },
  {
    id: 'which-pages-requested',
    text: 'Which pages were requested?',
    answers: ['web', 'packets'],
    partly: [{ class: 'dns', because: 'shows which servers were looked up' }],
    lookalikes: [{ class: 'flow', because: 'shows the connection, not the request' }],
  },
  {
    id: 'what-was-weak',
    text: 'What was weak at that time?',
    answers: ['vulnerability-scan'],
    partly: [
      { class: 'config', because: 'shows versions and settings that can be looked up' },
      { class: 'passive-discovery', because: 'shows versions that announced themselves' },
    ],
    lookalikes: [{ class: 'ids', because: 'show what was tried, not whether it could work' }],
  },
  {
    id: 'what-changed-on-disk',
    text: 'Which files were made, changed or deleted?',
    answers: ['file'],
    partly: [{ class: 'audit', because: 'shows what an audit rule or a package manager wrote down' }],
    lookalikes: [{ class: 'web', because: 'shows what was sent over the network, not what was kept' }],
  },
  {
    id: 'which-machine',
    text: 'Which machine had the address?',
    answers: ['dhcp'],
    partly: [
      { class: 'passive-discovery', because: 'shows traits of the machine when it was noticed' },
      { class: 'vulnerability-scan', because: 'shows its name and system on the days of the scans' },
    ],
    lookalikes: [{ class: 'flow', because: 'shows the address, whoever had it' }],
  },
]

/** What to ask somebody for, by class. */
export const CLASS_WORDS: Readonly<Record<EvidenceClass, string>> = {
  flow: 'record of its connections',
  packets: 'packet capture',
  ids: 'intrusion alerts',
  firewall: 'firewall log',
  dns: 'log of name look-ups',
  web: 'log of web requests',
  dhcp: 'log of address leases',
  authentication: 'authentication log',
  process: 'process accounting',
  audit: 'audit trail',
  file: 'times of files',
  config: 'configuration',
  'vulnerability-scan': 'vulnerability scan',
  'passive-discovery': 'passive discovery',
}
