/** What a session, an answer and a log-in service are, as conditions on `event e`; the one home of these words for questions and detectors. */
import { LOGIN_PORTS } from '#contract/login-ports'
import { sql, type Sql } from '#main/store/sql'
import { ESTABLISHED_STATES, stateCode } from './codes'

/** `event e` is a connection, counted once however many sensors saw it. */
export const STANDING: Sql = sql.raw(
  `e.session_state > ${stateCode('none')} AND e.event_id NOT IN (SELECT witness_id FROM session_witness)`,
)

/** `event e` got an answer and could carry data. */
export const ESTABLISHED: Sql = sql.raw(`e.session_state IN (${ESTABLISHED_STATES.join(', ')})`)

/** `event e` got no answer, or a refusal, or was broken off before it began: a knock that came to nothing. */
export const UNANSWERED: Sql = sql.raw(
  `e.session_state IN (${(['no-answer', 'refused', 'probe'] as const).map(stateCode).join(', ')})`,
)

/** Services by which people log in, as sensors name them; for those that listen on other ports. Source: names that Zeek and Suricata give. */
const LOGIN_SERVICES: readonly string[] = ['ssh', 'telnet', 'ftp', 'rdp', 'rfb', 'vnc', 'rlogin', 'rsh', 'winrm', 'smb']

/** `event e` went to a service by which people log in or administer, by port or by what the sensor recognised. */
export const TO_LOGIN_SERVICE: Sql = sql.raw(
  `(e.server_port IN (${LOGIN_PORTS.join(', ')})
    OR e.service IN (SELECT text_id FROM text WHERE value IN ('${LOGIN_SERVICES.join("', '")}')))`,
)
