using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Database;

public sealed class CommitFlushTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Without_a_log_everything_is_in_the_database_already() =>
        await new CommitFlush(_folder.File("none.db-wal")).RunAsync();

    [Fact]
    public async Task A_log_that_cannot_be_flushed_is_a_fault_of_the_database_that_names_it()
    {
        var log = Directory.CreateDirectory(_folder.File("test.db-wal")).FullName;

        var fault = await Assert.ThrowsAnyAsync<DbException>(() => new CommitFlush(log).RunAsync());

        Assert.Contains(log, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_who_ask_at_once_are_answered_and_a_fault_of_one_round_does_not_stay()
    {
        var log = Directory.CreateDirectory(_folder.File("test.db-wal")).FullName;
        var flush = new CommitFlush(log);

        var all = Enumerable.Range(0, 20).Select(_ => flush.RunAsync()).ToArray();
        foreach (var one in all)
        {
            await Assert.ThrowsAnyAsync<DbException>(() => one);
        }

        Directory.Delete(log);
        await File.WriteAllTextAsync(log, "log", TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => flush.RunAsync()));
    }

    public void Dispose() => _folder.Dispose();
}
