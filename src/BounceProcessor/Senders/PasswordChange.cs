namespace BounceProcessor.Senders;

/// <summary>What a saved card does to its password.</summary>
internal sealed class PasswordChange
{
    private PasswordChange(bool isChange, string? text) => (IsChange, Text) = (isChange, text);

    /// <summary>It stays, unless server or user name change: it was given for those.</summary>
    public static PasswordChange Keep { get; } = new(false, null);

    /// <summary>It goes.</summary>
    public static PasswordChange Remove { get; } = new(true, null);

    /// <summary>Whether it becomes another, or none.</summary>
    public bool IsChange { get; }

    /// <summary>The new one; <see langword="null"/> for none.</summary>
    public string? Text { get; }

    /// <summary>It becomes this one.</summary>
    public static PasswordChange To(string text) => new(true, text);
}
