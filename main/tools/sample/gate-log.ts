/** The log-in log of the gate host: syslog as its sshd, PAM, sudo, cron and useradd write it. No other host's log was kept. */
import { SECOND, syslogTime } from './clock'
import { inOrder, type Line } from './log-lines'
import { READING, type Reading } from './reading'
import type { Side, Told } from './told'

export class GateLog {
  private readonly lines: Line[] = []
  readonly told: Told[] = []

  private say(tsUs: number, tag: string, message: string, reading: Reading, client: Side | null = null): void {
    const at = Math.floor(tsUs / SECOND) * SECOND
    this.lines.push({ atUs: at, text: `${syslogTime(at)} gate ${tag}: ${message}` })
    // WHY: the log names the client's address; its own host it knows by name only.
    const roles = { src: client, dst: null, client, server: null }
    this.told.push({ tsUs: at, ...reading, format: 'syslog', ...roles })
  }

  /** A person's log-in by key, their privileged commands, and their leaving. */
  visit(startUs: number, endUs: number, user: string, from: Side, pid: number, commands: readonly string[]): void {
    const sshd = `sshd[${pid}]`
    this.say(
      startUs,
      sshd,
      `Accepted publickey for ${user} from ${from.ip} port ${from.port} ssh2`,
      READING.sshdAcceptedKey,
      from,
    )
    this.say(startUs, sshd, `pam_unix(sshd:session): session opened for user ${user} by (uid=0)`, READING.pamOpened)
    commands.forEach((command, index) => {
      const at = startUs + ((endUs - startUs) * (index + 1)) / (commands.length + 2)
      const text = `${user.padStart(8, ' ')} : TTY=pts/1 ; PWD=/home/${user} ; USER=root ; COMMAND=${command}`
      this.say(at, 'sudo', text, READING.sudoCommand)
    })
    this.say(endUs, sshd, `pam_unix(sshd:session): session closed for user ${user}`, READING.pamClosed)
  }

  /** A wrong password from outside. */
  guess(tsUs: number, user: string, known: boolean, from: Side, pid: number): void {
    const sshd = `sshd[${pid}]`
    if (!known) this.say(tsUs, sshd, `Invalid user ${user} from ${from.ip}`, READING.sshdInvalidUser, { ip: from.ip, port: null })
    const who = known ? user : `invalid user ${user}`
    this.say(
      tsUs + 2 * SECOND,
      sshd,
      `Failed password for ${who} from ${from.ip} port ${from.port} ssh2`,
      READING.sshdFailed,
      from,
    )
    this.say(tsUs + 3 * SECOND, sshd, `Received disconnect from ${from.ip}: 11: Bye Bye`, READING.sshdDisconnect, {
      ip: from.ip,
      port: null,
    })
  }

  newUser(tsUs: number, user: string, id: number, pid: number): void {
    const tag = `useradd[${pid}]`
    this.say(tsUs, tag, `new group: name=${user}, GID=${id}`, READING.newGroup)
    this.say(tsUs, tag, `new user: name=${user}, UID=${id}, GID=${id}, home=/home/${user}, shell=/bin/bash`, READING.newUser)
  }

  /** The hourly job. */
  cron(tsUs: number, pid: number): void {
    const tag = `CRON[${pid}]`
    this.say(tsUs, tag, 'pam_unix(cron:session): session opened for user root by (uid=0)', READING.pamOpened)
    this.say(tsUs + SECOND, tag, 'pam_unix(cron:session): session closed for user root', READING.pamClosed)
  }

  file(): string {
    return inOrder(this.lines)
  }
}
