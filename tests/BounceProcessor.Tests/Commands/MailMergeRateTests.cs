using BounceProcessor.Host.Commands;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class MailMergeRateTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("1.5")]
    [InlineData("60/h")]
    public async Task A_rate_that_is_no_number_is_a_fault_of_the_command_line(string rate)
    {
        var run = await Run.HereAsync("mailmerge", "rate", "7", rate, "--config", _folder.Configuration(""));

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains($"\"{rate}\" is no number of mails a minute; write 1 to 100000, or none.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mass_mail_that_there_is_not_is_told()
    {
        var run = await Run.HereAsync("mailmerge", "rate", "7", "60", "--config", _folder.Configuration(""));

        Assert.Equal(ExitCode.NotFound, run.Code);
        Assert.Contains("There is no mass mail 7", run.Error, StringComparison.Ordinal);
    }
}
