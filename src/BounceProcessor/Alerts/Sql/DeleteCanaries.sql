DELETE FROM canaries
WHERE sent_at < @Before
