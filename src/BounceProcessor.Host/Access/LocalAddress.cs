namespace BounceProcessor.Host.Access;

/// <summary>Addresses that may be returned to after signing in: paths of this site and nothing else.</summary>
internal static class LocalAddress
{
    /// <summary>Where people go who asked for nothing in particular.</summary>
    public const string Home = "/events";

    /// <summary>The path if it stays on this site, else <see cref="Home"/>.</summary>
    public static string OrHome(string? path) => path is not null && IsLocal(path) ? path : Home;

    // Browsers read //host and /\host as another site, and drop tabs and line breaks before they look.
    private static bool IsLocal(string path) =>
        path.Length is > 0 and <= 2000
        && path[0] == '/'
        && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && !path.Any(char.IsControl);
}
