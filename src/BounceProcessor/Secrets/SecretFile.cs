namespace BounceProcessor.Secrets;

/// <summary>A secret that the configuration names by its file: <c>file:/run/secrets/events</c>. Docker, Kubernetes and systemd credentials hand over secrets so.</summary>
internal static class SecretFile
{
    /// <summary>How such a value begins.</summary>
    public const string Prefix = "file:";

    private const int LongestBytes = 65_536;

    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Whether a value names a file.</summary>
    public static bool Is(string? value) => value is not null && value.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The text of the file without the line end that editors add.</summary>
    /// <param name="value">With <see cref="Prefix"/>; a relative path means the working directory.</param>
    /// <param name="isOpenToAll">Any user of this machine may read it.</param>
    /// <exception cref="SecretsException">The message goes on after the key: <c>is "file:x", which is not there; …</c></exception>
    public static string Read(string value, out bool isOpenToAll)
    {
        var path = value[Prefix.Length..];
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > LongestBytes)
            {
                throw new SecretsException($"is \"{TextLine.Of(value)}\", which has {file.Length} bytes and so is no secret; name a file of at most {LongestBytes} bytes.", null);
            }

            var text = File.ReadAllText(path).TrimEnd('\n', '\r');
            isOpenToAll = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
            return text.Length > 0
                ? text
                : throw new SecretsException($"is \"{TextLine.Of(value)}\", which is empty; write the secret into that file.", null);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SecretsException($"is \"{TextLine.Of(value)}\", which is not there; create the file, or name another.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SecretsException($"is \"{TextLine.Of(value)}\", which cannot be read ({TextLine.Of(fault.Message)}); give this user the right to read it.", fault);
        }
    }
}
