using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>Whom a fault concerns.</summary>
internal static class FaultScope
{
    private static readonly string[] OfSender = ["company", "user", "from", "settings"];

    /// <summary>What is wrong with company, user, settings or From is wrong with every row: no reason to refuse them one by one.</summary>
    public static bool IsOfAll(MailFault fault) =>
        OfSender.Any(part => fault.Field == part || fault.Field.StartsWith(part + ".", StringComparison.Ordinal));
}
