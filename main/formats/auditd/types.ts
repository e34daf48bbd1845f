/** Record types of the Linux audit system: number, name, what kind of event they give when they succeed and when they fail. */
import type { EventType } from '#contract/event'

/** `auxiliary` = tells more about another record of the same event and names no event by itself while there is another. */
export interface RecordType {
  number: number
  name: string
  type: EventType
  /** Kind of event where the result is a failure; the same where absent. */
  failed?: EventType
  isAuxiliary?: boolean
}

/** `number name type [type on failure]`, or `aux`. Source: Linux, uapi/linux/audit.h; audit-userspace, lib/audit-records.h. */
const TABLE = `
1005 USER application
1006 LOGIN login login-failure
1100 USER_AUTH application login-failure
1101 USER_ACCT application access-denied
1102 USER_MGMT detected-change application
1103 CRED_ACQ application login-failure
1104 CRED_DISP application
1105 USER_START login login-failure
1106 USER_END logout
1107 USER_AVC application access-denied
1108 USER_CHAUTHTOK detected-change application
1109 USER_ERR error login-failure
1110 CRED_REFR application
1111 USYS_CONFIG detected-change application
1112 USER_LOGIN login login-failure
1113 USER_LOGOUT logout
1114 ADD_USER detected-change application
1115 DEL_USER detected-change application
1116 ADD_GROUP detected-change application
1117 DEL_GROUP detected-change application
1118 DAC_CHECK application access-denied
1119 CHGRP_ID process access-denied
1120 TEST application
1121 TRUSTED_APP application
1122 USER_SELINUX_ERR error
1123 USER_CMD process access-denied
1124 USER_TTY process
1125 CHUSER_ID process access-denied
1126 GRP_AUTH application login-failure
1127 SYSTEM_BOOT system
1128 SYSTEM_SHUTDOWN system
1129 SYSTEM_RUNLEVEL system
1130 SERVICE_START system error
1131 SERVICE_STOP system error
1132 GRP_MGMT detected-change application
1133 GRP_CHAUTHTOK detected-change application
1134 MAC_CHECK application access-denied
1135 ACCT_LOCK detected-change application
1136 ACCT_UNLOCK detected-change application
1137 USER_DEVICE detected-change access-denied
1138 SOFTWARE_UPDATE detected-change application
1200 DAEMON_START system error
1201 DAEMON_END system
1202 DAEMON_ABORT error
1203 DAEMON_CONFIG detected-change error
1204 DAEMON_RECONFIG detected-change error
1205 DAEMON_ROTATE system
1206 DAEMON_RESUME system
1207 DAEMON_ACCEPT connection
1208 DAEMON_CLOSE connection
1209 DAEMON_ERR error
1300 SYSCALL aux
1302 PATH aux
1303 IPC aux
1304 SOCKETCALL aux
1305 CONFIG_CHANGE detected-change access-denied
1306 SOCKADDR aux
1307 CWD aux
1309 EXECVE process
1311 IPC_SET_PERM aux
1312 MQ_OPEN aux
1313 MQ_SENDRECV aux
1314 MQ_NOTIFY aux
1315 MQ_GETSETATTR aux
1316 KERNEL_OTHER aux
1317 FD_PAIR aux
1318 OBJ_PID aux
1319 TTY process
1320 EOE aux
1321 BPRM_FCAPS aux
1322 CAPSET aux
1323 MMAP aux
1324 NETFILTER_PKT firewall
1325 NETFILTER_CFG detected-change
1326 SECCOMP access-denied
1327 PROCTITLE aux
1328 FEATURE_CHANGE detected-change access-denied
1329 REPLACE system
1330 KERN_MODULE detected-change
1331 FANOTIFY access-denied
1332 TIME_INJOFFSET detected-change
1333 TIME_ADJNTPVAL detected-change
1334 BPF detected-change
1335 EVENT_LISTENER system
1336 URINGOP aux
1337 OPENAT2 aux
1338 DM_CTRL detected-change
1339 DM_EVENT error
1400 AVC application access-denied
1401 SELINUX_ERR error
1402 AVC_PATH aux
1403 MAC_POLICY_LOAD detected-change
1404 MAC_STATUS detected-change
1405 MAC_CONFIG_CHANGE detected-change
1406 MAC_UNLBL_ALLOW detected-change
1407 MAC_CIPSOV4_ADD detected-change
1408 MAC_CIPSOV4_DEL detected-change
1409 MAC_MAP_ADD detected-change
1410 MAC_MAP_DEL detected-change
1411 MAC_IPSEC_ADDSA detected-change
1412 MAC_IPSEC_DELSA detected-change
1413 MAC_IPSEC_ADDSPD detected-change
1414 MAC_IPSEC_DELSPD detected-change
1415 MAC_IPSEC_EVENT network
1416 MAC_UNLBL_STCADD detected-change
1417 MAC_UNLBL_STCDEL detected-change
1418 MAC_CALIPSO_ADD detected-change
1419 MAC_CALIPSO_DEL detected-change
1500 APPARMOR application access-denied
1501 APPARMOR_AUDIT application
1502 APPARMOR_ALLOWED application
1503 APPARMOR_DENIED access-denied
1504 APPARMOR_HINT application
1505 APPARMOR_STATUS system
1506 APPARMOR_ERROR error
1507 APPARMOR_KILL access-denied
1700 ANOM_PROMISCUOUS detected-change
1701 ANOM_ABEND error
1702 ANOM_LINK access-denied
1703 ANOM_CREAT access-denied
1800 INTEGRITY_DATA access-denied
1801 INTEGRITY_METADATA access-denied
1802 INTEGRITY_STATUS system
1803 INTEGRITY_HASH application
1804 INTEGRITY_PCR application
1805 INTEGRITY_RULE application
1806 INTEGRITY_EVM_XATTR detected-change
1807 INTEGRITY_POLICY_RULE detected-change
2000 KERNEL system
2100 ANOM_LOGIN_FAILURES login-failure
2101 ANOM_LOGIN_TIME access-denied
2102 ANOM_LOGIN_SESSIONS access-denied
2103 ANOM_LOGIN_ACCT access-denied
2104 ANOM_LOGIN_LOCATION access-denied
2105 ANOM_MAX_DAC intrusion
2106 ANOM_MAX_MAC intrusion
2107 ANOM_AMTU_FAIL error
2108 ANOM_RBAC_FAIL error
2109 ANOM_RBAC_INTEGRITY_FAIL intrusion
2110 ANOM_CRYPTO_FAIL error
2111 ANOM_ACCESS_FS file-access
2112 ANOM_EXEC process
2113 ANOM_MK_EXEC process
2114 ANOM_ADD_ACCT detected-change
2115 ANOM_DEL_ACCT detected-change
2116 ANOM_MOD_ACCT detected-change
2117 ANOM_ROOT_TRANS process
2118 ANOM_LOGIN_SERVICE intrusion
2119 ANOM_LOGIN_ROOT intrusion
2120 ANOM_ORIGIN_FAILURES intrusion
2121 ANOM_SESSION intrusion
2200 RESP_ANOMALY system
2201 RESP_ALERT system
2202 RESP_KILL_PROC system
2203 RESP_TERM_ACCESS system
2204 RESP_ACCT_REMOTE system
2205 RESP_ACCT_LOCK_TIMED system
2206 RESP_ACCT_UNLOCK_TIMED system
2207 RESP_ACCT_LOCK system
2208 RESP_TERM_LOCK system
2209 RESP_SEBOOL system
2210 RESP_EXEC system
2211 RESP_SINGLE system
2212 RESP_HALT system
2213 RESP_ORIGIN_BLOCK system
2214 RESP_ORIGIN_BLOCK_TIMED system
2215 RESP_ORIGIN_UNBLOCK_TIMED system
2300 USER_ROLE_CHANGE application access-denied
2301 ROLE_ASSIGN detected-change application
2302 ROLE_REMOVE detected-change application
2303 LABEL_OVERRIDE application access-denied
2304 LABEL_LEVEL_CHANGE detected-change access-denied
2305 USER_LABELED_EXPORT file-access access-denied
2306 USER_UNLABELED_EXPORT file-access access-denied
2307 DEV_ALLOC application access-denied
2308 DEV_DEALLOC application access-denied
2309 FS_RELABEL detected-change application
2310 USER_MAC_POLICY_LOAD detected-change application
2311 ROLE_MODIFY detected-change application
2312 USER_MAC_CONFIG_CHANGE detected-change application
2313 USER_MAC_STATUS detected-change application
2400 CRYPTO_TEST_USER application
2401 CRYPTO_PARAM_CHANGE_USER detected-change application
2402 CRYPTO_LOGIN login login-failure
2403 CRYPTO_LOGOUT logout
2404 CRYPTO_KEY_USER application
2405 CRYPTO_FAILURE_USER error
2406 CRYPTO_REPLAY_USER intrusion
2407 CRYPTO_SESSION network
2408 CRYPTO_IKE_SA network
2409 CRYPTO_IPSEC_SA network
2500 VIRT_CONTROL detected-change application
2501 VIRT_RESOURCE detected-change application
2502 VIRT_MACHINE_ID application
2503 VIRT_INTEGRITY_CHECK application
2504 VIRT_CREATE detected-change application
2505 VIRT_DESTROY detected-change application
2506 VIRT_MIGRATE_IN detected-change application
2507 VIRT_MIGRATE_OUT detected-change application`

function readRow(row: string): RecordType {
  const [number, name, type, failed] = row.split(' ')
  const at = { number: Number(number), name: name! }
  if (type === 'aux') return { ...at, type: 'system', isAuxiliary: true }
  return { ...at, type: type as EventType, ...(failed === undefined ? {} : { failed: failed as EventType }) }
}

export const RECORD_TYPES: readonly RecordType[] = TABLE.trim().split('\n').map(readRow)
const byName = new Map(RECORD_TYPES.map((type) => [type.name, type]))
const byNumber = new Map(RECORD_TYPES.map((type) => [String(type.number), type]))

/** Shape: type as a record writes it (`USER_LOGIN`, `UNKNOWN[1323]`, `1400`) → its row, or undefined where nobody knows it. */
export function recordType(word: string): RecordType | undefined {
  return byName.get(word) ?? byNumber.get(/^(?:UNKNOWN\[)?(\d{1,5})\]?$/.exec(word)?.[1] ?? '')
}
