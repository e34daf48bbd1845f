/** Messages of OpenSSH's server. */
import type { RuleSet } from '../rule'

/* A client can put almost anything into a user name, even ` from 10.0.0.1 port 22 ssh2`. So a name without blanks is tried
   first, whole to the end of what sshd writes, and then the longest name whose rest is what sshd writes. */
const END = String.raw`from (?<from>\S+)(?: port (?<port>\d+))?(?: +(?<protocol>ssh\d?))?`
const PREAUTH = String.raw`(?: \[preauth\])?\s*$`

const pattern = (text: string) => new RegExp(text)
const ADDRESS = String.raw`(?<from>(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+?)`
const PEER = String.raw`(?:(?<state>authenticating|invalid) user (?<user>.*) )?${ADDRESS}(?: port (?<port>\d+))?`

export const SSHD: RuleSet = {
  programs: /^sshd(-session|-auth)?$/,
  service: 'ssh',
  source: 'OpenSSH, auth.c, auth2.c, packet.c, session.c, sshd.c',
  rules: [
    {
      pattern: pattern(String.raw`^Accepted (?<method>\S+) for (?<user>\S*) ${END}(?:: (?<key>.*))?$`),
      ...{ name: 'SSHD-Accepted_*', type: 'login', outcome: 'success', doc: 'A user was let in, by the method named.' },
    },
    {
      pattern: pattern(
        String.raw`^Failed (?<method>\S+) for (?<invalid>invalid user |illegal user )?(?<user>\S*) ${END}(?:: (?<key>.*))?$`,
      ),
      ...{
        name: 'SSHD-Failed_*',
        type: 'login-failure',
        outcome: 'failure',
        doc: 'An attempt to log in failed, by the method named.',
      },
    },
    {
      pattern: pattern(String.raw`^Failed (?<method>\S+) for (?<invalid>invalid user |illegal user )?(?<user>.*) ${END}\s*$`),
      ...{
        name: 'SSHD-Failed_*',
        type: 'login-failure',
        outcome: 'failure',
        doc: 'An attempt to log in failed; the user name holds blanks.',
      },
    },
    {
      pattern: pattern(String.raw`^(?:Invalid|Illegal) user (?<user>.*?) ?from (?<from>\S+)(?: port (?<port>\d+))?\s*$`),
      ...{
        name: 'SSHD-Invalid_User',
        type: 'login-failure',
        outcome: 'failure',
        doc: 'Somebody tried a user who does not exist.',
      },
    },
    {
      pattern: pattern(String.raw`^input_userauth_request: (?:invalid|illegal) user (?<user>.*?)${PREAUTH}`),
      ...{ name: 'SSHD-Invalid_User_Request', type: 'application', doc: 'Follows an attempt with a user who does not exist.' },
    },
    {
      pattern: pattern(
        String.raw`^(?:error: )?PAM: (?<detail>[Aa]uthentication (?:failure|error)|User not known.*?|User account has expired|Permission denied) for (?<invalid>illegal user |invalid user )?(?<user>.*?) from (?<from>\S+)(?: via (?<at>\S+))?\s*$`,
      ),
      ...{ name: 'SSHD-PAM_Failure', type: 'login-failure', outcome: 'failure', doc: 'PAM refused an attempt to log in.' },
    },
    {
      pattern: pattern(
        String.raw`^(?:error: )?maximum authentication attempts exceeded for (?<invalid>invalid user )?(?<user>.*?) ${END}${PREAUTH}`,
      ),
      ...{
        name: 'SSHD-Maximum_Attempts',
        type: 'login-failure',
        outcome: 'failure',
        doc: 'A connection used up its attempts to log in.',
      },
    },
    {
      pattern: pattern(String.raw`^User (?<user>.*?)(?: from (?<from>\S+))? not allowed because (?<reason>.*)$`),
      ...{
        name: 'SSHD-User_Not_Allowed',
        type: 'access-denied',
        outcome: 'failure',
        doc: 'The configuration keeps this user out.',
      },
    },
    {
      pattern: pattern(String.raw`^ROOT LOGIN REFUSED FROM (?<from>\S+)(?: port (?<port>\d+))?`),
      ...{ name: 'SSHD-Root_Login_Refused', type: 'access-denied', outcome: 'failure', doc: 'The configuration keeps root out.' },
    },
    {
      pattern: pattern(String.raw`^refused connect from (?:.* )?\(?${ADDRESS}\)?\s*$`),
      ...{
        name: 'SSHD-Refused_Connect',
        type: 'access-denied',
        outcome: 'failure',
        doc: 'The connection was refused by a host list.',
      },
    },
    {
      pattern: pattern(
        String.raw`^(?:error: )?Received disconnect from ${ADDRESS}(?: port (?<port>\d+))?: ?(?<code>\d+): ?(?<reason>.*?)${PREAUTH}`,
      ),
      ...{ name: 'SSHD-Disconnect', type: 'logout', preauthType: 'network', doc: 'The client said that it disconnects.' },
    },
    {
      pattern: pattern(String.raw`^Disconnected from (?:user (?<loggedIn>\S+) )?${PEER}${PREAUTH}`),
      ...{ name: 'SSHD-Disconnected', type: 'logout', preauthType: 'network', doc: 'The connection is over.' },
    },
    {
      pattern: pattern(
        String.raw`^Disconnecting(?: (?<state>authenticating|invalid) user (?<user>.*?) ${ADDRESS} port (?<port>\d+))?: (?<reason>.*?)${PREAUTH}`,
      ),
      ...{ name: 'SSHD-Disconnecting', type: 'network', doc: 'The server ended the connection.' },
    },
    {
      pattern: pattern(String.raw`^Connection (?<how>closed|reset) by ${PEER}${PREAUTH}`),
      ...{ name: 'SSHD-Connection_Closed', type: 'network', doc: 'The client closed or reset the connection.' },
    },
    {
      pattern: pattern(String.raw`^ssh_dispatch_run_fatal: Connection from ${PEER}: (?<reason>.*?)${PREAUTH}`),
      ...{ name: 'SSHD-Connection_Broken', type: 'network', doc: 'The connection broke: what was received made no sense.' },
    },
    {
      pattern: pattern(
        String.raw`^Connection from (?<from>\S+)(?: port (?<port>\d+))?(?: on (?<at>\S+) port (?<atPort>\d+).*)?\s*$`,
      ),
      ...{ name: 'SSHD-Connection', type: 'network', doc: 'A client connected.' },
    },
    {
      pattern: pattern(String.raw`^Did not receive identification string from (?<from>\S+)(?: port (?<port>\d+))?`),
      ...{ name: 'SSHD-No_Identification', type: 'network', doc: 'A client connected and said nothing, as scanners do.' },
    },
    {
      pattern: pattern(
        String.raw`^(?:banner exchange: Connection|Bad protocol version identification '(?<banner>.*)') from (?<from>\S+)(?: port (?<port>\d+))?(?:: .*)?\s*$`,
      ),
      ...{ name: 'SSHD-Bad_Protocol', type: 'network', doc: 'A client connected and did not speak SSH.' },
    },
    {
      pattern: pattern(
        String.raw`^(?:error: |fatal: )?Unable to negotiate with ${ADDRESS}(?: port (?<port>\d+))?: (?<reason>.*?)${PREAUTH}`,
      ),
      ...{ name: 'SSHD-Negotiation_Failed', type: 'network', doc: 'Client and server found no common method.' },
    },
    {
      pattern: pattern(
        String.raw`^(?:fatal: )?Timeout before authentication for (?:connection from )?${ADDRESS}(?: port (?<port>\d+))?`,
      ),
      ...{ name: 'SSHD-Timeout', type: 'network', doc: 'A client connected and did not log in in time.' },
    },
    {
      pattern: pattern(
        String.raw`^(?:Address (?<from>\S+) maps to (?<claims>\S+), but this does not map back|reverse mapping checking getaddrinfo for (?<claims2>\S+) \[(?<from2>\S+)\] failed)`,
      ),
      ...{
        name: 'SSHD-Name_Mismatch',
        type: 'network',
        doc: 'Name and address of the client do not agree in DNS; often mere neglect.',
      },
    },
    {
      pattern: pattern(String.raw`^Postponed (?<method>\S+) for (?<invalid>invalid user )?(?<user>.*) ${END}${PREAUTH}`),
      ...{ name: 'SSHD-Postponed_*', type: 'application', doc: 'A step of a log-in that goes on.' },
    },
    {
      pattern: pattern(String.raw`^Starting session: (?<session>.*?) for (?<user>\S+) from (?<from>\S+) port (?<port>\d+)`),
      ...{ name: 'SSHD-Session_Started', type: 'process', doc: 'A shell, command or subsystem was started for a user.' },
    },
    {
      pattern: pattern(String.raw`^subsystem request for (?<session>\S+)(?: by user (?<user>\S+))?`),
      ...{ name: 'SSHD-Subsystem', type: 'process', doc: 'A subsystem, such as sftp, was asked for.' },
    },
    {
      pattern: pattern(String.raw`^Server listening on (?<at>\S+) port (?<atPort>\d+)`),
      ...{ name: 'SSHD-Listening', type: 'system', doc: 'The server started.' },
    },
    {
      pattern: pattern(String.raw`^Received signal (?<signal>\d+)`),
      ...{ name: 'SSHD-Stopped', type: 'system', doc: 'The server was stopped or reloaded.' },
    },
  ],
}
