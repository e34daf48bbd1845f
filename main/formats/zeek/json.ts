/** Zeek rows written as JSON lines. */
import type { AttrValue } from '../kit/format'
import { ZeekRow } from './row'

/** Logs that write no path: the column only that log has, most telling first. */
const PATH_BY_KEY: readonly (readonly [string, string])[] = [
  ['conn_state', 'conn'],
  ['qtype_name', 'dns'],
  ['rejected', 'dns'],
  ['trans_depth', 'http'],
  ['tx_hosts', 'files'],
  ['fuid', 'files'],
  ['software_type', 'software'],
  ['note', 'notice'],
  ['certificate.serial', 'x509'],
  ['auth_attempts', 'ssh'],
  ['hassh', 'ssh'],
  ['cipher', 'ssl'],
  ['server_name', 'ssl'],
  ['resumed', 'ssl'],
  ['established', 'ssl'],
  ['port_num', 'known_services'],
  ['assigned_addr', 'dhcp'],
  ['msg_types', 'dhcp'],
  ['mailfrom', 'smtp'],
  ['helo', 'smtp'],
  ['dcc_file_name', 'irc'],
  ['nick', 'irc'],
  ['reply_msg', 'ftp'],
  ['share_type', 'smb_mapping'],
  ['request_type', 'kerberos'],
  ['domainname', 'ntlm'],
  ['named_pipe', 'dce_rpc'],
  ['query', 'dns'],
  ['host', 'known_hosts'],
  ['name', 'weird'],
]

const IDS: Readonly<Record<string, string>> = {
  id_orig_h: 'id.orig_h',
  id_orig_p: 'id.orig_p',
  id_resp_h: 'id.resp_h',
  id_resp_p: 'id.resp_p',
}
/** Written by shippers beside the row; the path is taken from them, the write time says when the line was written, not when it happened. */
const PATH_KEYS = ['_path', '@stream', '#path']
const SHIPPER_KEYS = ['_write_ts', '@proc']

function flatten(object: Readonly<Record<string, unknown>>, prefix: string, values: Map<string, AttrValue>): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix === '' ? (IDS[key] ?? key) : `${prefix}.${key}`
    if (value === null || value === '') continue
    if (Array.isArray(value)) {
      const said = value.filter((part) => part !== '') as AttrValue[]
      if (said.length > 0) values.set(name, said)
    } else if (typeof value === 'object') flatten(value as Record<string, unknown>, name, values)
    else values.set(name, value as AttrValue)
  }
}

function pathOf(values: Map<string, AttrValue>): string {
  for (const key of PATH_KEYS) {
    const value = values.get(key)
    if (typeof value === 'string') return value
  }
  return PATH_BY_KEY.find(([key]) => values.has(key))?.[1] ?? 'unknown'
}

/**
 * Read one JSON line.
 *
 * Shape:  text of an object → row, or the reason why it is none. Nested objects become dotted names; null, empty text and empty lists
 *         are left out, as in TSV; so is empty text inside a list, which TSV cannot tell from an empty list.
 */
export function jsonRow(text: string): ZeekRow | string {
  let object: unknown
  try {
    object = JSON.parse(text)
  } catch {
    return 'not a JSON object: the line is cut or damaged'
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return 'not a JSON object'
  const values = new Map<string, AttrValue>()
  flatten(object as Record<string, unknown>, '', values)
  const path = pathOf(values)
  for (const key of [...PATH_KEYS, ...SHIPPER_KEYS]) values.delete(key)
  return new ZeekRow(path, values)
}
