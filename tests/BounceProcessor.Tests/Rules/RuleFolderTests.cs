using BounceProcessor.Rules;

using Xunit;

namespace BounceProcessor.Tests.Rules;

public sealed class RuleFolderTests : IDisposable
{
    private readonly OperatorFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_laid_in_front_by_name_and_hidden_ones_schemas_and_folders_are_passed_over()
    {
        foreach (var name in new[] { "b.json", "a.json", ".c.json", "rules.schema.json", "notes.txt" })
        {
            _folder.Write(name, "{}");
        }

        Directory.CreateDirectory(Path.Combine(_folder.Path, "deeper.json"));

        var content = RuleFolder.Read(RuleFolder.Look(_folder.Path));

        Assert.Equal(["operator/a.json", "operator/b.json"], content.Files.Select(file => file.Name));
        Assert.Empty(content.Faults);
    }

    [Fact]
    public void A_file_of_ten_megabytes_is_answered_with_a_sentence()
    {
        _folder.Write("large.json", new string(' ', 10 * 1024 * 1024));
        _folder.Write("mine.json", "{}");

        var content = RuleFolder.Read(RuleFolder.Look(_folder.Path));

        Assert.Equal(["operator/mine.json"], content.Files.Select(file => file.Name));
        Assert.Equal(["operator/large.json: is larger than 8 MiB; a file may have 8 MiB and all of them together 32 MiB, shorten it."], content.Faults);
    }

    [Fact]
    public void A_folder_with_thousands_of_files_is_answered_with_a_sentence()
    {
        for (var number = 0; number <= 1_000; number++)
        {
            _folder.Write($"r{number}.json", "{}");
        }

        var look = RuleFolder.Look(_folder.Path);

        Assert.Empty(look.Files);
        Assert.Contains("more than 1000 files", look.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_counts_as_changed_when_its_target_is()
    {
        _folder.Write("one.txt", "{}");
        _folder.Write("two.txt", "{  }");
        var link = Path.Combine(_folder.Path, "mine.json");
        File.CreateSymbolicLink(link, Path.Combine(_folder.Path, "one.txt"));
        var before = RuleFolder.Look(_folder.Path);

        File.Delete(link);
        File.CreateSymbolicLink(link, Path.Combine(_folder.Path, "two.txt"));

        Assert.False(RuleFolder.Look(_folder.Path).IsSame(before));
        Assert.Equal(4, Assert.Single(RuleFolder.Read(RuleFolder.Look(_folder.Path)).Files).Json.Length);
    }
}
