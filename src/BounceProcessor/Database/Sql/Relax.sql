PRAGMA synchronous=NORMAL;
PRAGMA wal_autocheckpoint=4000;
