/** The samples of this format, made anew: `npx tsx main/formats/pcap/test/write-samples.ts` writes them. */
import { blocksFile, classicFile, ethernet, icmp, ipv4, ipv6, tcp, udp, type WrittenFrame } from './capture-writer'
import { Conversation } from './conversation'
import { clientHello, dhcpMessage, dnsMessage, serverHello } from './messages'

const START_US = 1_700_000_000_000_000
const CLIENT = '192.0.2.10'
const SERVER = '198.51.100.20'

const ends = (clientPort: number, serverPort: number) => ({ client: CLIENT, clientPort, server: SERVER, serverPort })
const at = (second: number) => START_US + second * 1_000_000
const v4 = (second: number, packet: Buffer): WrittenFrame => ({ tsUs: at(second), bytes: ethernet(0x0800, packet) })

const arp = Buffer.from([0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 192, 0, 2, 10, 0, 0, 0, 0, 0, 0, 192, 0, 2, 1])

const HELLO = clientHello({
  ciphers: [0x1301, 0x1302, 0xc02f],
  serverName: 'www.example.org',
  alpn: 'h2',
  signatures: [0x0403, 0x0804],
  others: [5, 10, 11],
})

/** What an hour at a small office looks like, with a broken packet, a frame that is not IP, and an end that is cut off. */
function traffic(): Buffer {
  const web = new Conversation(ends(50_001, 80), at(2))
  web.open().say('GET /index.html HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: curl/8.0\r\n\r\n')
  web.answer('HTTP/1.1 404 Not Found\r\nServer: nginx\r\nContent-Length: 2\r\n\r\nno').close()
  const ssh = new Conversation(ends(50_002, 22), at(3)).open()
  ssh.answer('SSH-2.0-OpenSSH_9.6\r\n').say('SSH-2.0-PuTTY_Release_0.80\r\n').send('client', 'RA')
  const irc = new Conversation(ends(50_003, 6667), at(4)).open()
  irc.say('NICK guest7\r\nUSER guest 0 * :A Guest\r\n').answer(':irc.example.net 001 guest7 :Welcome\r\n').say('JOIN #ops\r\n')
  const ftp = new Conversation(ends(50_004, 21), at(5)).open().answer('220 ftp.example.net ready\r\n').say('USER anna\r\n')
  ftp.answer('331 Password required\r\n').say('PASS secret\r\n').answer('530 Login incorrect\r\n').close()
  const mail = new Conversation(ends(50_005, 25), at(6))
    .open()
    .answer('220 mail.example.net ESMTP\r\n')
    .say('EHLO pc.example.org\r\n')
  mail
    .answer('250 mail.example.net\r\n')
    .say('MAIL FROM:<a@example.org>\r\n')
    .answer('250 ok\r\n')
    .say('RCPT TO:<b@example.net>\r\n')
  mail.answer('250 ok\r\n').say('DATA\r\n').answer('354 go\r\n').say('Subject: hello\r\n\r\nhi\r\n.\r\n').answer('250 queued\r\n')
  const tls = new Conversation(ends(50_006, 443), at(7)).open().say(HELLO).answer(serverHello(0x0304, 0x1301)).close()
  const frames = [
    { tsUs: at(0), bytes: ethernet(0x0806, arp) },
    v4(1, ipv4(CLIENT, '192.0.2.53', 17, udp(40_000, 53, dnsMessage(7, 'www.example.org')))),
    v4(1.02, ipv4('192.0.2.53', CLIENT, 17, udp(53, 40_000, dnsMessage(7, 'www.example.org', SERVER)))),
    ...[web, ssh, irc, ftp, mail, tls].flatMap((conversation) => conversation.frames),
    v4(8, ipv4('0.0.0.0', '255.255.255.255', 17, udp(68, 67, dhcpMessage(3, 'anna-pc', [0, 0, 0, 0])))),
    v4(8.1, ipv4('192.0.2.1', '192.0.2.11', 17, udp(67, 68, dhcpMessage(5, 'anna-pc', [192, 0, 2, 11])))),
    v4(9, ipv4(CLIENT, SERVER, 1, icmp(8, 0, 'ping'))),
    v4(9.1, ipv4(SERVER, CLIENT, 1, icmp(0, 0, 'ping'))),
    v4(10, ipv4('203.0.113.5', CLIENT, 6, tcp(60_000, 3389, 'S', 5, 0))),
    v4(10.1, ipv4(CLIENT, '203.0.113.5', 6, tcp(3389, 60_000, 'RA', 0, 6))),
    { tsUs: at(11), bytes: ethernet(0x88cc, Buffer.from([2, 7, 4, 0, 0, 0, 0, 0, 1])) },
    { tsUs: at(12), bytes: ethernet(0x0800, Buffer.from([0x45, 0, 0, 60])), wireBytes: 74 },
    v4(13, ipv4(CLIENT, SERVER, 17, udp(40_001, 9999, 'the file ends inside this packet'))),
  ]
  return classicFile(frames).subarray(0, -10)
}

/** Two interfaces with clocks of their own; VLAN, tunnel, fragments, a capture snapped short. */
function interfaces(): Buffer {
  const datagram = udp(5000, 5001, Buffer.alloc(40, 0x61))
  const piece = (start: number, end: number, more: boolean) =>
    ipv4(CLIENT, SERVER, 17, datagram.subarray(start, end), { id: 77, start, more })
  const inner = ipv6('2001:db8::1', '2001:db8::2', 17, udp(6000, 6001, 'inside'))
  const cooked = (packet: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 8, 0]), packet])
  const tagged = Buffer.concat([Buffer.from([0, 13, 0x81, 0, 0, 10, 8, 0]), ipv4(CLIENT, SERVER, 17, udp(7000, 7001, 'tagged'))])
  return blocksFile(
    [
      { linkType: 1, name: 'eth0', resolution: 9 },
      { linkType: 113, name: 'any', resolution: 0x8a, offsetSeconds: 3600 },
    ],
    [
      { tsUs: at(0), bytes: ethernet(0x88a8, tagged) },
      { tsUs: at(1), bytes: cooked(piece(16, 48, false)), interfaceId: 1 },
      { tsUs: at(1.5), bytes: cooked(piece(0, 16, true)), interfaceId: 1 },
      { tsUs: at(2), bytes: ethernet(0x0800, ipv4(CLIENT, SERVER, 41, inner)) },
      {
        tsUs: at(3),
        bytes: ethernet(0x0800, ipv4(CLIENT, SERVER, 6, tcp(50_007, 8080, 'A', 1, 1, 'x'.repeat(100)))).subarray(0, 60),
        wireBytes: 154,
      },
    ],
  )
}

/** Shape: file name → bytes. */
export const SAMPLES: Readonly<Record<string, () => Buffer>> = { 'interfaces.pcapng': interfaces, 'traffic.pcap': traffic }
