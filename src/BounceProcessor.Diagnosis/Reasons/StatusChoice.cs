using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Chooses among the code in the words and the Status field where they differ.</summary>
/// <remarks>
/// The server's own words carry its own code; the field is often filled in by the reporting server (5.0.0, 4.4.7). So the words win, except: a
/// code whose class contradicts the reply code yields to one that agrees, a code without detail yields to a detailed one, and a weak one to a
/// stronger one.
/// </remarks>
internal static class StatusChoice
{
    public static EnhancedStatusCode? Choose(EnhancedStatusCode? words, EnhancedStatusCode? field, int? replyCode, StatusTable table)
    {
        if (words is not { } own || field is not { } reported)
        {
            return words ?? field;
        }

        if (own.Class != reported.Class && replyCode is { } reply)
        {
            return reply / 100 == own.Class || reported.Detail == 0 ? own : reported;
        }

        if (own.Detail == 0 && reported.Detail != 0)
        {
            return reported;
        }

        return table.IsWeak(own) && !table.IsWeak(reported) ? reported : own;
    }
}
