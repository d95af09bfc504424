PRAGMA busy_timeout=200;
PRAGMA wal_checkpoint(TRUNCATE);
