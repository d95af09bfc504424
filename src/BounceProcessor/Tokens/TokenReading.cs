namespace BounceProcessor.Tokens;

/// <summary>What a token says.</summary>
/// <param name="State">Only of a valid one may the other values be believed; of an expired one they are right, but old.</param>
/// <param name="Kind">What it names.</param>
/// <param name="Id">Number of the mail or transmission.</param>
/// <param name="IssuedOn">Day on which it was made, UTC.</param>
/// <param name="CompanyMark">From <see cref="TokenText.CompanyMark"/>.</param>
internal sealed record TokenReading(TokenState State, TokenKind Kind, long Id, DateOnly IssuedOn, uint CompanyMark)
{
    /// <summary>No token of ours.</summary>
    public static readonly TokenReading None = new(TokenState.None, default, 0, default, 0);

    /// <summary>We made it, and its time is not over.</summary>
    public bool IsValid => State == TokenState.Valid;

    /// <summary>Somebody pretends: forged, or used again after its time.</summary>
    public bool IsSuspicious => State is TokenState.Forged or TokenState.Expired;

    /// <summary>Whether it was made for this company; one of a million others has the same mark.</summary>
    public bool IsOf(string company) => State is TokenState.Valid or TokenState.Expired && CompanyMark == TokenText.CompanyMark(company);
}
