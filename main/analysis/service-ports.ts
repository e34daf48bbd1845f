/** Ports above 1023 on which services listen by registration or long custom; below 1024 every port counts as a service port. */

/** Source: IANA Service Name and Transport Protocol Port Number Registry, and the usual IRC alternates (RFC 7194 and practice). */
export const REGISTERED_SERVICE_PORTS: readonly number[] = [
  1080, 1194, 1433, 1434, 1521, 1701, 1723, 1812, 1813, 1883, 2049, 2082, 2083, 2181, 2222, 2375, 2376, 2379, 2483, 2484, 3000,
  3128, 3260, 3268, 3269, 3306, 3389, 3478, 4443, 4500, 4786, 5000, 5044, 5060, 5061, 5222, 5269, 5353, 5355, 5432, 5601, 5671,
  5672, 5683, 5900, 5901, 5938, 5985, 5986, 6379, 6443, 6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 6697, 7000,
  7001, 7443, 8000, 8008, 8009, 8080, 8081, 8086, 8088, 8089, 8140, 8291, 8333, 8443, 8530, 8531, 8834, 8883, 8888, 9000, 9001,
  9042, 9090, 9092, 9100, 9200, 9300, 9389, 9418, 9443, 9999, 10000, 10050, 10051, 11211, 27017,
]

/** First port of the range systems hand out to clients (Linux default); IANA's dynamic range begins at 49152. */
export const FIRST_EPHEMERAL_PORT = 32768
