namespace BounceProcessor.Sending.Composing;

/// <summary>A file that goes with a mail.</summary>
/// <param name="Name">File name without folders.</param>
/// <param name="ContentType">Such as <c>application/pdf</c>; <see langword="null"/>: by the name.</param>
/// <param name="Content">The bytes.</param>
/// <param name="ContentId">For an inline image, what <c>cid:</c> in the HTML names; <see langword="null"/> for an attachment.</param>
public sealed record MailAttachment(string Name, string? ContentType, ReadOnlyMemory<byte> Content, string? ContentId);
