using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Chooses among the code in the words and the Status field where they differ; the table is <see cref="StatusPreference"/>.</summary>
/// <remarks>The server's own words carry its own code; the field is often filled in by the reporting server (5.0.0, 4.4.7).</remarks>
internal static class StatusChoice
{
    public static EnhancedStatusCode? Choose(
        EnhancedStatusCode? words, EnhancedStatusCode? field, int? replyCode, StatusTable table, out StatusConflict? conflict)
    {
        conflict = null;
        if (words is not { } own || field is not { } reported || own == reported)
        {
            return words ?? field;
        }

        var (chosen, because) = Prefer(own, reported, replyCode, table);
        conflict = new StatusConflict(own, reported, because);
        return chosen;
    }

    private static (EnhancedStatusCode Chosen, StatusPreference Because) Prefer(
        EnhancedStatusCode own, EnhancedStatusCode reported, int? replyCode, StatusTable table)
    {
        if (own.Class != reported.Class && replyCode is { } reply)
        {
            return reply / 100 == own.Class ? (own, StatusPreference.AgreesWithReply)
                : reported.Detail == 0 ? (own, StatusPreference.FieldWithoutDetail)
                : (reported, StatusPreference.AgreesWithReply);
        }

        if (own.Detail == 0 && reported.Detail != 0)
        {
            return (reported, StatusPreference.MoreDetailed);
        }

        return table.IsWeak(own) && !table.IsWeak(reported) ? (reported, StatusPreference.OtherIsWeak) : (own, StatusPreference.RefusingServer);
    }
}
