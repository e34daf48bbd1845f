/** Which hosts a detection is about. */
import type { Detection } from './detections'

/** WHY by name: the detail of every detector names addresses so; a text that merely looks like one is not taken. */
const ADDRESS_KEYS = /(^|_)ips?$/
const NAME_KEYS = /^host_name$/

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

const valuesOf = (detail: Detection['detail'], keys: RegExp): string[] => [
  ...new Set(Object.entries(detail).flatMap(([key, value]) => (keys.test(key) ? textsIn(value) : []))),
]

/** Shape: detection → addresses it is about, clients and servers alike. */
export const addressesOf = ({ detail }: Pick<Detection, 'detail'>): string[] => valuesOf(detail, ADDRESS_KEYS)

/** Shape: detection × a host's address and names → whether it is about that host; names count without domain and capitals, as hosts write themselves. */
export function isAbout(detection: Pick<Detection, 'detail'>, host: { ip: string; names: readonly string[] }): boolean {
  const bare = (name: string): string => name.toLowerCase().split('.')[0]!
  const names = host.names.map(bare)
  const addresses = addressesOf(detection)
  if (addresses.includes(host.ip)) return true
  /* A fact about configuration names its host by whichever it has. */
  return [...addresses, ...valuesOf(detection.detail, NAME_KEYS)].some(
    (name) => !/^[0-9.]+$|:/.test(name) && names.includes(bare(name)),
  )
}
