/** One line of an error log of Apache (2.2 and 2.4) or nginx, taken apart. Source: Apache, ErrorLogFormat; nginx, ngx_log_error. */
import { monthOf, civilUs } from '../kit/clock'
import { readEndpoint, type Endpoint } from '../kit/endpoint'
import { microsOf } from '../kit/text'

export interface ErrorLine {
  server: 'Apache' | 'Nginx'
  /** Local time, µs as though it were UTC; NaN = no time. */
  localUs: number
  level: string
  module: string
  pid: string
  tid: string
  /** Connection number of nginx. */
  connection: string
  client: Endpoint | null
  /** Client as written where it is no address. */
  clientName: string
  /** Code of Apache 2.4. */
  code: string
  message: string
  /** The words that name the client stand in the line more than once: a client wrote some of them. */
  isAmbiguous: boolean
  /** Fields behind the message, by name. */
  fields: ReadonlyMap<string, string>
}

const LEVEL = 'emerg|alert|crit|error|warn|notice|info|debug|trace[1-8]'
const APACHE_TIME = String.raw`(?:[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) (?<clock>\d{2}:\d{2}:\d{2})(?:\.(?<fraction>\d{1,9}))? (?<year>\d{4})|(?<date>\d{4}-\d{2}-\d{2}) (?<clock2>\d{2}:\d{2}:\d{2})(?:\.(?<fraction2>\d{1,9}))?)`
const APACHE = new RegExp(String.raw`^\[${APACHE_TIME}\] \[(?:(?<module>[\w-]{0,40}):)?(?<level>${LEVEL})\] `)
const NGINX = new RegExp(
  String.raw`^(?<date>\d{4}/\d{2}/\d{2}) (?<clock>\d{2}:\d{2}:\d{2}) \[(?<level>${LEVEL})\] (?<pid>\d{1,10})#(?<tid>\d{1,20}): (?:\*(?<connection>\d{1,20}) )?`,
)
const PROCESS = /^\[pid (\d{1,10})(?::tid (\d{1,20}))?\] /
const CLIENT = /^(?:\[remote [^\]]{1,300}\] )?\[client ([^\]]{1,300})\] /
const CODE = /^(AH\d{5}): /
const REFERER = /, referer: (\S{1,4096})$/

/** Shape: line → whether it begins as one of ours does. */
export const isErrorLine = (line: string): boolean => APACHE.test(line) || NGINX.test(line)

function localUsOf(year: string, month: number, day: string, clock: string, fraction: string): number {
  const [hour, minute, second] = clock.split(':').map(Number)
  return civilUs(
    Number(year),
    month,
    Number(day),
    hour!,
    minute!,
    second!,
    microsOf(`0.${fraction === '' ? '0' : fraction.slice(0, 6)}`),
  )
}

const clientOf = (text: string, hasPort: boolean): Pick<ErrorLine, 'client' | 'clientName'> => {
  const client = text === '' ? null : (readEndpoint(text, hasPort) ?? readEndpoint(text, false))
  return { client, clientName: client === null ? text : '' }
}

