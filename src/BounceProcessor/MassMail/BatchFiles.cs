namespace BounceProcessor.MassMail;

/// <summary>Files given with a mass mail.</summary>
/// <param name="Named">Those that rows may name.</param>
/// <param name="Common">Those that go with every letter.</param>
public sealed record BatchFiles(AttachmentSet Named, AttachmentSet Common)
{
    /// <summary>No files.</summary>
    public static BatchFiles None { get; } = new(AttachmentSet.None, AttachmentSet.None);
}
