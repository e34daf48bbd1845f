/** Messages of OpenSSH's server about connections that broke and settings that are wrong. */
import type { RuleSet } from '../rule'

const PREAUTH = String.raw`(?: \[preauth\])?\s*$`
const LEVEL = String.raw`^(?:debug\d: |error: |fatal: )?`
const pattern = (text: string) => new RegExp(LEVEL + text)

export const SSHD_TROUBLE: RuleSet = {
  programs: /^sshd(-session|-auth)?$/,
  service: 'ssh',
  source: 'OpenSSH, packet.c, kex.c, channels.c, serverloop.c, auth2-pubkey.c, misc.c',
  rules: [
    {
      pattern: pattern(
        String.raw`(?:Read error from remote host|Write failed to|Connection reset by) (?<from>[\d.]+|[\da-fA-F]*:[\da-fA-F:.]+)(?: port (?<port>\d+))?(?:: (?<reason>.*?))?${PREAUTH}`,
      ),
      ...{ name: 'SSHD-Connection_Lost', type: 'network', doc: 'The connection broke while it was in use.' },
    },
    {
      pattern: pattern(
        String.raw`(?:Read from socket failed|Write failed|get_socket_address|getpeername failed): (?<reason>.*?)${PREAUTH}`,
      ),
      ...{
        name: 'SSHD-Socket_Error',
        type: 'network',
        doc: 'The socket of a connection failed, often because the client was gone.',
      },
    },
    {
      pattern: pattern(String.raw`get_remote_port failed${PREAUTH}`),
      ...{ name: 'SSHD-Socket_Error', type: 'network', doc: 'The client was gone before its port could be read.' },
    },
    {
      pattern: pattern(
        String.raw`(?:channel (?<channel>\d+): (?:open failed: )?connection failed|connect_to (?<target>\S+)(?: port (?<targetPort>\d+))?:? failed|server_input_channel_open: failure (?<kind>\S+))(?::? (?<reason>.*?))?${PREAUTH}`,
      ),
      ...{
        name: 'SSHD-Forwarding_Failed',
        type: 'network',
        outcome: 'failure',
        doc: 'A client asked the server to connect on to elsewhere, and that failed.',
      },
    },
    {
      pattern: pattern(
        String.raw`(?<reason>Corrupted MAC on input\.?|Bad packet length \d+\.?|padding error: .*?|Packet corrupt)${PREAUTH}`,
      ),
      ...{
        name: 'SSHD-Corrupted_Packet',
        type: 'network',
        outcome: 'failure',
        doc: 'What came in could not be read: a broken network, another protocol, or an attack on the encryption.',
      },
    },
    {
      pattern: pattern(
        String.raw`(?:Unable to negotiate a (?<reason>key exchange method)|(?<reason2>no matching \w+ found: .*?)|no hostkey alg.*?)${PREAUTH}`,
      ),
      ...{ name: 'SSHD-Negotiation_Failed', type: 'network', doc: 'Client and server found no common method.' },
    },
    {
      pattern: pattern(String.raw`kex_exchange_identification: (?<reason>.*?)${PREAUTH}`),
      ...{ name: 'SSHD-Bad_Protocol', type: 'network', doc: 'A client connected and did not finish the greeting of SSH.' },
    },
    {
      pattern: pattern(String.raw`Authentication refused: (?<reason>bad ownership or modes for .*?)${PREAUTH}`),
      ...{
        name: 'SSHD-Authentication_Refused',
        type: 'access-denied',
        outcome: 'failure',
        doc: 'A key was not looked at, because others could write to its file.',
      },
    },
    {
      pattern: pattern(
        String.raw`(?:(?:Could not stat|Could not open|Unsafe|Failed to run) (?<setting>AuthorizedKeysCommand|user '.*?' authorized|host key)\b(?<reason>.*?)|(?<reason2>.*: line \d+: (?:Bad configuration option|Deprecated option|keyword).*?)|(?<reason3>could not load host key: .*?))${PREAUTH}`,
      ),
      ...{
        name: 'SSHD-Configuration_Error',
        type: 'error',
        doc: 'A setting of the server is wrong, or a file it needs cannot be used.',
      },
    },
    {
      pattern: pattern(String.raw`Bind to port (?<atPort>\d+) on (?<at>\S+) failed: (?<reason>.*?)\.?\s*$`),
      ...{ name: 'SSHD-Bind_Failed', type: 'error', outcome: 'failure', doc: 'The server could not listen: the port was taken.' },
    },
    {
      pattern: pattern(String.raw`(?:User child is on pid \d+|PAM service\(\S+\) ignoring max retries; .*)\s*$`),
      ...{ name: 'SSHD-Process', type: 'application', doc: 'The server speaks of its own processes.' },
    },
    {
      pattern: pattern(String.raw`Close session: user (?<user>\S+) from (?<from>\S+) port (?<port>\d+) id (?<session>\d+)`),
      ...{ name: 'SSHD-Session_Closed', type: 'process', doc: 'A shell, command or subsystem of a user ended.' },
    },
    {
      pattern: pattern(
        String.raw`SSH: Server;Ltype: (?<stage>\w+);Remote: (?<from>[\d.]+|[\da-fA-F]*:[\da-fA-F:.]+)-(?<port>\d+);(?:Name: (?<user>.*)|(?<detail>.*?))${PREAUTH}`,
      ),
      ...{ name: 'SSHD-Connection_Detail', type: 'network', doc: 'What a connection agreed on, as a patched server writes it.' },
    },
  ],
}
