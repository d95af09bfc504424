using System.CommandLine;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>The argument and option of every command that reads mails of paths.</summary>
internal static class MailPaths
{
    /// <summary>The paths.</summary>
    public static Argument<string[]> Create(ArgumentArity arity, string description)
    {
        var paths = new Argument<string[]>("PATH") { Arity = arity, Description = description };
        paths.Validators.Add(result =>
        {
            // Without this a misspelt option is looked for as a file.
            foreach (var word in result.Tokens.Select(token => token.Value).Where(word => word.Length > 1 && word[0] == '-' && !Path.Exists(word)))
            {
                result.AddError($"There is no option \"{word}\".");
            }
        });
        return paths;
    }

    /// <summary><c>--mbox</c>.</summary>
    public static Option<bool> CreateMbox() =>
        new("--mbox") { Description = "Read every file as an mbox. Without it only a file named mbox or *.mbox is one." };
}
