using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Rules;

using Microsoft.Extensions.Logging;

using Xunit;

namespace BounceProcessor.Tests.Rules;

public sealed class RulesInForceTests : IDisposable
{
    private readonly OperatorFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_does_not_exist_leaves_the_rules_that_ship_and_is_told_without_alarm()
    {
        Assert.Same(RuleBook.Embedded, _folder.Rules.State.Book);
        Assert.Equal((LogLevel.Information, $"There is no folder {_folder.Path}, so the rules that ship are in force alone; it is read as soon as it is there"), Assert.Single(_folder.Log));
        Assert.Empty(_folder.Rules.State.Faults);
    }

    [Fact]
    public void Without_a_folder_nothing_is_looked_for()
    {
        _folder.Options.Folder = "";

        Assert.Same(RuleBook.Embedded, _folder.Rules.State.Book);
        Assert.Empty(_folder.Log);
    }

    [Fact]
    public void Rules_that_lie_in_the_folder_at_the_start_are_in_force_at_once()
    {
        _folder.Write("mine.json", OperatorFolder.Rule("mine", "xyzzy"));

        Assert.Equal("mine/a", Judge("550 xyzzy"));
        Assert.Equal((LogLevel.Information, $"Rules of the operator in force: 1, from 1 files in {_folder.Path}"), Assert.Single(_folder.Log));
    }

    [Fact]
    public void A_file_that_is_added_changed_or_removed_is_taken_over_without_a_restart()
    {
        _ = _folder.Rules.State;

        _folder.Write("mine.json", OperatorFolder.Rule("mine", "xyzzy"));
        _folder.LookUntilSettled();
        Assert.Equal("mine/a", Judge("550 xyzzy"));

        _folder.Write("mine.json", OperatorFolder.Rule("mine", "plugh"));
        _folder.LookUntilSettled();
        Assert.NotEqual("mine/a", Judge("550 xyzzy"));
        Assert.Equal("mine/a", Judge("550 plugh"));

        File.Delete(Path.Combine(_folder.Path, "mine.json"));
        _folder.LookUntilSettled();
        Assert.Same(RuleBook.Embedded, _folder.Rules.State.Book);
        Assert.Equal(0, _folder.Rules.State.OperatorRules);
    }

    [Fact]
    public void Faulty_rules_are_told_with_every_fault_and_the_old_ones_stay_until_the_faults_are_gone()
    {
        _folder.Write("mine.json", OperatorFolder.Rule("mine", "xyzzy"));
        var before = _folder.Rules.State;

        _folder.Write("mine.json", OperatorFolder.Rule("mine", "Xyzzy"));
        _folder.Write("yours.json", "{ \"rules\": [");
        _folder.LookUntilSettled();

        Assert.Same(before.Book, _folder.Rules.State.Book);
        Assert.Equal(
            ["operator/mine.json, line 1, rule \"mine/a\": phrases: phrase \"Xyzzy\" is not folded; write \"xyzzy\".", "operator/yours.json, line 1: this is no JSON"],
            _folder.Rules.State.Faults.Select(fault => fault.Split(" (")[0]));
        Assert.Equal(3, _folder.Log.Count(entry => entry.Level == LogLevel.Error));
        Assert.Contains("are not taken over; faults: 2. In force stay those that ship and 1 of the operator, loaded at 2026-03-02 10:00:00Z", _folder.Log[^1].Text, StringComparison.Ordinal);

        _folder.Write("mine.json", OperatorFolder.Rule("mine", "plugh"));
        _folder.Write("yours.json", OperatorFolder.Rule("yours", "frotz"));
        _folder.LookUntilSettled();
        Assert.Empty(_folder.Rules.State.Faults);
        Assert.Equal(2, _folder.Rules.State.OperatorRules);
    }

    [Fact]
    public void Faulty_rules_at_the_start_leave_the_rules_that_ship()
    {
        _folder.Write("mine.json", "{");

        Assert.Same(RuleBook.Embedded, _folder.Rules.State.Book);
        Assert.Single(_folder.Rules.State.Faults);
    }

    [Fact]
    public void A_file_that_is_still_being_written_is_left_alone_until_it_rests()
    {
        _ = _folder.Rules.State;
        var whole = OperatorFolder.Rule("mine", "xyzzy");
        for (var length = 10; length < whole.Length; length += 10)
        {
            _folder.Write("mine.json", whole[..length]);
            Assert.Equal(RulesInForce.Settling, _folder.Rules.LookAgain(CancellationToken.None));
            _folder.Time.Advance(RulesInForce.Settling);
        }

        _folder.Write("mine.json", whole);
        _folder.LookUntilSettled();

        Assert.Equal("mine/a", Judge("550 xyzzy"));
        Assert.DoesNotContain(_folder.Log, entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public void A_file_that_never_rests_is_told_after_a_minute()
    {
        _ = _folder.Rules.State;
        for (var second = 0; second < 130 && _folder.Rules.State.Faults.Count == 0; second++)
        {
            _folder.Write("mine.json", new string(' ', second + 1) + "{");
            _folder.Rules.LookAgain(CancellationToken.None);
            _folder.Time.Advance(RulesInForce.Settling);
        }

        Assert.Contains("operator/mine.json", Assert.Single(_folder.Rules.State.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_disappears_keeps_its_rules_and_says_so()
    {
        _folder.Write("mine.json", OperatorFolder.Rule("mine", "xyzzy"));
        _ = _folder.Rules.State;

        Directory.Delete(_folder.Path, recursive: true);
        _folder.LookUntilSettled();

        Assert.Equal("mine/a", Judge("550 xyzzy"));
        Assert.Equal((LogLevel.Error, $"The folder {_folder.Path} is gone; the rules from it, 1, stay in force until it is back or the service restarts. Put it back, empty if its rules are to go."), _folder.Log[^1]);
        Assert.Single(_folder.Rules.State.Faults);

        _folder.Write("mine.json", OperatorFolder.Rule("mine", "xyzzy"));
        _folder.LookUntilSettled();
        Assert.Empty(_folder.Rules.State.Faults);
    }

    [Fact]
    public void What_is_wrong_is_told_once_however_often_the_folder_is_looked_at()
    {
        _folder.Write("mine.json", "{");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.json"), Path.Combine(_folder.Path, "nowhere.txt"));
        for (var i = 0; i < 5; i++)
        {
            _folder.LookUntilSettled();
            _folder.Time.Advance(_folder.Options.Interval);
        }

        Assert.Equal(3, _folder.Log.Count);
        Assert.Contains(_folder.Log, entry => entry.Text.StartsWith("operator/link.json: leads to \"", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_holds_the_rules_is_not_disturbed_by_a_reload()
    {
        _folder.Write("mine.json", OperatorFolder.Rule("mine", "xyzzy"));
        var held = _folder.Rules.State;

        _folder.Write("mine.json", OperatorFolder.Rule("mine", "plugh"));
        _folder.LookUntilSettled();

        Assert.NotSame(held, _folder.Rules.State);
        Assert.Equal("mine/a", Judge(held, "550 xyzzy"));
    }

    private string Judge(string words) => Judge(_folder.Rules.State, words);

    private static string Judge(RulesState state, string words) =>
        new Diagnoser(state.Book).Diagnose(QuotedReply.ToRecipient(words, null, null, null), null).Rule;
}
