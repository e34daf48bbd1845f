/** Messages of applications for samples and tests. */

const be16 = (value: number) => Buffer.from([(value >> 8) & 255, value & 255])

const labels = (name: string) =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ])

/** Shape: a query for an address, or with `answer` its reply. */
export function dnsMessage(id: number, name: string, answer?: string): Buffer {
  const isReply = answer !== undefined
  const head = [be16(id), be16(isReply ? 0x8180 : 0x0100), be16(1), be16(isReply ? 1 : 0), be16(0), be16(0)]
  const question = [labels(name), be16(1), be16(1)]
  const data = (answer ?? '').split('.').map(Number)
  const reply = isReply ? [be16(0xc00c), be16(1), be16(1), Buffer.from([0, 0, 0, 60]), be16(4), Buffer.from(data)] : []
  return Buffer.concat([...head, ...question, ...reply])
}

/** Shape: a DHCP message of a kind, with a host name. */
export function dhcpMessage(kind: number, hostName: string, assigned: readonly number[]): Buffer {
  const head = Buffer.alloc(240)
  head.set([kind === 3 ? 1 : 2, 1, 6, 0])
  head.set(assigned, 16)
  head.set([2, 0, 0, 0, 0, 7], 28)
  head.writeUInt32BE(0x63825363, 236)
  const options = [Buffer.from([53, 1, kind, 12, hostName.length]), Buffer.from(hostName), Buffer.from([255])]
  return Buffer.concat([head, ...options])
}

const extension = (type: number, body: Buffer) => Buffer.concat([be16(type), be16(body.length), body])
const list16 = (values: readonly number[]) => Buffer.concat(values.map(be16))

/** Shape: what a client offers → its first TLS record. */
export function clientHello(offer: {
  ciphers: readonly number[]
  serverName: string
  alpn: string
  signatures: readonly number[]
  others: readonly number[]
}): Buffer {
  const name = Buffer.from(offer.serverName)
  const alpn = Buffer.from(offer.alpn)
  const extensions = Buffer.concat([
    extension(0, Buffer.concat([be16(name.length + 3), Buffer.from([0]), be16(name.length), name])),
    extension(16, Buffer.concat([be16(alpn.length + 1), Buffer.from([alpn.length]), alpn])),
    extension(13, Buffer.concat([be16(offer.signatures.length * 2), list16(offer.signatures)])),
    extension(43, Buffer.from([4, 3, 4, 3, 3])),
    ...offer.others.map((type) => extension(type, Buffer.alloc(0))),
  ])
  const ciphers = list16(offer.ciphers)
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    ...[
      Buffer.alloc(32, 7),
      Buffer.from([0]),
      be16(ciphers.length),
      ciphers,
      Buffer.from([1, 0]),
      be16(extensions.length),
      extensions,
    ],
  ])
  const message = Buffer.concat([Buffer.from([1, 0]), be16(body.length), body])
  return Buffer.concat([Buffer.from([22, 3, 1]), be16(message.length), message])
}

/** Shape: version and cipher a server chose → its first TLS record. */
export function serverHello(version: number, cipher: number): Buffer {
  const body = Buffer.concat([
    be16(0x0303),
    Buffer.alloc(32, 9),
    Buffer.from([0]),
    be16(cipher),
    Buffer.from([0]),
    be16(6),
    extension(43, be16(version)),
  ])
  const message = Buffer.concat([Buffer.from([2, 0]), be16(body.length), body])
  return Buffer.concat([Buffer.from([22, 3, 3]), be16(message.length), message])
}
