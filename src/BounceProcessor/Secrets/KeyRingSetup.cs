using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Secrets;

/// <summary>Tells Data Protection where its keys lie, once they are needed.</summary>
internal sealed class KeyRingSetup(KeyFolder folder, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    /// <inheritdoc/>
    public void Configure(KeyManagementOptions options)
    {
        folder.Prepare(loggers.CreateLogger<KeyRing>());
        options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder.Path), loggers);
    }
}
