/** Zeek conn logs drawn by a seeded generator: the same numbers every time. */

import { seeded } from '#main/tools/test/seeded'

const FIELDS = [
  ...[
    'ts',
    'uid',
    'id.orig_h',
    'id.orig_p',
    'id.resp_h',
    'id.resp_p',
    'proto',
    'service',
    'duration',
    'orig_bytes',
    'resp_bytes',
  ],
  ...[
    'conn_state',
    'local_orig',
    'local_resp',
    'missed_bytes',
    'history',
    'orig_pkts',
    'orig_ip_bytes',
    'resp_pkts',
    'resp_ip_bytes',
  ],
]
const TYPES = [
  ...['time', 'string', 'addr', 'port', 'addr', 'port', 'enum', 'string', 'interval', 'count', 'count'],
  ...['string', 'bool', 'bool', 'count', 'string', 'count', 'count', 'count', 'count'],
]
export const CONN_HEADER = [
  '#separator \\x09',
  '#set_separator\t,',
  '#empty_field\t(empty)',
  '#unset_field\t-',
  '#path\tconn',
  '#open\t2026-03-01-00-00-00',
  `#fields\t${FIELDS.join('\t')}`,
  `#types\t${TYPES.join('\t')}`,
  '',
].join('\n')

const STATES = ['SF', 'SF', 'SF', 'SF', 'S0', 'REJ', 'RSTO', 'RSTR', 'S1', 'OTH']
const HISTORIES = ['ShADadfF', 'ShADadFf', 'S', 'Sr', 'ShADadfR', 'Dd', 'ShAdDaFf', '^dfA']
const SERVICES = ['http', 'ssl', 'dns', '-', '-', 'ssh']
const PORTS = [80, 443, 53, 22, 8080, 6667, 25, 123]
const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const START_S = 1_772_323_200

/** Shape: seed → a source of conn rows in nearly the order of time (a log is written when a connection ends), over 60 days for ten million rows. */
export function connRows(seed: number): (index: number) => string {
  const random = seeded(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!
  const inside = () => `198.18.${below(16)}.${1 + below(250)}`
  const outside = () => `203.0.${below(256)}.${1 + Math.floor(random() ** 3 * 250)}`
  const uid = () => {
    let text = 'C'
    for (let index = 0; index < 17; index++) text += BASE62[below(62)]!
    return text
  }
  return (index) => {
    const duration = random() < 0.2 ? null : random() ** 4 * 300
    const ts = START_S + index * 0.5184 - (duration ?? 0) + random()
    const inbound = random() < 0.3
    const [orig, resp] = inbound ? [outside(), inside()] : [inside(), outside()]
    const proto = random() < 0.7 ? 'tcp' : 'udp'
    const [sent, got] = [below(5000), Math.floor(random() ** 3 * 2_000_000)]
    return [
      ...[
        ts.toFixed(6),
        uid(),
        orig,
        1024 + below(64_000),
        resp,
        pick(PORTS),
        proto,
        pick(SERVICES),
        duration?.toFixed(6) ?? '-',
      ],
      ...[sent, got, pick(STATES), 'T', 'F', 0, pick(HISTORIES), 1 + below(50), sent + 60, 1 + below(90), got + 60],
    ].join('\t')
  }
}

/** Shape: rows × seed → the text of a whole log. */
export function connLog(rows: number, seed = 1): string {
  const row = connRows(seed)
  return `${CONN_HEADER}${Array.from({ length: rows }, (_, index) => `${row(index)}\n`).join('')}#close\t2026-03-01-00-00-00\n`
}
