/** What a report says of its hosts: when each was scanned, its names, its system. It stands behind the results, and is looked for beforehand. */
import { microsFromIso } from '#contract/units'
import type { FactDraft } from '../kit/format'
import { decode } from '../kit/text'
import { childrenOf, childText, readXml } from '../kit/xml-node'
import { XmlWalker } from '../kit/xml-walker'

export interface ScannedHost {
  startUs: number
  endUs: number
  facts: FactDraft[]
}

/** The scan as a whole. */
export interface Scan {
  startUs: number
  hosts: ReadonlyMap<string, ScannedHost>
}

const DETAILS: Readonly<Record<string, FactDraft['kind']>> = {
  best_os_txt: 'os',
  best_os_cpe: 'cpe',
  hostname: 'name',
  MAC: 'mac',
  App: 'software',
}

const WANTED = new Map([
  ['host', 'element'],
  ['scan_start', 'element'],
  ['result', 'element'],
] as const)

const timeOf = (text: string): number => microsFromIso(text.trim()) ?? NaN

/** Shape: beginning of a file, as much as is looked through → start of the scan, and every host whose block is in it. */
export function scanIn(head: Uint8Array): Scan {
  const walker = new XmlWalker(WANTED)
  let startUs = NaN
  const hosts = new Map<string, ScannedHost>()
  for (const { name, bytes } of [...walker.push(head), ...walker.finish()]) {
    if (bytes === null || name === 'result') continue
    if (name === 'scan_start') startUs = timeOf(/>([^<]*)</.exec(decode(bytes))?.[1] ?? '')
    else readHost(bytes, hosts)
  }
  return { startUs, hosts }
}

function readHost(bytes: Uint8Array, hosts: Map<string, ScannedHost>): void {
  const node = readXml(bytes)
  const ip = childText(node ?? undefined, 'ip')
  if (node === null || ip === '') return
  const [startUs, endUs] = [timeOf(childText(node, 'start')), timeOf(childText(node, 'end'))]
  const tsUs = Number.isNaN(endUs) ? (Number.isNaN(startUs) ? null : startUs) : endUs
  const facts = childrenOf(node, 'detail').flatMap((detail): FactDraft[] => {
    const [name, value] = [childText(detail, 'name'), childText(detail, 'value')]
    const kind = Object.hasOwn(DETAILS, name) ? DETAILS[name] : undefined
    return kind === undefined || value === '' ? [] : [{ host: ip, kind, value, tsUs }]
  })
  hosts.set(ip, { startUs, endUs, facts: [...facts, { host: ip, kind: 'scan-target', value: ip, tsUs }] })
}
