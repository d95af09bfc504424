PRAGMA synchronous=NORMAL;
