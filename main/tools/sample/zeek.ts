/** The Zeek sensor: conn, dns, http, ssl, ssh and notice logs in TSV. It sees the border and the server network. */
import { SECOND, ZEEK_DOWN, zeekTime } from './clock'
import { READING, zeekConnName } from './reading'
import { randomStream } from './random'
import type { Connection, Told } from './told'

type Cell = string | number | null
type LogName = 'conn' | 'dns' | 'http' | 'ssl' | 'ssh' | 'notice'

const ID = ['ts:time', 'uid:string', 'id.orig_h:addr', 'id.orig_p:port', 'id.resp_h:addr', 'id.resp_p:port']
const LOGS: Record<LogName, readonly string[]> = {
  conn: `proto:enum service:string duration:interval orig_bytes:count resp_bytes:count conn_state:string local_orig:bool local_resp:bool
    missed_bytes:count history:string orig_pkts:count orig_ip_bytes:count resp_pkts:count resp_ip_bytes:count tunnel_parents:set[string]`.split(
    /\s+/,
  ),
  dns: `proto:enum trans_id:count rtt:interval query:string qclass:count qclass_name:string qtype:count qtype_name:string rcode:count
    rcode_name:string AA:bool TC:bool RD:bool RA:bool Z:count answers:vector[string] TTLs:vector[interval] rejected:bool`.split(
    /\s+/,
  ),
  http: `trans_depth:count method:string host:string uri:string referrer:string version:string user_agent:string request_body_len:count
    response_body_len:count status_code:count status_msg:string tags:set[enum] resp_mime_types:vector[string]`.split(/\s+/),
  ssl: `version:string cipher:string curve:string server_name:string resumed:bool last_alert:string next_protocol:string
    established:bool subject:string issuer:string`.split(/\s+/),
  ssh: `version:count auth_success:bool auth_attempts:count direction:enum client:string server:string cipher_alg:string mac_alg:string
    compression_alg:string kex_alg:string host_key_alg:string host_key:string`.split(/\s+/),
  notice: `fuid:string file_mime_type:string file_desc:string proto:enum note:enum msg:string sub:string src:addr dst:addr p:port
    n:count peer_descr:string actions:set[enum] suppress_for:interval`.split(/\s+/),
}

const HISTORY = { SF: 'ShADadFf', RSTO: 'ShADadR', S0: 'S', REJ: 'Sr' } as const
const HEADER_BYTES = { tcp: 52, udp: 28, icmp: 28 } as const

/** Shape: the talk's two ends as they go into an event. */
const sides = (talk: Connection): Pick<Told, 'src' | 'dst' | 'client' | 'server'> => {
  const client = { ip: talk.client, port: talk.clientPort }
  const server = { ip: talk.server, port: talk.serverPort }
  return { src: client, dst: server, client, server }
}

/** Packets a side needs for its bytes, handshake and goodbye included. */
const packets = (talk: Connection, bytes: number) => Math.ceil(bytes / 1448) + (talk.proto === 'tcp' ? 4 : 0)

/** Collects rows of every log and what they tell. */
export class ZeekSensor {
  private readonly rows: Record<LogName, { atUs: number; text: string }[]> = {
    conn: [],
    dns: [],
    http: [],
    ssl: [],
    ssh: [],
    notice: [],
  }
  private readonly random = randomStream('zeek uid')
  readonly told: Told[] = []

  /** Whether the sensor was up when the talk began. */
  private sees(tsUs: number): boolean {
    return tsUs < ZEEK_DOWN.fromUs || tsUs >= ZEEK_DOWN.toUs
  }

  private put(log: LogName, atUs: number, head: readonly Cell[], cells: readonly Cell[]): void {
    const text = [...head, ...cells].map((cell) => (cell === null || cell === '' ? '-' : String(cell))).join('\t')
    this.rows[log].push({ atUs, text })
  }

  private head(tsUs: number, uid: string, talk: Connection): Cell[] {
    return [zeekTime(tsUs), uid, talk.client, talk.clientPort, talk.server, talk.serverPort]
  }

  /** Write the connection; returns its uid, or null where the sensor was down. */
  conn(talk: Connection): string | null {
    if (!this.sees(talk.startUs)) return null
    const uid = `C${this.random.word(11)}`
    const answered = talk.state === 'SF' || talk.state === 'RSTO'
    const tries = talk.state === 'S0' ? (talk.durationUs > 0 ? 4 : 1) : packets(talk, talk.clientBytes)
    const replies = answered ? packets(talk, talk.serverBytes) : talk.state === 'REJ' ? 1 : 0
    const timed = talk.durationUs > 0
    const history = talk.proto === 'udp' ? (answered ? 'Dd' : 'D') : HISTORY[talk.state]
    const header = HEADER_BYTES[talk.proto]
    this.put('conn', talk.startUs + talk.durationUs, this.head(talk.startUs, uid, talk), [
      talk.proto,
      talk.service,
      timed ? `${Math.floor(talk.durationUs / SECOND)}.${String(talk.durationUs % SECOND).padStart(6, '0')}` : null,
      timed ? talk.clientBytes : null,
      timed ? talk.serverBytes : null,
      talk.state,
      null,
      null,
      0,
      history,
      tries,
      tries * header + talk.clientBytes,
      replies,
      replies * header + talk.serverBytes,
      null,
    ])
    const measured = timed ? { durationUs: talk.durationUs, clientBytes: talk.clientBytes, serverBytes: talk.serverBytes } : {}
    this.told.push({
      tsUs: talk.startUs,
      type: READING.zeekConn.type,
      name: zeekConnName(talk.state),
      format: 'zeek',
      ...sides(talk),
      ...measured,
    })
    return uid
  }

