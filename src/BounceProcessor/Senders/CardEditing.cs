namespace BounceProcessor.Senders;

/// <summary>Saves a user card and looks at what is in force then.</summary>
internal sealed class CardEditing(UserCards cards, SenderSettings settings)
{
    /// <summary>As <see cref="UserCards.SaveAsync"/>; says besides when a password does not look like one its server takes.</summary>
    public async Task<CardSaving> SaveAsync(UserCard card, PasswordChange password, string changedBy, CancellationToken cancellationToken)
    {
        var saving = await cards.SaveAsync(card, password, changedBy, cancellationToken);
        if (saving.Faults.Count > 0 || password.Text is not { } text)
        {
            return saving;
        }

        var host = (await settings.FindAsync(card.Company, card.Code.Trim(), cancellationToken)).Settings?.Host.Value ?? card.Host ?? "";
        return SubmissionProvider.OfHost(host) is { HasAppPasswords: true } && !AppPassword.Is(text)
            ? saving with { Notices = [.. saving.Notices, CardNotices.NoAppPassword(host)] }
            : saving;
    }
}
