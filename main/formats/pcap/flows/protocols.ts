/** IP protocols by name. Source: IANA, Protocol Numbers; spelling as in Zeek, where it has one. */

const NAMES: Readonly<Record<number, string>> = {
  ...{
    1: 'icmp',
    2: 'igmp',
    4: 'ip-in-ip',
    6: 'tcp',
    8: 'egp',
    17: 'udp',
    33: 'dccp',
    41: '6in4',
    46: 'rsvp',
    47: 'gre',
    50: 'esp',
  },
  ...{
    51: 'ah',
    58: 'icmp',
    88: 'eigrp',
    89: 'ospf',
    94: 'ip-in-ip',
    97: 'etherip',
    103: 'pim',
    108: 'ipcomp',
    112: 'vrrp',
    115: 'l2tp',
  },
  ...{ 132: 'sctp', 136: 'udplite', 137: 'mpls-in-ip' },
}

/** Shape: number → name. ICMPv6 is `icmp` too: its address says which. */
export const protocolName = (protocol: number): string => NAMES[protocol] ?? `ip-proto-${protocol}`
