/** What is told of a flow, and when it lies. */
import type { FieldDoc } from '../kit/format'

const field = (name: string, unit: string, doc: string): FieldDoc => ({ name, unit, doc })

export const FIELDS: readonly FieldDoc[] = [
  field(
    'ts',
    'µs since 1970, UTC',
    'Time of the first packet by the clock of the capturing machine; finer times are cut to the microsecond.',
  ),
  field(
    'orig',
    'address and port',
    'Originator: sent the SYN, or else spoke first. Turned round where the first packet is a SYN-ACK or comes from a server port; history then begins with ^.',
  ),
  field(
    'resp',
    'address and port',
    'Responder. For ICMP the ports are message type and type of the answer, or type and code where none is expected.',
  ),
  field(
    'conn_state',
    'text',
    'How the connection went, in the states of conn.log; OTH, SHR and RSTRH mean that a part was not captured.',
  ),
  field(
    'history',
    'letters',
    'What happened in order, capital = originator: S SYN, H SYN-ACK, A pure ACK, D data, F FIN, R RST, Q SYN with FIN or RST, I FIN with RST; G acknowledged but not captured, T sent again, W window closed, these at the 1st, 10th, 100th time. Checksums are not looked at: cards fill them in after the capture.',
  ),
  field(
    'orig_bytes, resp_bytes',
    'bytes',
    'Payload by sequence numbers: what was sent again counts once, what was acknowledged but not captured counts too. One forged acknowledgement can make it too large.',
  ),
  field(
    'missed_bytes',
    'bytes',
    'Payload that was sent by the sequence numbers but is not in the capture; above 0 the byte counts hold, the content does not.',
  ),
  field(
    'orig_pkts, resp_pkts',
    'packets',
    'Packets as captured: copies of one packet (mirrored twice, several VLANs) count each; each fragment counts.',
  ),
  field(
    'orig_ip_bytes, resp_ip_bytes',
    'bytes',
    'IP bytes with headers, of every packet counted; each fragment with its own header.',
  ),
  field(
    'orig_wire_bytes, resp_wire_bytes',
    'bytes',
    'Length of the frames on the wire; larger than what was captured where the capture was snapped.',
  ),
  field(
    'orig_retransmitted, resp_retransmitted',
    'packets',
    'Segments whose payload had been seen; copies made by the capture look the same.',
  ),
  field('short_packets', 'packets', 'Packets snapped before their TCP flags: counted, their payload unknown.'),
  field('community_id', 'text', 'Community ID version 1, seed 0: the same flow has the same id in Zeek, Suricata and Arkime.'),
  field('service', 'text', 'Application told by its first bytes; empty is not proof that there was none.'),
  field('vlan', 'ids', 'VLANs the flow was seen on, outer/inner; flows are not told apart by VLAN.'),
  field('mpls_label', 'number', 'First MPLS label of the first packet.'),
  field('tunnel', 'kind, src, dst', 'What carried the flow: GRE, IP in IP, 6in4, Teredo, VXLAN, Geneve, GTP, ERSPAN, PPTP.'),
  field('orig_l2_addr, resp_l2_addr', 'link address', 'Link addresses of the first packet; beyond a router they are the router.'),
  field('interface', 'text', 'Interface of the first packet, where the file names several.'),
  field('last_packet', 'record, offset, length', 'Place of the last packet; the place of the flow is that of its first.'),
  field('ended_early', 'true', 'The flow was ended because too many were open at once; what came later is another flow.'),
  field('server_name', 'text', 'Server name in the ClientHello: what the client asked for, not what it got.'),
  field('ja4', 'text', 'JA4 fingerprint of the ClientHello; a program can imitate another.'),
  field('tls_version, tls_cipher', 'text', 'Chosen by the server in its ServerHello.'),
  field('ssh_client, ssh_server', 'text', 'Version lines; a server may say what it likes.'),
  field('irc_nicks, irc_channels, irc_user', 'text', 'Names and channels the client gave; a server may refuse them.'),
]
