using Microsoft.Extensions.Logging;

namespace BounceProcessor.Secrets;

internal static partial class SecretsLog
{
    [LoggerMessage(1120, LogLevel.Warning, "\"{Path}\" was open to other users (mode {Mode}) and is closed to them now; if somebody may have read the keys, remove the folder, store the secrets again and sign in again")]
    public static partial void KeysWereOpen(ILogger logger, string path, string mode);

    [LoggerMessage(1121, LogLevel.Warning, "{Key}: \"{Path}\" can be read by every user of this machine; set its mode to 0600 or 0640")]
    public static partial void FileIsOpen(ILogger logger, string key, string path);
}
