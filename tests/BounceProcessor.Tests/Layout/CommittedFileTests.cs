using Xunit;

namespace BounceProcessor.Tests.Layout;

public sealed class CommittedFileTests
{
    [Fact]
    public void No_file_names_a_path_of_the_machine_it_was_made_on()
    {
        var paths = PathsOfThisMachine();

        var wrong = Repository.Files("").Where(file => !IsBinary(file) && Names(Repository.Text(file), paths));

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_planted_path_is_found()
    {
        Assert.True(Names("see /home/someone/project/src", ["/home/someone/project/"]));
        Assert.False(Names("$home/someone/project/src", ["/someone/project/"]));
    }

    // Short ones, such as "/src/", are words of many texts.
    private static string[] PathsOfThisMachine() =>
        [.. new[] { Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) }
            .Where(path => path.Length > 4)
            .Select(path => path.TrimEnd('/', '\\') + "/")
            .Where(path => path is not "/src/" and not "/app/" and not "/home/")];

    private static bool Names(string text, string[] paths) => paths.Any(path => Names(text, path));

    // "$home/root/" is a folder of a folder, not the home of root.
    private static bool Names(string text, string path)
    {
        for (var at = text.IndexOf(path, StringComparison.Ordinal); at >= 0; at = text.IndexOf(path, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '}' or '.' or '_' or '*'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBinary(string file) => Path.GetExtension(file) is ".png" or ".ico" or ".woff2";
}
