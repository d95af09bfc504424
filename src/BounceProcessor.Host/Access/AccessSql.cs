namespace BounceProcessor.Host.Access;

/// <summary>The statements in <c>Access/Sql</c>.</summary>
internal static class AccessSql
{
    public static readonly string CountUsers = Load(nameof(CountUsers));

    public static readonly string InsertFirstUser = Load(nameof(InsertFirstUser));

    public static readonly string BeginAttempt = Load(nameof(BeginAttempt));

    public static readonly string ClearAttempts = Load(nameof(ClearAttempts));

    public static readonly string FindUser = Load(nameof(FindUser));

    public static readonly string ChangePassword = Load(nameof(ChangePassword));

    private static string Load(string name)
    {
        var resource = $"Access/Sql/{name}.sql";
        using var stream = typeof(AccessSql).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The embedded statement \"{resource}\" is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
