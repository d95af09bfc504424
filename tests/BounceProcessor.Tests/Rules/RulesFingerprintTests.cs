using System.Text;

using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Rules;

using Xunit;

namespace BounceProcessor.Tests.Rules;

public sealed class RulesFingerprintTests
{
    [Fact]
    public void Without_rule_files_it_names_version_and_code() =>
        Assert.Matches(@"^\d+\.\d+\.\d+ [0-9a-f]{8} -$", RulesFingerprint.Of([]));

    [Fact]
    public void The_same_files_in_another_order_are_the_same() =>
        Assert.Equal(RulesFingerprint.Of([File("a", "1"), File("b", "2")]), RulesFingerprint.Of([File("b", "2"), File("a", "1")]));

    [Fact]
    public void A_changed_renamed_added_or_parted_file_is_another()
    {
        string[] all =
        [
            RulesFingerprint.Of([File("a", "1"), File("b", "2")]),
            RulesFingerprint.Of([File("a", "1"), File("b", "3")]),
            RulesFingerprint.Of([File("a", "1"), File("c", "2")]),
            RulesFingerprint.Of([File("a", "1")]),
            RulesFingerprint.Of([File("a", "12"), File("b", "")]),
            RulesFingerprint.Of([]),
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void New_rules_in_force_have_another_fingerprint_and_refused_ones_leave_it()
    {
        using var folder = new OperatorFolder();
        var before = folder.Rules.State.Fingerprint;
        folder.Write("mine.json", OperatorFolder.Rule("mine", "user unknown"));
        folder.LookUntilSettled();
        var with = folder.Rules.State.Fingerprint;
        folder.Write("mine.json", "{");
        folder.LookUntilSettled();

        Assert.NotEqual(before, with);
        Assert.Equal(with, folder.Rules.State.Fingerprint);
    }

    private static RuleFile File(string name, string json) => new($"operator/{name}.json", Encoding.UTF8.GetBytes(json));
}
