using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

using MimeKit;

namespace BounceProcessor.MassMail;

/// <summary>Shows any row as it would go out. Sends nothing.</summary>
internal sealed class BatchPreview(BatchStore store, RoundContents contents, MailComposer composer, TimeProvider time)
{
    // They name a mail that there is not.
    private static readonly HashSet<string> Unreal = new(StringComparer.OrdinalIgnoreCase) { "Message-Id", "MIME-Version", "Content-Type", "Content-Transfer-Encoding" };

    /// <summary>One row.</summary>
    /// <param name="batch">Of this mass mail.</param>
    /// <param name="number">Its number; <see langword="null"/> for the first that can be sent, else the first.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <returns><see langword="null"/> when there is no such row.</returns>
    public async Task<RowPreview?> OfAsync(Batch batch, long? number, CancellationToken cancellationToken)
    {
        if (await RowAsync(batch, number, cancellationToken) is not { } row)
        {
            return null;
        }

        var known = new RowPreview { RowNumber = row.RowNumber, Address = row.Address, Faults = BatchJson.Faults(row.Faults) };
        var (preparation, fault) = await contents.PrepareAsync(batch, cancellationToken);
        if (preparation is null)
        {
            return known with { Faults = [new MailFault("letter", "not-composed", fault ?? new LocalizedText("The letter cannot be composed.", "Kirja ei saa koostada."))] };
        }

        var turn = await contents.TurnAsync(preparation, row, cancellationToken);
        if (turn.Request is not { } request)
        {
            return known with { Faults = known.Faults.Count > 0 ? known.Faults : turn.Faults };
        }

        await composer.PrepareAsync(cancellationToken);
        var mail = composer.Compose(request, preparation.Party.Company, preparation.Party.Settings, mailId: 0, time.GetUtcNow());
        return known with
        {
            Headers = mail.IsComposed ? Headers(mail.Content) : [],
            Subject = request.Subject,
            Text = request.Text,
            Html = request.Html,
            Files = [.. request.Attachments.Select(file => (file.Name, (long)file.Content.Length))],
            Faults = known.Faults.Count > 0 ? known.Faults : mail.Faults,
        };
    }

    private async Task<BatchRow?> RowAsync(Batch batch, long? number, CancellationToken cancellationToken)
    {
        if (number is { } wanted)
        {
            return await store.FindRowAsync(batch.Company, batch.Id, wanted, cancellationToken);
        }

        var ready = await store.RowsAsync(batch.Company, batch.Id, RowPlace.Ready, 0, 1, cancellationToken);
        var first = ready.Count > 0 ? ready : await store.RowsAsync(batch.Company, batch.Id, null, 0, 1, cancellationToken);
        return first is [var row, ..] ? row : null;
    }

    private static IReadOnlyList<string> Headers(ReadOnlyMemory<byte> content)
    {
        using var mail = MimeMessage.Load(new MemoryStream(content.ToArray(), writable: false), CancellationToken.None);
        return [.. mail.Headers.Where(header => !Unreal.Contains(header.Field)).Select(header => TextLine.Of($"{header.Field}: {header.Value}"))];
    }
}
