using BounceProcessor.Events;
using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Layout;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class SampleIntakeTests
{
    private static readonly MailboxOptions Samples = new()
    {
        Kind = MailboxKind.Folder,
        Path = Path.Combine(Repository.Root, "samples", "bounces"),
    };

    [Fact]
    public async Task Every_sample_is_filed_once_stays_in_its_folder_and_comes_back_byte_for_byte()
    {
        await using var line = new IntakeLine();
        await line.Database.ApplySchemaAsync();
        var files = Repository.Files("samples/bounces", ".eml").Order(StringComparer.Ordinal).ToArray();

        var first = await line.RunAsync(new EmlFolderSource("samples", Samples));
        var second = await line.RunAsync(new EmlFolderSource("samples", Samples));

        Assert.InRange(files.Length, 1, first.Seen);
        Assert.Equal((0, 0), (first.Quarantined, first.Left));
        Assert.Equal((first.Seen, 0), (second.Known, second.New));
        Assert.Equal(first.Seen - first.Duplicates, await line.CountAsync("mails"));
        Assert.Equal(files, Repository.Files("samples/bounces", ".eml").Order(StringComparer.Ordinal));

        var newest = (await line.Events.ListAsync(new EventFilter(), 1, 1, CancellationToken.None)).Events[0];
        var stored = await line.Events.RawMailAsync(newest.MailId, CancellationToken.None);
        Assert.Contains(files, file => File.ReadAllBytes(Path.Combine(Repository.Root, file)).AsSpan().SequenceEqual(stored));
    }
}
