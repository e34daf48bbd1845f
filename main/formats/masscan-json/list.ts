/** masscan's list form (-oL): `open tcp 80 192.0.2.1 1629960470`, `banner tcp 80 192.0.2.1 1629960472 http.server text`. */
import { integerOf, portOf } from '../kit/text'
import { NO_ANSWER, type Answer } from './result'

const LINE = /^(open|closed|banner) ([a-z]{2,5}) (\d{1,5}) (\S{2,64}) (\d{1,12})(?: (\S+)(?: (.*))?)?$/

/** Shape: line → whether it begins as one of the list does. */
export const isListLine = (line: string): boolean => LINE.test(line) || /^#masscan|^# end/.test(line)

/** Shape: line → answer, or null where it is none. */
export function listAnswer(line: string): Answer | null {
  const match = LINE.exec(line.trimEnd())
  if (match === null) return null
  const [, kind, proto, port, ip, seconds, service = '', banner = ''] = match
  const about = { ...NO_ANSWER, ip: ip!, seconds: integerOf(seconds), proto: proto!, port: portOf(port) }
  return kind === 'banner' ? { ...about, service, banner } : { ...about, status: kind! }
}
