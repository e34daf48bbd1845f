/** Services by which people log in to or administer a host. Source: IANA registry; chosen for consequence, not volume. */
export const LOGIN_PORTS: readonly number[] = [
  21, 22, 23, 135, 139, 445, 512, 513, 514, 1433, 1521, 3306, 3389, 5432, 5900, 5901, 5985, 5986,
]
