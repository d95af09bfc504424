namespace BounceProcessor.Mailboxes;

/// <summary>The headers of a mail that is too large to be read whole.</summary>
internal static class HeaderSection
{
    /// <summary>Most that is read of a mail above the size limit. Headers longer than this are cut here: 1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The bytes up to and with the first empty line; all of them when there is none.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> start)
    {
        var span = start.Span;
        for (var at = 0; at < span.Length;)
        {
            var feed = span[at..].IndexOf((byte)'\n');
            if (feed < 0)
            {
                return start;
            }

            var isEmpty = feed == 0 || (feed == 1 && span[at] == (byte)'\r');
            at += feed + 1;
            if (isEmpty)
            {
                return start[..at];
            }
        }

        return start;
    }
}
