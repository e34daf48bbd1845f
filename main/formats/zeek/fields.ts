/** Fields of Zeek logs that the event columns come from, and when each lies. */
import type { FieldDoc } from '../kit/format'

export const FIELDS: readonly FieldDoc[] = [
  { name: 'ts', unit: 's since 1970, UTC', doc: 'Time of the first packet; the row itself is written when the connection ends.' },
  {
    name: 'uid',
    unit: 'text',
    doc: 'Connection id, the same in every log of one sensor; a restarted sensor gives new ones to old connections.',
  },
  { name: 'id.orig_h', unit: 'address', doc: 'Originator: who opened the connection, or spoke first where no opening was seen.' },
  { name: 'id.orig_p', unit: 'port', doc: 'Port of the originator; for ICMP the message type.' },
  { name: 'id.resp_h', unit: 'address', doc: 'Responder.' },
  { name: 'id.resp_p', unit: 'port', doc: 'Port of the responder; for ICMP the message code.' },
  { name: 'proto', unit: 'text', doc: 'Transport protocol.' },
  {
    name: 'service',
    unit: 'text',
    doc: 'Application protocol recognised by content, not by port; empty is not proof that there was none.',
  },
  {
    name: 'duration',
    unit: 's',
    doc: 'From first to last packet; absent for single packets, and the closing packets are not counted.',
  },
  {
    name: 'orig_bytes',
    unit: 'bytes',
    doc: 'Payload sent by the originator, from sequence numbers; wrong for connections that Zeek turned round before 2025.',
  },
  { name: 'resp_bytes', unit: 'bytes', doc: 'Payload sent by the responder, from sequence numbers.' },
  { name: 'orig_pkts', unit: 'packets', doc: 'Packets sent by the originator.' },
  { name: 'resp_pkts', unit: 'packets', doc: 'Packets sent by the responder.' },
  {
    name: 'conn_state',
    unit: 'text',
    doc: 'How the connection went; OTH, SHR and RSTRH mean that a part of the traffic was not seen.',
  },
  { name: 'history', unit: 'letters', doc: 'What happened in order; ^ means that Zeek turned the connection round by a guess.' },
  { name: 'local_orig', unit: 'T or F', doc: 'Originator is local by the networks the sensor was told; not used for direction.' },
  { name: 'local_resp', unit: 'T or F', doc: 'Responder is local by the networks the sensor was told; not used for direction.' },
  {
    name: 'missed_bytes',
    unit: 'bytes',
    doc: 'Content lost to the sensor; above 0 the byte counts still hold, the content does not.',
  },
  { name: 'orig_ip_bytes', unit: 'bytes', doc: 'IP bytes sent by the originator, headers included.' },
  { name: 'resp_ip_bytes', unit: 'bytes', doc: 'IP bytes sent by the responder, headers included.' },
  { name: 'ip_proto', unit: 'number', doc: 'IP protocol number.' },
  {
    name: 'auth_success',
    unit: 'T or F',
    doc: "Zeek's inference from packet sizes whether an SSH login succeeded; absent where it could not tell.",
  },
  { name: 'status_code', unit: 'number', doc: 'HTTP status; absent where the reply was not seen.' },
  { name: 'rcode_name', unit: 'text', doc: 'DNS reply code; absent where no reply was seen.' },
  { name: 'note', unit: 'text', doc: 'Kind of notice, as the script that raised it calls it.' },
  {
    name: 'snapshot',
    unit: 'true',
    doc: 'The row is of a log of open connections; the same connection is told again while it lasts.',
  },
  { name: 'peer_descr', unit: 'text', doc: 'Sensor that raised the notice.' },
]
