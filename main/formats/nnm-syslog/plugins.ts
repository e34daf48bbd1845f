/** Checks that are built into the passive scanner, and the plugins whose meaning is not a weakness. */
import type { EventType } from '#contract/event'

export interface BuiltIn {
  name: string
  type: EventType
  doc: string
  /** The source of the line opened a connection to its destination. */
  isTalk: boolean
}

const learned = (name: string, doc: string): BuiltIn => ({ name, type: 'detected-change', doc, isTalk: false })
const talk = (name: string, type: EventType, doc: string): BuiltIn => ({ name, type, doc, isTalk: true })

/** Source: Tenable, Internal PVS Plugin IDs (0–14); 15 and above are ordinary plugins. Names chosen here. */
export const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  0: learned('PVS-Open_Port', 'A SYN-ACK was seen leaving the host: the port is open.'),
  1: learned('PVS-OS_Fingerprint', 'Operating system guessed from packets.'),
  2: talk('PVS-Service_Connection', 'network', 'A host was seen browsing a service.'),
  3: talk(
    'PVS-New_Trust_Relationship',
    'detected-change',
    'First connection of a client to a server on a port, inside the watched network.',
  ),
  4: talk('PVS-Internal_Interactive_Session', 'network', 'Interactive session between two watched hosts.'),
  5: talk('PVS-Outbound_Interactive_Session', 'network', 'Interactive session from a watched host to the outside.'),
  6: talk('PVS-Inbound_Interactive_Session', 'network', 'Interactive session from the outside to a watched host.'),
  7: talk('PVS-Internal_Encrypted_Session', 'network', 'Encrypted session between two watched hosts.'),
  8: talk('PVS-Outbound_Encrypted_Session', 'network', 'Encrypted session from a watched host to the outside.'),
  9: talk('PVS-Inbound_Encrypted_Session', 'network', 'Encrypted session from the outside to a watched host.'),
  12: learned('PVS-Number_Of_Hops', 'How many hops away the host is.'),
  14: talk('PVS-Accepts_External_Connections', 'network', 'A connection from the outside to the host was seen.'),
  1442: learned('PVS-Web_Server', 'A web server runs on the host.'),
  1735: talk('PVS-Web_Client', 'detected-change', 'A web client runs on the host.'),
}
