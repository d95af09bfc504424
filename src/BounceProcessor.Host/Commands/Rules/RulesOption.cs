using System.CommandLine;

using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Rules;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>The option <c>--rules</c> of every command that judges without configuration.</summary>
internal static class RulesOption
{
    /// <summary>A new option for one command.</summary>
    public static Option<string?> Create() => new("--rules")
    {
        HelpName = "FOLDER",
        Description = "Folder with rules of your own (*.json), or one such file; they go before those that ship. Without it those that ship.",
    };

    /// <summary>The rule book to judge by.</summary>
    /// <exception cref="NotFoundException">There is no such folder.</exception>
    /// <exception cref="RuleBookException">The rules have faults.</exception>
    public static RuleBook Load(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return RuleBook.Embedded;
        }

        var content = Read([path]);
        if (content.Faults.Count == 0)
        {
            return RuleBook.LoadWithOperator(content.Files, cancellationToken);
        }

        throw new RuleBookException([.. content.Faults, .. RuleCheck.Run([.. RuleFiles.Embedded(), .. content.Files])]);
    }

    /// <summary>The rule files of folders and files.</summary>
    /// <exception cref="NotFoundException">There is no such folder or file.</exception>
    public static FolderContent Read(IReadOnlyList<string> paths)
    {
        var contents = paths.Select(path => path switch
        {
            _ when Directory.Exists(path) => RuleFolder.Read(RuleFolder.Look(path)),
            _ when File.Exists(path) => RuleFolder.ReadFile(path),
            _ => throw new NotFoundException($"{path}: no such file or folder"),
        }).ToArray();
        return new FolderContent([.. contents.SelectMany(content => content.Files)], [.. contents.SelectMany(content => content.Faults)]);
    }
}