function readApache(text: string, match: RegExpExecArray): ErrorLine {
  const groups = match.groups ?? {}
  const { month, day = '', year = '', date = '', module } = groups
  const [isoYear = '', isoMonth = '', isoDay = ''] = date.split('-')
  const localUs =
    month === undefined
      ? localUsOf(isoYear, Number(isoMonth), isoDay, groups['clock2'] ?? '', groups['fraction2'] ?? '')
      : localUsOf(year, monthOf(month), day, groups['clock'] ?? '', groups['fraction'] ?? '')
  let rest = text.slice(match[0].length)
  const process = PROCESS.exec(rest)
  rest = rest.slice(process?.[0].length ?? 0)
  /* An error of the system stands before the client in 2.4. */
  const system = /^\(-?\d{1,6}\)[^[]{0,200}?: (?=\[(?:client|remote) |AH\d{5}: )/.exec(rest)?.[0] ?? ''
  rest = rest.slice(system.length)
  const client = CLIENT.exec(rest)
  rest = rest.slice(client?.[0].length ?? 0)
  const code = CODE.exec(rest)
  rest = rest.slice(code?.[0].length ?? 0)
  const referer = REFERER.exec(rest)
  const fields = new Map<string, string>()
  if (system !== '') fields.set('system_error', system.slice(0, -2))
  if (referer !== null) fields.set('referer', referer[1]!)
  return {
    ...{ server: 'Apache', localUs, level: groups['level'] ?? '', module: module ?? '', pid: process?.[1] ?? '' },
    ...{ tid: process?.[2] ?? '', connection: '', ...clientOf(client?.[1] ?? '', module !== undefined) },
    ...{ code: code?.[1] ?? '', message: referer === null ? rest : rest.slice(0, referer.index), fields },
    isAmbiguous: false,
  }
}

/** WHY no quote in the name of the server: file names and requests that clients chose stand in quotes before and behind. */
const NGINX_CLIENT = /, client: ([^\s,"]{1,300}), server: [^",]{0,300}(?=,|$)/g
/** More places that read like the client are no message of nginx. Chosen. */
const MOST_CLIENTS = 20
const ANY_CLIENT = /, client: /g
const QUOTE = 0x22
const BEHIND = /, (client|server|request|subrequest|upstream|host|referrer): /

/** Shape: text behind a message of nginx → its fields. Quoted ones go to the quote before the next name: clients can write quotes. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  const parts = text.split(BEHIND)
  for (let at = 1; at + 1 < parts.length && at < 40; at += 2) {
    const name = parts[at]!
    if (!fields.has(name)) fields.set(name, parts[at + 1]!.replace(/^"|"$/g, ''))
  }
  return fields
}

type Tail = Pick<ErrorLine, 'client' | 'clientName' | 'message' | 'fields' | 'isAmbiguous'>

/**
 * Shape: text → places where a client is named: outside of anything quoted, because what clients chose stands in quotes; where there is no
 *        such place (a message over several lines ends a quote), any.
 */
function clientPlaces(text: string): RegExpExecArray[] {
  const [places, quoted]: [RegExpExecArray[], RegExpExecArray[]] = [[], []]
  let quotes = 0
  let counted = 0
  for (const match of text.matchAll(NGINX_CLIENT)) {
    for (; counted < match.index; counted++) if (text.charCodeAt(counted) === QUOTE) quotes++
    const found = quotes % 2 === 0 ? places : quoted
    if (found.push(match) === MOST_CLIENTS) break
  }
  return places.length > 0 ? places : quoted
}

/**
 * Shape: message of nginx → what it says, and of whom.
 *
 * WHY: who asks for a file can write a quote and another address into its name. Where two addresses could be the client, none is taken.
 */
export function readTail(text: string): Tail {
  const places = clientPlaces(text)
  const at = places[0]?.index ?? -1
  const fields = at < 0 ? new Map<string, string>() : fieldsOf(text.slice(places.at(-1)!.index))
  const isTold = new Set(places.map(([, client]) => client)).size === 1
  const client = isTold ? (fields.get('client') ?? '') : ''
  fields.delete('client')
  const isAmbiguous = (text.match(ANY_CLIENT)?.length ?? 0) > 1
  return { ...clientOf(client, false), message: at < 0 ? text : text.slice(0, at), fields, isAmbiguous }
}

function readNginx(text: string, match: RegExpExecArray): ErrorLine {
  const { date = '', clock = '', level = '', pid = '', tid = '', connection = '' } = match.groups ?? {}
  const [year = '', month = '', day = ''] = date.split('/')
  return {
    ...{ server: 'Nginx', localUs: localUsOf(year, Number(month), day, clock, ''), level, module: '', pid, tid, connection },
    ...{ code: '', ...readTail(text.slice(match[0].length)) },
  }
}

/** Shape: line → its parts, or null where it does not begin as a message of either server. */
export function readErrorLine(text: string): ErrorLine | null {
  const apache = APACHE.exec(text)
  if (apache !== null) return readApache(text, apache)
  const nginx = NGINX.exec(text)
  return nginx === null ? null : readNginx(text, nginx)
}
