/** Names of the events a capture gives. */
import type { EventType } from '#contract/event'
import type { TaxonomyEntry } from '../kit/format'
import { STATE_DOCS } from '../kit/connection-states'

const STATES = "States of Zeek's conn.log; the name is chosen here"
const CHOSEN = 'The protocol; the name is chosen here'

function entry(name: string, type: EventType, doc: string, provenance = CHOSEN): TaxonomyEntry {
  return { name, type, specificity: 'specific', doc, provenance }
}

export const TAXONOMY: readonly TaxonomyEntry[] = [
  ...Object.entries(STATE_DOCS).map(([state, doc]) => entry(`PCAP-Conn_${state}`, 'network', doc, STATES)),
  entry('PCAP-DNS_Query', 'dns', 'DNS query and, where captured, its reply; also mDNS, LLMNR and NetBIOS names.'),
  entry('PCAP-HTTP_*', 'web-access', 'HTTP request by method; web-error where the reply is 400 or above.'),
  entry('PCAP-IRC_Nick', 'application', 'IRC client takes a name.'),
  entry('PCAP-IRC_User', 'application', 'IRC client says its user and real name.'),
  entry('PCAP-IRC_Join', 'application', 'IRC client joins a channel.'),
  entry('PCAP-IRC_DCC', 'application', 'A file or chat is offered over IRC; it runs over a connection of its own.'),
  entry('PCAP-SMTP_Message', 'application', 'Mail handed over by SMTP, with sender and recipients of its envelope.'),
  entry('PCAP-FTP_Login_Success', 'login', 'FTP server let a user in.'),
  entry('PCAP-FTP_Login_Failure', 'login-failure', 'FTP server turned a user away.'),
  entry('PCAP-FTP_*', 'file-access', 'FTP command on files or folders, with its reply.'),
  entry('PCAP-DHCP_*', 'dhcp', 'DHCP message by its kind.'),
]
