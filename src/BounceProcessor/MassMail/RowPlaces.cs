using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.MassMail;

/// <summary>Puts the state of a row and of its mail into one word.</summary>
public static class RowPlaces
{
    /// <summary>The place of a row.</summary>
    /// <param name="state">Code of the row's state.</param>
    /// <param name="sending">Code of the recipient's state; <see langword="null"/> without a mail.</param>
    /// <param name="returned">Code of what came home; <see langword="null"/> for nothing.</param>
    public static RowPlace Of(string state, string? sending, string? returned) => Codes.Parse<RowState>(state) switch
    {
        RowState.Ready => RowPlace.Ready,
        RowState.Faulty => RowPlace.Faulty,
        RowState.Skipped => RowPlace.Suppressed,
        RowState.Refused => RowPlace.Refused,
        RowState.Stopped => RowPlace.Cancelled,
        _ => OfMail(Codes.Parse<RecipientState>(sending), Codes.Parse<ReturnState>(returned)),
    };

    private static RowPlace OfMail(RecipientState? sending, ReturnState? returned) => sending switch
    {
        RecipientState.Accepted when returned is ReturnState.Bounced or ReturnState.Complained => RowPlace.Bounced,
        RecipientState.Accepted => RowPlace.Accepted,
        RecipientState.Refused => RowPlace.Refused,
        RecipientState.Unsure => RowPlace.Unsure,
        RecipientState.Cancelled => RowPlace.Cancelled,
        RecipientState.Suppressed => RowPlace.Suppressed,
        _ => RowPlace.Waiting,
    };
}
