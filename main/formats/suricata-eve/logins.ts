/** Records that say whether somebody got in: Kerberos, SMB session setup, FTP, VNC. The server's answer decides, nothing else. */
import { nameWord } from '../kit/taxonomy'
import { listIn, objectIn, textIn } from '../kit/json'
import { askedBy, restToAttrs, sentBy, sentence, type Eve } from './record'

function settle({ sink }: Eve, isIn: boolean, success: string, failure: string): void {
  const { event } = sink
  event.type = isIn ? 'login' : 'login-failure'
  event.outcome = isIn ? 'success' : 'failure'
  event.name = sink.text(isIn ? success : failure)
}

/** The KDC's refusals that are a failed login. PREAUTH_REQUIRED is none: every login begins with it. Source: RFC 4120, section 7.5.9. */
const REFUSED = /^KDC_ERR_(PREAUTH_FAILED|C_PRINCIPAL_UNKNOWN|CLIENT_REVOKED|KEY_EXPIRED|CLIENT_NOTYET)$/

/** Fill the event from a krb5 record: a ticket was given, or why not. */
export function kerberosEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const krb5 = objectIn(object, 'krb5')
  const [message, error, client] = ['msg_type', 'error_code', 'cname'].map((name) => textIn(krb5, name))
  event.type = 'network'
  event.name = sink.text(`Suricata-KRB5_${nameWord(message!) || 'Unknown'}`)
  event.service = sink.text('krb5')
  if (message === 'KRB_AS_REP') settle(eve, true, 'Suricata-KRB5_Login_Success', '')
  else if (REFUSED.test(error!)) settle(eve, false, '', 'Suricata-KRB5_Login_Failure')
  event.userName = sink.text(client === '<empty>' ? '' : client!)
  event.roles = event.dstPort === 88 ? askedBy(eve) : sentBy(eve)
  event.message = sentence(message!, client!, textIn(krb5, 'sname'), error!)
  restToAttrs(eve)
}

const SESSION_SETUP = /SESSION_SETUP/
/** Half a step: the server asks for more before it decides. */
const UNDECIDED = /^(|STATUS_MORE_PROCESSING_REQUIRED)$/

/** Fill the event from an smb record: a file, a share, or who asks for them. */
export function smbEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const smb = objectIn(object, 'smb')
  const [command, status] = [textIn(smb, 'command'), textIn(smb, 'status')]
  const ntlm = objectIn(smb, 'ntlmssp')
  event.type = 'file-access'
  event.name = sink.text(`Suricata-SMB_${nameWord(command.replace(/^SMB\d?_COMMAND_/, '')) || 'Unknown'}`)
  event.service = sink.text('smb')
  event.roles = askedBy(eve)
  event.userName = sink.text(textIn(ntlm, 'user'))
  event.hostName = sink.text(textIn(ntlm, 'host'))
  if (!UNDECIDED.test(status)) event.outcome = status === 'STATUS_SUCCESS' ? 'success' : 'failure'
  if (SESSION_SETUP.test(command)) {
    event.type = 'network'
    if (event.outcome !== 'none')
      settle(eve, event.outcome === 'success', 'Suricata-SMB_Login_Success', 'Suricata-SMB_Login_Failure')
  }
  const place = textIn(smb, 'filename') || textIn(smb, 'share') || textIn(smb, 'named_pipe')
  event.message = sentence(command, textIn(ntlm, 'domain'), textIn(ntlm, 'user'), place, status)
  restToAttrs(eve)
}

/** Fill the event from an ftp record: a command and the server's answer. */
export function ftpEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const ftp = objectIn(object, 'ftp')
  const [command, data] = [textIn(ftp, 'command'), textIn(ftp, 'command_data')]
  const codes = listIn(ftp, 'completion_code').map(String)
  event.type = 'file-access'
  event.name = sink.text(command === '' ? 'Suricata-FTP' : `Suricata-FTP_${nameWord(command)}`)
  event.service = sink.text('ftp')
  event.roles = askedBy(eve)
  if (command === 'USER') event.userName = sink.text(data)
  /* 230 logged in, 530 not logged in. Source: RFC 959, section 4.2. */
  if (command === 'PASS' && codes.includes('230')) settle(eve, true, 'Suricata-FTP_Login_Success', '')
  else if (command === 'PASS' && codes.includes('530')) settle(eve, false, '', 'Suricata-FTP_Login_Failure')
  /* A password is no line for people; it stays in the record. */
  event.message = sentence(command, command === 'PASS' ? '' : data, codes.length === 0 ? '' : `→ ${codes.join(' ')}`)
  restToAttrs(eve)
}

/** Fill the event from an rfb record: a VNC session and how it was let in. */
export function vncEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const result = textIn(objectIn(objectIn(object, 'rfb'), 'authentication'), 'security_result')
  event.type = 'network'
  event.name = sink.text('Suricata-VNC_Session')
  event.service = sink.text('vnc')
  event.roles = sentBy(eve)
  if (result === 'OK' || result === 'FAIL')
    settle(eve, result === 'OK', 'Suricata-VNC_Login_Success', 'Suricata-VNC_Login_Failure')
  event.message = sentence(textIn(objectIn(objectIn(object, 'rfb'), 'framebuffer'), 'name'), result)
  restToAttrs(eve)
}