  private note(tsUs: number, reading: { type: Told['type']; name: string }, talk: Connection): void {
    this.told.push({ tsUs, ...reading, format: 'zeek', ...sides(talk) })
  }

  /** A look-up and its answer; also the connection that carried it. */
  dns(talk: Connection, query: string, answer: string | null): void {
    const uid = this.conn(talk)
    if (uid === null) return
    const found = answer !== null
    this.put('dns', talk.startUs, this.head(talk.startUs, uid, talk), [
      'udp', this.random.between(1, 65535), `0.${String(talk.durationUs).padStart(6, '0')}`, query, 1, 'C_INTERNET', 1, 'A',
      found ? 0 : 3, found ? 'NOERROR' : 'NXDOMAIN', 'F', 'F', 'T', 'T', 0, answer, found ? '1800.000000' : null, 'F',
    ]) // prettier-ignore
    this.note(talk.startUs, READING.zeekDns, talk)
  }

  http(talk: Connection, host: string, uri: string, agent: string, status: number, mime = 'text/html'): void {
    const uid = this.conn(talk)
    if (uid === null) return
    const atUs = talk.startUs + 30_000
    const words: Record<number, string> = {
      200: 'OK',
      304: 'Not Modified',
      404: 'Not Found',
      302: 'Found',
      500: 'Internal Server Error',
    }
    this.put('http', atUs, this.head(atUs, uid, talk), [
      1, 'GET', host, uri, null, '1.1', agent, 0, Math.max(0, talk.serverBytes - 320), status, words[status] ?? 'OK', '(empty)', mime,
    ]) // prettier-ignore
    this.note(atUs, status >= 400 ? READING.zeekHttpError : READING.zeekHttp, talk)
  }

  ssl(talk: Connection, name: string): void {
    const uid = this.conn(talk)
    if (uid === null) return
    const atUs = talk.startUs + 45_000
    this.put('ssl', atUs, this.head(atUs, uid, talk), [
      'TLSv10', 'TLS_RSA_WITH_AES_128_CBC_SHA', null, name, 'F', null, null, 'T', `CN=${name}`, 'CN=Example Certificate Authority',
    ]) // prettier-ignore
    this.note(atUs, READING.zeekSsl, talk)
  }

  /** `success` null = the sensor could not tell. */
  ssh(talk: Connection, clientBanner: string, serverBanner: string, success: boolean | null): void {
    const uid = this.conn(talk)
    if (uid === null) return
    const atUs = talk.startUs + 60_000
    const known = success !== null
    this.put('ssh', atUs, this.head(atUs, uid, talk), [
      2, known ? (success ? 'T' : 'F') : null, known ? 1 : 0, null, clientBanner, serverBanner, 'aes128-cbc', 'hmac-md5', 'none',
      'diffie-hellman-group1-sha1', 'ssh-rsa', null,
    ]) // prettier-ignore
    this.note(atUs, success === null ? READING.zeekSshSession : success ? READING.zeekSshSuccess : READING.zeekSshFailure, talk)
  }

  /** A sweep noticed by the sensor: about a host, not about one connection. */
  sweepNotice(tsUs: number, source: string, port: number, targets: number): void {
    if (!this.sees(tsUs)) return
    const text = `${source} scanned at least ${targets} unique hosts on port ${port}/tcp in 5m0s`
    this.put('notice', tsUs, [zeekTime(tsUs), null, null, null, null, null], [
      null, null, null, null, 'Scan::Address_Scan', text, 'remote', source, null, port, null, 'zeek-core', 'Notice::ACTION_LOG', '3600.000000',
    ]) // prettier-ignore
    this.told.push({
      tsUs,
      ...READING.zeekScanNotice,
      format: 'zeek',
      src: { ip: source, port: null },
      dst: null,
      client: null,
      server: null,
    })
  }

  /** Shape: log name → the whole file; rows in the order the sensor wrote them. */
  file(log: LogName): string {
    const columns = [...ID, ...LOGS[log]].map((column) => column.split(':') as [string, string])
    const rows = this.rows[log].map((row, index) => ({ ...row, index })).sort((a, b) => a.atUs - b.atUs || a.index - b.index)
    return [
      '#separator \\x09',
      '#set_separator\t,',
      '#empty_field\t(empty)',
      '#unset_field\t-',
      `#path\t${log}`,
      '#open\t2009-06-05-04-00-00',
      `#fields\t${columns.map(([name]) => name).join('\t')}`,
      `#types\t${columns.map(([, type]) => type).join('\t')}`,
      ...rows.map((row) => row.text),
      '#close\t2009-07-10-04-00-00',
      '',
    ].join('\n')
  }
}
