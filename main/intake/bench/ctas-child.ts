/**
 * Child of the benchmark: what plain DuckDB takes to read the same file into a table of the same columns in order of time. Event ids and
 * the places of records in the file are left out: its reader does not know them.
 */
import { rmSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const [database = '', file = ''] = process.argv.slice(2)
rmSync(database, { force: true })
const NAMES = [
  ...['ts', 'uid', 'orig_h', 'orig_p', 'resp_h', 'resp_p', 'proto', 'service', 'duration', 'orig_bytes', 'resp_bytes'],
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
const TYPES: Record<string, string> = {
  ...{ ts: 'DOUBLE', orig_p: 'USMALLINT', resp_p: 'USMALLINT', duration: 'DOUBLE', orig_bytes: 'UBIGINT', resp_bytes: 'UBIGINT' },
  ...{ missed_bytes: 'BIGINT', orig_pkts: 'UBIGINT', orig_ip_bytes: 'BIGINT', resp_pkts: 'UBIGINT', resp_ip_bytes: 'BIGINT' },
}
const columns = NAMES.map((name) => `'${name}': '${TYPES[name] ?? 'VARCHAR'}'`).join(', ')
const home = (column: string) => `starts_with(${column}, '198.18.')`

const instance = await DuckDBInstance.create(database, {
  threads: '2',
  memory_limit: '2GB',
  storage_compatibility_version: 'latest',
})
const connection = await instance.connect()
const startedAt = process.hrtime.bigint()
await connection.run(`CREATE TABLE event AS SELECT 1::UINTEGER AS source_id, make_timestamp((ts * 1e6)::BIGINT) AS ts,
    (duration * 1e6)::BIGINT AS duration_us, 0::UTINYINT AS ts_quality, 2::UTINYINT AS type, 'Zeek-Conn_' || conn_state AS name,
    0::UTINYINT AS specificity, NULL::VARCHAR AS sensor, orig_h AS src_ip, orig_p AS src_port, resp_h AS dst_ip, resp_p AS dst_port,
    orig_h AS client_ip, orig_p AS client_port, resp_h AS server_ip, resp_p AS server_port,
    CASE WHEN conn_state = 'OTH' THEN 8 WHEN proto = 'tcp' THEN 1 ELSE 4 END::UTINYINT AS role_rule,
    CASE WHEN conn_state = 'OTH' THEN 1 WHEN proto = 'tcp' AND NOT contains(history, '^') THEN 3 ELSE 2 END::UTINYINT AS role_confidence,
    CASE WHEN ${home('orig_h')} THEN CASE WHEN ${home('resp_h')} THEN 3 ELSE 2 END WHEN ${home('resp_h')} THEN 1 ELSE 4 END::UTINYINT AS direction,
    proto, service, orig_bytes AS client_bytes, resp_bytes AS server_bytes, orig_pkts AS client_pkts, resp_pkts AS server_pkts,
    CASE conn_state WHEN 'SF' THEN 5 WHEN 'S0' THEN 1 WHEN 'REJ' THEN 2 WHEN 'RSTO' THEN 7 WHEN 'RSTR' THEN 7 WHEN 'S1' THEN 4 ELSE 8 END::UTINYINT AS session_state,
    uid, history, local_orig, local_resp, missed_bytes, orig_ip_bytes, resp_ip_bytes, NULL::BIGINT AS ip_proto, NULL::VARCHAR AS attrs,
    0::USMALLINT AS ordinal,
    NULL::VARCHAR AS user_name, NULL::VARCHAR AS host_name, NULL::VARCHAR AS process_name, NULL::UTINYINT AS severity,
    NULL::VARCHAR AS signature_id, NULL::VARCHAR AS signature, NULL::UTINYINT AS outcome, NULL::VARCHAR AS message, NULL::VARCHAR AS sensor_disagrees
  FROM read_csv('${file.replaceAll("'", "''")}', delim = '\t', header = false, comment = '#', quote = '', escape = '', nullstr = '-', auto_detect = false,
    columns = {${columns}}) ORDER BY ts`)
await connection.run('CHECKPOINT')
const rows = await connection.runAndReadAll('SELECT count(*) FROM event')
connection.closeSync()
instance.closeSync()
const wallS = Number(process.hrtime.bigint() - startedAt) / 1e9
const { user, system } = process.cpuUsage()
process.stdout.write(
  `${JSON.stringify({ wallS, cpuS: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024, events: Number(rows.getRows()[0]![0]) })}\n`,
)
