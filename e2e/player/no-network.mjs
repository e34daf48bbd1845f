/** Loaded into every process of the app under test (`--import`): a socket to anywhere but this machine is written down and refused. */
import { appendFileSync } from 'node:fs'
import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'

const LOCAL = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

function refuse(what) {
  appendFileSync(process.env.BACKTRAIL_NETWORK_SEEN, `${what}\n`)
  throw new Error(`network: ${what}`)
}

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args
  const host = typeof options === 'object' ? options.host : args[1]
  const path = typeof options === 'object' ? options.path : undefined
  if (path === undefined && host !== undefined && !LOCAL.test(host)) refuse(`connect ${host}`)
  return connect.apply(this, args)
}

const { listen } = net.Server.prototype
net.Server.prototype.listen = function (...args) {
  const host = typeof args[0] === 'object' ? args[0].host : args.find((arg) => typeof arg === 'string')
  if (typeof args[0] === 'number' && !LOCAL.test(host ?? '0.0.0.0')) refuse(`listen ${host ?? 'every address'}`)
  return listen.apply(this, args)
}

for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  const original = dns[name]
  dns[name] = (host, ...rest) => (LOCAL.test(host) ? original(host, ...rest) : refuse(`look up ${host}`))
}
dgram.Socket.prototype.send = () => refuse('send a datagram')
