/** One line of an access log in the common, combined or vhost format, taken apart. */
import { civilUs, monthOf } from '../kit/clock'
import { integerOf } from '../kit/text'

export interface AccessLine {
  vhost: string
  client: string
  user: string
  tsUs: number
  request: string
  /** NaN = `-`. */
  status: number
  bytes: number
  referer: string
  userAgent: string
  /** What the server was told to add behind it. */
  rest: string
}

const TIME = String.raw`\[(\d{1,2})\/(\w{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))? ([+-]\d{4})\]`
const BEGINNING = new RegExp(String.raw`^(?:(\S+) )?(\S+) (\S+) (\S+|".{0,200}?") ${TIME} "`)
/** WHY the status ends the request: attackers put quotes into it, and old servers do not escape them. */
const ANSWER = /" (\d{3}|-) (\d{1,15}|-)(?= |$)/

/** Shape: line → whether it begins as one of ours does. */
export const isAccessLine = (line: string): boolean => BEGINNING.test(line)

/** Shape: `±HHMM` → µs east of UTC. */
const offsetUs = (zone: string) => Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))) * 60_000_000

const said = (text: string) => (text === '-' ? '' : text)

/** Shape: ` "referer" "agent" rest` → its parts; a quote behind a backslash does not end a text. */
function quoted(text: string): string[] {
  const parts: string[] = []
  let at = 0
  while (parts.length < 2 && text.startsWith(' "', at)) {
    let end = at + 2
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
    parts.push(text.slice(at + 2, end))
    at = end + 1
  }
  return [parts[0] ?? '', parts[1] ?? '', text.slice(at).trim()]
}

/** Shape: line → its parts, or the reason why it is none. */
export function readAccessLine(text: string): AccessLine | string {
  const match = BEGINNING.exec(text)
  if (match === null)
    return 'not an access line: [vhost] client ident user [day/Month/year:time zone] "request" status bytes expected'
  const [beginning, vhost = '', client = '', , user = '', day, month, year, hour, minute, second, fraction = '', zone] = match
  const rest = text.slice(beginning.length)
  const answer = ANSWER.exec(rest)
  if (answer === null) return 'the request is not followed by status and size: the line is cut'
  const time = [year, monthOf(month!), day, hour, minute, second, fraction.padEnd(6, '0')].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const tsUs = civilUs(...time) - offsetUs(zone!)
  if (Number.isNaN(tsUs)) return 'the time is no time'
  const [referer, userAgent, tail] = quoted(rest.slice(answer.index + answer[0].length))
  return {
    ...{ vhost, client, user: said(user.replace(/^"|"$/g, '')), tsUs, request: rest.slice(0, answer.index) },
    ...{ status: integerOf(answer[1]), bytes: integerOf(answer[2]) },
    ...{ referer: said(referer!), userAgent: said(userAgent!), rest: said(tail!.replace(/^"-"$/, '-')) },
  }
}
