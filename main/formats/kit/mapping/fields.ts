/** What a column can be read as, with units and what to beware of. */
import type { MappedField } from '#contract/mapping'
import type { FieldDoc } from '../format'

const DOCS: Readonly<Record<MappedField, readonly [unit: string, doc: string]>> = {
  time: ['time', 'When it happened; day first or month first is decided by values over 12, and said where none is.'],
  date: ['date', 'Day of a time whose column holds the clock alone.'],
  duration: ['s, or h:min:s', 'How long it took; only the writer of the table knows whether the time is its start.'],
  duration_ms: ['ms', 'How long it took.'],
  client_ip: ['address', 'Who asked, where the table itself says who is client.'],
  client_port: ['port', 'Port of the client.'],
  server_ip: ['address', 'Who was asked, where the table itself says who is server.'],
  server_port: ['port', 'Port of the server.'],
  src_ip: ['address', 'First address; who is client is worked out from the whole case.'],
  src_port: ['port', 'Port of the first address.'],
  dst_ip: ['address', 'Second address.'],
  dst_port: ['port', 'Port of the second address.'],
  proto: ['name or number', 'Transport protocol.'],
  service: ['text', 'Application protocol, as the table calls it.'],
  src_bytes: ['bytes', 'Sent by the first address; whether headers count only the writer knows.'],
  dst_bytes: ['bytes', 'Sent by the second address.'],
  user_name: ['text', 'User, as written.'],
  host_name: ['text', 'Host it happened on, as written.'],
  process_name: ['text', 'Program, as written.'],
  name: ['text', 'What kind of event it is, in the words of the table.'],
  message: ['text', 'The row in words.'],
  severity: ['word', 'Severity in words; numbers are left, since some scales rise with danger and some fall.'],
  outcome: ['word', 'Success or failure, as far as the word is known; the word itself stays an attribute.'],
}

export const MAPPED_FIELD_DOCS: readonly FieldDoc[] = Object.entries(DOCS).map(([name, [unit, doc]]) => ({ name, unit, doc }))
