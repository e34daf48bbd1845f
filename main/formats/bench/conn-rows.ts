/** Zeek conn rows for measuring: repeatable, with the mix of states and lengths of a real log. */

const HEAD = [
  '#separator \\x09',
  '#set_separator\t,',
  '#empty_field\t(empty)',
  '#unset_field\t-',
  '#path\tconn',
  '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents',
  '#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool\tbool\tcount\tstring\tcount\tcount\tcount\tcount\tset[string]',
  '',
].join('\n')

const STATES = ['SF', 'SF', 'SF', 'S0', 'REJ', 'RSTO', 'OTH', 'S1']
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Shape: number of rows → blocks of at most 8 MiB that make one log. */
export function* connBlocks(rows: number): Generator<Uint8Array> {
  let seed = 12345
  const next = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    return Math.floor((seed / 4294967296) * below)
  }
  const uid = () => Array.from({ length: 17 }, () => LETTERS[next(62)]).join('')
  let text = HEAD
  for (let row = 0; row < rows; row++) {
    const ts = `${1246151306 + Math.floor(row / 50)}.${String(next(1_000_000)).padStart(6, '0')}`
    const isDns = next(3) === 0
    const cells = [
      ...[
        ts,
        `C${uid()}`,
        `10.${next(4)}.${next(200)}.${next(250) + 1}`,
        next(60000) + 1024,
        `203.0.${next(113)}.${next(250) + 1}`,
      ],
      ...(isDns ? [53, 'udp', 'dns'] : [next(2) === 0 ? 443 : 80, 'tcp', next(2) === 0 ? 'ssl' : '-']),
      ...[`${next(600)}.${String(next(1_000_000)).padStart(6, '0')}`, next(100000), next(1000000), STATES[next(8)], 'T', 'F', 0],
      ...[isDns ? 'Dd' : 'ShADadFf', next(100), next(200000), next(100), next(2000000), '(empty)'],
    ]
    text += `${cells.join('\t')}\n`
    if (text.length > 8 << 20) {
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text !== '') yield Buffer.from(text)
}
