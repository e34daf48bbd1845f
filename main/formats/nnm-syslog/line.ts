/** One line of the passive scanner's syslog, taken apart. */
import { readEndpoint, type Endpoint } from '../kit/endpoint'
import { readSyslogHeader, type SyslogHeader } from '../kit/syslog-header'

export interface PassiveLine {
  header: SyslogHeader
  src: Endpoint
  dst: Endpoint
  protocol: string
  pluginId: string
  pluginName: string
  /** Text between name and risk, at most two parts: description and output, or the packet that matched and the one before. */
  details: string[]
  /** 0 info … 4 critical. */
  severity: number
}

const RISK: Readonly<Record<string, number>> = { NONE: 0, INFO: 0, LOW: 1, MEDIUM: 2, HIGH: 3, CRITICAL: 4 }

const LOOKS = /(?:^|[\s>])(?:pvs|nnm)(?:\[\d+\])?: +\S+:\d+\|\S+:\d+\|\d+\|\d+\|/

/** Shape: line → whether it looks like one of this scanner's. */
export const isPassiveLine = (line: string): boolean => LOOKS.test(line.slice(0, 400))

function number(text: string): string | null {
  return /^\d{1,9}$/.test(text) ? text : null
}

/**
 * Read one line.
 *
 * Shape:  text → its parts, or the reason why it is none. Six fields (session alerts), seven, or eight; a bar inside the details belongs to them.
 * Source: Tenable, Standard Syslog Message Types (NNM) and Syslog Message Formats (PVS 4.0 user guide, appendix 2).
 */
export function readPassive(text: string): PassiveLine | string {
  const header = readSyslogHeader(text)
  if (header === null) return 'no time at the beginning of the line'
  if (header.program !== 'pvs' && header.program !== 'nnm') return 'not a line of the passive scanner (pvs: or nnm: expected)'
  const parts = header.message.trimEnd().split('|')
  const [srcText = '', dstText = '', protocol = '', plugin = '', pluginName = ''] = parts
  if (parts.length < 6) return 'fields missing: source|destination|protocol|plugin|name|…|risk expected'
  const severity = RISK[parts.at(-1)!.trim().toUpperCase()]
  if (severity === undefined) return 'the last field is not a risk: the line is cut'
  const src = readEndpoint(srcText, true)
  const dst = readEndpoint(dstText, true)
  if (src === null) return 'the source is not an address and port'
  if (dst === null) return 'the destination is not an address and port'
  const pluginId = number(plugin)
  if (pluginId === null || number(protocol) === null) return 'protocol or plugin is not a number'
  const middle = parts.slice(5, -1)
  const details = middle.length <= 2 ? middle : [middle[0]!, middle.slice(1).join('|')]
  return { header, src, dst, protocol, pluginId, pluginName, details: details.filter((part) => part !== ''), severity }
}
