using Microsoft.Extensions.Logging;

namespace BounceProcessor.Secrets;

/// <summary>The folder <c>keys</c> beside the database.</summary>
/// <param name="path">Full path.</param>
internal sealed class KeyFolder(string path)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Full path.</summary>
    public string Path => path;

    /// <summary>Makes it, or closes it and its files to everybody but this user.</summary>
    /// <exception cref="SecretsException">It cannot be made or closed.</exception>
    public void Prepare(ILogger logger)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
                return;
            }

            Directory.CreateDirectory(path, Owner);
            Close(path, Owner, logger);
            foreach (var file in Directory.EnumerateFiles(path, "*.xml"))
            {
                Close(file, OwnerFile, logger);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SecretsException(
                $"The key folder \"{path}\" cannot be made or closed to other users ({TextLine.Of(fault.Message)}). Nothing was started; give it to the user that runs this program, with mode 0700, its files with 0600.",
                fault);
        }
    }

    private static void Close(string path, UnixFileMode most, ILogger logger)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var mode = File.GetUnixFileMode(path);
        if ((mode & ~most) != 0)
        {
            File.SetUnixFileMode(path, mode & most);
            SecretsLog.KeysWereOpen(logger, path, Convert.ToString((int)mode, 8));
        }
    }
}
