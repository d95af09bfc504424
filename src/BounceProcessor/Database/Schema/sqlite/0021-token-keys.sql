-- Keys that sign the tokens of what is sent. Times are UTC Unix milliseconds. Of all companies: a token names its company.
CREATE TABLE token_keys (
  -- Counted without gaps; the highest signs. It stands in the token.
  id INTEGER PRIMARY KEY,
  encrypted TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- Nothing of it is believed from then on; NULL for the one that signs.
  verifies_until INTEGER
);
